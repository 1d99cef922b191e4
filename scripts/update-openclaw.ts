import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Schema } from '../src/formats/openclaw-config/schema.ts';
import { type Changes, comparePaths } from '../src/formats/openclaw-config/update/changes.ts';
import { schemaModules } from '../src/formats/openclaw-config/update/modules.ts';
import { compareVersions } from '../src/formats/openclaw-config/versions.ts';
import { readSchema, releasePattern } from '../src/rehearsal/real/release.ts';
import { speak } from '../src/words.ts';
import { languageFrom, readArguments, runProgram, UsageError } from './command-line.ts';
import { obtain, orUsageError } from './release.ts';

const args = process.argv.slice(2);
const say = speak(languageFrom(args, process.env));
// Through npm the working folder is the project's; INIT_CWD is where the command was given.
const here = process.env.INIT_CWD ?? process.cwd();
const dataFolder = join(import.meta.dirname, '../src/formats/openclaw-config/data');

await runProgram(say, async () => {
  const { values, positionals } = readArguments(
    args,
    {
      from: { type: 'string' },
      out: { type: 'string' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
    say,
  );
  if (values.help) {
    process.stdout.write(`${say('update.help')}\n`);
    return 0;
  }
  const [asked] = positionals;
  if (positionals.length > 1 || (asked === undefined && values.from === undefined)) {
    throw new UsageError(say('update.usage'));
  }
  if (asked !== undefined && !releasePattern.test(asked))
    throw new UsageError(say('update.version', { version: asked }));
  const release = await obtain(
    say,
    asked,
    values.from === undefined ? undefined : resolve(here, values.from),
  );
  const out = values.out === undefined ? dataFolder : resolve(here, values.out);
  write(release.version, await orUsageError(say, release, () => readSchema(release)), out);
  return 0;
});

function write(version: string, schema: Schema, out: string): void {
  mkdirSync(out, { recursive: true });
  const file = join(out, `${version}.json`);
  const previous = previousVersion(version, out);
  writeWhole(file, `${JSON.stringify(schema)}\n`);
  for (const [name, text] of Object.entries(schemaModules(readdirSync(out))))
    writeWhole(join(out, name), text);
  process.stdout.write(`${say('update.written', { version, file })}\n`);
  if (previous === undefined) return;
  const before: Schema = JSON.parse(readFileSync(join(out, `${previous}.json`), 'utf8'));
  printChanges(previous, comparePaths(before, schema));
}

/** Returns the newest of the versions that are there before this one. */
function previousVersion(version: string, out: string): string | undefined {
  return readdirSync(out)
    .map((name) => /^(\d{4}\..+)\.json$/.exec(name)?.[1])
    .filter((each) => each !== undefined)
    .filter((each) => compareVersions(each, version) < 0)
    .sort(compareVersions)
    .at(-1);
}

function printChanges(previous: string, { added, removed }: Changes): void {
  if (added.length + removed.length === 0) {
    process.stdout.write(`${say('update.same', { previous })}\n`);
    return;
  }
  const lines = [
    `${say('update.added', { count: added.length, previous })}`,
    ...added.map((path) => `  + ${path}`),
    `${say('update.removed', { count: removed.length, previous })}`,
    ...removed.map((path) => `  - ${path}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Writes a file so that nobody ever reads half of it. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
