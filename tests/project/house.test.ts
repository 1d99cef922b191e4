import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const home = join(import.meta.dirname, '../..');

/** Whom each room of the house may know, beside itself; a file is named where only that file may be known. */
const mayKnow: Record<string, string[]> = {
  'src/words.ts': ['content/i18n'],
  'src/colours.ts': [],
  'src/diagnostics': ['src/words.ts'],
  'src/formats': ['src/diagnostics', 'src/words.ts'],
  'src/guide': ['src/diagnostics', 'src/words.ts'],
  'src/rules': ['src/guide', 'src/formats', 'src/diagnostics', 'src/runbook', 'src/words.ts'],
  'src/runbook': ['src/guide', 'src/formats/shell', 'src/diagnostics', 'src/words.ts'],
  'src/proof': ['src/guide', 'src/rules', 'src/runbook', 'src/words.ts'],
  'src/executor': [
    'src/runbook/plan.ts',
    'src/runbook/event.ts',
    'src/runbook/unseen.ts',
    'src/words.ts',
    'src/colours.ts',
  ],
  'src/rehearsal': ['src/formats', 'src/diagnostics', 'src/words.ts'],
  'src/site': [
    'src/guide',
    'src/formats',
    'src/rules',
    'src/runbook',
    'src/proof',
    'src/diagnostics',
    'src/words.ts',
    'package.json',
    'content',
  ],
  'src/project': ['src/words.ts'],
};

const sources = readdirSync(join(home, 'src'), { recursive: true, encoding: 'utf8' })
  .map((file) => join('src', file))
  .filter((file) => /\.(ts|astro|mjs)$/.test(file));

const scripts = readdirSync(join(home, 'scripts')).map((file) => join('scripts', file));

/** Returns the files of the project that a file imports, relative to the project's folder. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(home, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"?]+)/g)].map(([, path = '']) =>
    relative(home, join(home, dirname(file), path)),
  );
}

function roomOf(file: string): string | undefined {
  return Object.keys(mayKnow).find((room) => file === room || file.startsWith(`${room}/`));
}

describe('who may know whom', () => {
  test('every file stands in a room of the house', () => {
    expect(sources.filter((file) => roomOf(file) === undefined)).toEqual([]);
    expect(sources.length).toBeGreaterThan(50);
  });

  test.each(Object.entries(mayKnow))('%s knows no more than %j', (room, known) => {
    const trespasses = sources
      .filter((file) => roomOf(file) === room)
      .flatMap((file) =>
        importsOf(file)
          .filter(
            (target) =>
              ![room, ...known].some((allowed) => target === allowed || target.startsWith(`${allowed}/`)),
          )
          .map((target) => `${file} imports ${target}`),
      );
    expect(trespasses).toEqual([]);
  });

  test('nobody imports scripts/, and scripts no tests', () => {
    const importing = (files: string[], room: string) =>
      files.filter((file) => importsOf(file).some((target) => target.startsWith(room)));
    expect(importing(sources, 'scripts/')).toEqual([]);
    expect(importing([...sources, ...scripts], 'tests/')).toEqual([]);
    expect(scripts.length).toBeGreaterThan(10);
  });

  test('only formats, rules, rehearsal and content name OpenClaw or Fly.io', () => {
    // The page that checks people's own files offers them by their names.
    const neutral = sources.filter((file) => !/^src\/(formats|rules|rehearsal|site\/check)\//.test(file));
    const naming = neutral.filter((file) => {
      const text = readFileSync(join(home, file), 'utf8');
      // Examples in comments may name what they like.
      const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
      return /openclaw|fly\.io|flyctl|fly-toml|fly\.toml/i.test(code);
    });
    expect(naming).toEqual([]);
  });
});
