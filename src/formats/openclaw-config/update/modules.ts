import { compareVersions } from '../versions.ts';

/**
 * Returns the modules that name the schemas' files: one that has them all at once, and one that loads each when it is asked for.
 *
 * @param files the names of the files beside them, such as `2026.9.6.json` and `voice-call.2026.4.29.json`
 */
export function schemaModules(files: readonly string[]): { 'eager.ts': string; 'lazy.ts': string } {
  const versions = files
    .map((file) => /^(voice-call\.)?(\d+\.\d+\.\d+.*)\.json$/.exec(file))
    .filter((match) => match !== null)
    .map(([file, plugin, version = '']) => ({ file, group: plugin ? 'voiceCall' : 'config', version }))
    .sort((a, b) => compareVersions(a.version, b.version));
  const groups = ['config', 'voiceCall'].map((name) => ({
    name,
    members: versions.filter(({ group }) => group === name),
  }));
  const numbered = groups.flatMap(({ name, members }) =>
    members.map((member, index) => ({ ...member, name: `${name}${index + 1}` })),
  );
  const imports = numbered.map(
    ({ name, file }) => `import ${name} from './${file}' with { type: 'json' };\n`,
  );
  const record = (name: string, lines: string[]) => `\nexport const ${name} = {\n${lines.join('')}};\n`;
  const eager = groups.map(({ name, members }) =>
    record(
      name,
      members.map(({ version }, index) => `  '${version}': ${name}${index + 1},\n`),
    ),
  );
  const lazy = groups.map(({ name, members }) =>
    record(
      name,
      members.map(
        ({ version, file }) => `  '${version}': () => import('./${file}', { with: { type: 'json' } }),\n`,
      ),
    ),
  );
  const header = '// Written by `npm run update:openclaw`.\n';
  return {
    'eager.ts': `${header}${imports.join('')}${eager.join('')}`,
    'lazy.ts': `${header}${lazy.join('').slice(1)}`,
  };
}
