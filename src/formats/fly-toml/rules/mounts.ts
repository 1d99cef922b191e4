import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { FlyFile } from '../file.ts';
import { isPlaceholder } from '../forms/scalar.ts';
import { found, type Rule, replace, type Search, spanOf } from '../rule.ts';
import type { FlyToml } from '../schema.ts';
import { quoted } from '../toml/scalar.ts';

export const mountSource: Rule = {
  code: 'fly-toml/mount-source',
  severity: 'error',
  summary: 'summary.fly-toml/mount-source',
  explain: 'explain.fly-toml/mount-source',
  examples: [
    {
      wrong: '[mounts]\nsource = "my-data"\ndestination = "/data"\n',
      right: '[mounts]\nsource = "my_data"\ndestination = "/data"\n',
    },
    {
      wrong: '[mounts]\ndestination = "/data"\n',
      right: '[mounts]\nsource = "data"\ndestination = "/data"\n',
    },
  ],
};

export const mountDestination: Rule = {
  code: 'fly-toml/mount-destination',
  severity: 'error',
  summary: 'summary.fly-toml/mount-destination',
  explain: 'explain.fly-toml/mount-destination',
  examples: [
    { wrong: '[mounts]\nsource = "data"\n', right: '[mounts]\nsource = "data"\ndestination = "/data"\n' },
    {
      wrong: '[mounts]\nsource = "data"\ndestination = "/"\n',
      right: '[mounts]\nsource = "data"\ndestination = "/data"\n',
    },
    {
      wrong: '[mounts]\nsource = "data"\ndestination = "data"\n',
      right: '[mounts]\nsource = "data"\ndestination = "/data"\n',
    },
  ],
};

export const mountTwice: Rule = {
  code: 'fly-toml/mount-twice',
  severity: 'error',
  summary: 'summary.fly-toml/mount-twice',
  explain: 'explain.fly-toml/mount-twice',
  examples: [
    {
      wrong: '[[mounts]]\nsource = "a"\ndestination = "/a"\n\n[[mounts]]\nsource = "b"\ndestination = "/b"\n',
      right:
        '[processes]\nweb = ""\nworker = "work"\n\n[[mounts]]\nsource = "a"\ndestination = "/a"\nprocesses = ["web"]\n\n[[mounts]]\nsource = "b"\ndestination = "/b"\nprocesses = ["worker"]\n',
    },
  ],
};

export const mountSize: Rule = {
  code: 'fly-toml/mount-size',
  severity: 'error',
  summary: 'summary.fly-toml/mount-size',
  explain: 'explain.fly-toml/mount-size',
  examples: [
    {
      wrong: '[mounts]\nsource = "data"\ndestination = "/data"\ninitial_size = "500mb"\n',
      right: '[mounts]\nsource = "data"\ndestination = "/data"\ninitial_size = 1\n',
    },
  ],
};

export const autoExtend: Rule = {
  code: 'fly-toml/auto-extend',
  severity: 'error',
  summary: 'summary.fly-toml/auto-extend',
  explain: 'explain.fly-toml/auto-extend',
  examples: [
    {
      wrong: '[mounts]\nsource = "data"\ndestination = "/data"\nauto_extend_size_threshold = 80\n',
      right:
        '[mounts]\nsource = "data"\ndestination = "/data"\nauto_extend_size_threshold = 80\nauto_extend_size_increment = "1GB"\nauto_extend_size_limit = "5GB"\n',
    },
    {
      wrong:
        '[mounts]\nsource = "data"\ndestination = "/data"\nauto_extend_size_threshold = 30\nauto_extend_size_increment = "1GB"\n',
      right:
        '[mounts]\nsource = "data"\ndestination = "/data"\nauto_extend_size_threshold = 50\nauto_extend_size_increment = "1"\n',
    },
  ],
};

export const mountRules: Rule[] = [mountSource, mountDestination, mountTwice, mountSize, autoExtend];

type Mount = NonNullable<FlyToml['mounts']>[number];

