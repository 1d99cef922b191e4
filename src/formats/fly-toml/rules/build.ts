import { found, type Rule, type Search, spanOf } from '../rule.ts';

export const buildTwice: Rule = {
  code: 'fly-toml/build-twice',
  severity: 'warning',
  summary: 'summary.fly-toml/build-twice',
  explain: 'explain.fly-toml/build-twice',
  examples: [
    {
      wrong: '[build]\nimage = "nginx:1.29"\ndockerfile = "Dockerfile"\n',
      right: '[build]\ndockerfile = "Dockerfile"\nbuild-target = "production"\n',
    },
  ],
};

export const buildRules: Rule[] = [buildTwice];

/** Looks for an image that would have to come from several places. */
export const searchBuild: Search = function* (file) {
  const {
    image,
    builder,
    buildpacks = [],
    dockerfile,
    'build-target': target,
    builtin,
  } = file.config.build ?? {};
  const ways = [
    image && 'image',
    builder ? 'builder' : buildpacks.length > 0 && 'buildpacks',
    dockerfile ? 'dockerfile' : target && 'build-target',
    builtin && 'builtin',
  ].filter((way) => typeof way === 'string' && way !== '');
  const [first, second] = ways.toSorted(
    (a, b) => spanOf(file, `build.${a}`).start - spanOf(file, `build.${b}`).start,
  );
  if (!first || !second) return;
  const related = [
    {
      ...(file.keyOf(`build.${first}`) ?? spanOf(file, 'build')),
      message: { key: 'related.fly-toml.build' as const },
    },
  ];
  const at = file.keyOf(`build.${second}`) ?? spanOf(file, 'build');
  yield found(buildTwice, at, { key: 'rules.fly-toml/build-twice', values: { first, second } }, { related });
};
