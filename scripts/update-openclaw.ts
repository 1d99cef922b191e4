import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Schema } from '../src/formats/openclaw-config/schema.ts';
import { type Changes, comparePaths } from '../src/formats/openclaw-config/update/changes.ts';
import { schemaModules } from '../src/formats/openclaw-config/update/modules.ts';
import { pruneSchema } from '../src/formats/openclaw-config/update/prune.ts';
import { compareVersions } from '../src/formats/openclaw-config/versions.ts';
import { languages, speak } from '../src/words.ts';
import { languageFrom, readArguments, runProgram, UsageError } from './command-line.ts';

const args = process.argv.slice(2);
const say = speak(languageFrom(args, process.env));
// Through npm the working folder is the project's; INIT_CWD is where the command was given.
const here = process.env.INIT_CWD ?? process.cwd();
const dataFolder = join(import.meta.dirname, '../src/formats/openclaw-config/data');
const versionPattern = /^\d{4}\.\d{1,2}\.\d{1,3}(-[\w.]+)?$/;

await runProgram(say, () => {
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
  if (values.lang !== undefined && !languages.some((known) => known === values.lang)) {
    throw new UsageError(say('usage.language', { language: values.lang, languages: languages.join(', ') }));
  }
  const [asked] = positionals;
  if (positionals.length > 1 || (asked === undefined && values.from === undefined)) {
    throw new UsageError(say('update.usage'));
  }
  if (asked !== undefined && !versionPattern.test(asked))
    throw new UsageError(say('update.version', { version: asked }));
  const folder = values.from === undefined ? install(asked ?? '') : resolve(here, values.from);
  const version = versionIn(folder);
  if (asked !== undefined && asked !== version) {
    throw new UsageError(say('update.other-version', { folder, version, asked }));
  }
  const out = values.out === undefined ? dataFolder : resolve(here, values.out);
  write(version, readSchema(folder, version), out);
  return 0;
});

/** Installs a release into the cache, unless it is there, and returns the package's folder. */
function install(version: string): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const prefix = join(cache, 'openclaw-fly-guide', `openclaw-${version}`);
  const folder = join(prefix, 'node_modules', 'openclaw');
  if (existsSync(join(folder, 'package.json'))) return folder;
  process.stderr.write(`${say('update.installing', { version, folder: prefix })}\n`);
  mkdirSync(prefix, { recursive: true });
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['install', '--prefix', prefix, ...options, `openclaw@${version}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    cwd: prefix,
    shell: process.platform === 'win32',
  });
  if (run.status === 0) return folder;
  rmSync(prefix, { recursive: true, force: true });
  throw new UsageError(say('update.not-installed', { version }));
}

function versionIn(folder: string): string {
  try {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (name === 'openclaw' && versionPattern.test(version)) return version;
  } catch {
    // What is wrong is the same in either case, and is said below.
  }
  throw new UsageError(say('update.no-package', { folder }));
}

/** Asks the program for its schema; its state is a folder that is gone afterwards. */
function readSchema(folder: string, version: string): Schema {
  const state = mkdtempSync(join(tmpdir(), 'openclaw-schema-'));
  try {
    const printed = execFileSync(process.execPath, [join(folder, 'openclaw.mjs'), 'config', 'schema'], {
      cwd: state,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOME: state, OPENCLAW_STATE_DIR: state, NO_COLOR: '1' },
    });
    const schema = pruneSchema(JSON.parse(printed.slice(printed.indexOf('{'))));
    if (typeof schema === 'object' && schema.properties?.gateway) return schema;
    throw new UsageError(say('update.no-schema', { version }));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const printed = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new UsageError(
      say('update.not-run', { version, node: process.version, reason: printed.slice(0, 500) }),
    );
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

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