/** Looks at volumes and where they are mounted. */
export const searchMounts: Search = function* (file) {
  const mounts = file.config.mounts ?? [];
  for (const [index, mount] of mounts.entries()) {
    const path = `mounts[${index}]`;
    if (!mount.source && !file.isWritten(`${path}.source`)) {
      yield found(mountSource, spanOf(file, path), { key: 'rules.fly-toml/mount-source' });
    }
    yield* searchName(file, `${path}.source`, mount.source ?? '');
    yield* searchDestination(file, path, mount);
    if (mount.initial_size !== undefined && mount.initial_size < 1) {
      yield found(mountSize, spanOf(file, `${path}.initial_size`), { key: 'rules.fly-toml/mount-size' });
    }
    yield* searchAutoExtend(file, path, mount);
  }
  yield* searchTwice(file, mounts);
};

/** The platform takes lower-case letters, digits and underscores, 30 at most (its error messages; flyctl does not look). */
function* searchName(file: FlyFile, path: string, name: string): Iterable<Finding> {
  if (/^[a-z0-9_]{0,30}$/.test(name) || isPlaceholder(name)) return;
  const at = spanOf(file, path);
  const better = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 30);
  yield found(
    mountSource,
    at,
    { key: 'rules.fly-toml/mount-source.name', values: { name } },
    replace(at, quoted(better), false),
  );
}

function* searchDestination(file: FlyFile, path: string, { destination }: Mount): Iterable<Finding> {
  if (destination === undefined) {
    if (!file.isWritten(`${path}.destination`)) {
      yield found(mountDestination, spanOf(file, path), { key: 'rules.fly-toml/mount-destination.missing' });
    }
  } else if (/^\/+\.?\/*$/.test(destination)) {
    yield found(mountDestination, spanOf(file, `${path}.destination`), {
      key: 'rules.fly-toml/mount-destination.root',
    });
  } else if (!destination.startsWith('/') && !isPlaceholder(destination)) {
    const at = spanOf(file, `${path}.destination`);
    const fix = /^(?:\.\/)?[\w-]/.test(destination)
      ? replace(at, quoted(`/${destination.replace(/^\.\//, '')}`), false)
      : {};
    yield found(
      mountDestination,
      at,
      { key: 'rules.fly-toml/mount-destination', values: { path: destination } },
      fix,
    );
  }
}

/** flyctl wants the threshold and the increment together; the limit is optional. */
function* searchAutoExtend(file: FlyFile, path: string, mount: Mount): Iterable<Finding> {
  const names = [
    'auto_extend_size_threshold',
    'auto_extend_size_increment',
    'auto_extend_size_limit',
  ] as const;
  const [threshold, increment, limit] = names.map((name) => mount[name]);
  if (!threshold && !increment && !limit && increment !== 0 && limit !== 0) return;
  const bounds = [
    { name: names[0], value: threshold, minimum: 50, maximum: 99, needed: true },
    { name: names[1], value: increment, minimum: 1, maximum: 100, needed: true },
    { name: names[2], value: limit, minimum: 1, maximum: 500, needed: false },
  ];
  const missing = bounds.filter(
    ({ name, value, needed }) => needed && value === undefined && !file.isWritten(`${path}.${name}`),
  );
  if (missing.length > 0) {
    const values = { names: missing.map(({ name }) => `\`${name}\``).join(', ') };
    yield found(autoExtend, spanOf(file, path), { key: 'rules.fly-toml/auto-extend.missing', values });
  }
  for (const { name, value, minimum, maximum } of bounds) {
    if (value === undefined || (value >= minimum && value <= maximum)) continue;
    const values = { name, minimum, maximum };
    yield found(autoExtend, spanOf(file, `${path}.${name}`), { key: 'rules.fly-toml/auto-extend', values });
  }
}

function* searchTwice(file: FlyFile, mounts: Mount[]): Iterable<Finding> {
  const names = Object.keys(file.config.processes ?? {}).toSorted();
  const defaultGroup = names.length === 0 || names.includes('app') ? 'app' : (names[0] ?? 'app');
  const first = new Map<string, number>();
  for (const [index, { processes = [] }] of mounts.entries()) {
    for (const group of processes.length > 0 ? processes : [defaultGroup]) {
      const before = first.get(group);
      if (before === undefined) {
        first.set(group, index);
        continue;
      }
      const related = [
        { ...spanOf(file, `mounts[${before}]`), message: { key: 'related.fly-toml.mount' as const } },
      ];
      yield found(
        mountTwice,
        spanOf(file, `mounts[${index}]`),
        { key: 'rules.fly-toml/mount-twice', values: { group } },
        { related },
      );
      break;
    }
  }
}
