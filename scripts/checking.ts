import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { wantsColours } from '../src/colours.ts';
import { type CheckResult, count, type Reporter } from '../src/diagnostics/report.ts';
import { reportGithub } from '../src/diagnostics/reporters/github.ts';
import { reportJson } from '../src/diagnostics/reporters/json.ts';
import { reportJunit } from '../src/diagnostics/reporters/junit.ts';
import { reportPretty } from '../src/diagnostics/reporters/pretty.ts';
import { reportSarif } from '../src/diagnostics/reporters/sarif.ts';
import { styleOf } from '../src/diagnostics/style.ts';
import { openclawVersions } from '../src/formats/openclaw-config/versions.ts';
import { Memory } from '../src/guide/memory.ts';
import { targetsSchema } from '../src/guide/targets.ts';
import { catalogue } from '../src/rules/catalogue.ts';
import { canCheck, checkFiles } from '../src/rules/check-files.ts';
import { checkGuide } from '../src/rules/check-guide.ts';
import { mend } from '../src/rules/mend.ts';
import { speak } from '../src/words.ts';
import { languageFrom, readArguments, runProgram, UsageError } from './command-line.ts';
import { explainRule, listRules } from './explain.ts';
import { watchFolders } from './watch.ts';

const args = process.argv.slice(2);
const language = languageFrom(args, process.env);
const say = speak(language);
// Through npm the working folder is the project's; INIT_CWD is where the command was given.
const here = process.env.INIT_CWD ?? process.cwd();
const guide = join(import.meta.dirname, '../content');

const reporters: Record<string, Reporter> = {
  json: reportJson,
  github: reportGithub,
  sarif: reportSarif,
  junit: reportJunit,
};

function readOptions() {
  const { values, positionals } = readArguments(
    args,
    {
      content: { type: 'string' },
      target: { type: 'string' },
      format: { type: 'string' },
      'max-warnings': { type: 'string' },
      lang: { type: 'string' },
      fix: { type: 'boolean' },
      watch: { type: 'boolean' },
      quiet: { type: 'boolean', short: 'q' },
      'list-rules': { type: 'boolean' },
      explain: { type: 'string' },
      'no-color': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    say,
  );
  const format = values.format ?? 'pretty';
  if (format !== 'pretty' && !Object.hasOwn(reporters, format)) {
    const formats = ['pretty', ...Object.keys(reporters)].join(', ');
    throw new UsageError(say('check.format', { format, formats }));
  }
  if (!/^\d+$/.test(values['max-warnings'] ?? '0')) {
    throw new UsageError(say('check.max-warnings', { value: values['max-warnings'] ?? '' }));
  }
  const [, version] = /^openclaw@(.+)$/.exec(values.target ?? '') ?? [];
  if (values.target !== undefined && !openclawVersions.some((known) => known === version)) {
    const known = openclawVersions.map((each) => `openclaw@${each}`).join(', ');
    throw new UsageError(say('check.target', { target: values.target, known }));
  }
  if (values.content !== undefined && positionals.length > 0)
    throw new UsageError(say('check.content-and-paths'));
  return { ...values, format, version, paths: positionals };
}

type Options = ReturnType<typeof readOptions>;

/** Returns a path as it is best read: from where the command was given, or whole where that would climb. */
function shown(path: string): string {
  const short = relative(here, path);
  return (short.startsWith('..') || isAbsolute(short) ? path : short || '.').split(sep).join('/');
}

/** What earlier rounds of a watch worked out, so that each looks only at what has changed. */
const memory = new Memory();

/** Checks what was asked for; its files are named as they are best read. */
function check(options: Options): CheckResult {
  const { version } = options;
  if (options.paths.length > 0) {
    const targets = targetsSchema.parse(JSON.parse(readFileSync(join(guide, 'targets.json'), 'utf8')));
    for (const path of options.paths) {
      if (!existsSync(resolve(here, path))) throw new UsageError(say('check.missing', { path }));
      if (!canCheck(resolve(here, path))) throw new UsageError(say('check.kind', { path }));
    }
    const files = options.paths.map((path) => shown(resolve(here, path)));
    return checkFiles(files, { ...targets, ...(version !== undefined && { openclaw: version }) });
  }
  const root = options.content === undefined ? guide : resolve(here, options.content);
  if (!existsSync(join(root, 'docs'))) throw new UsageError(say('check.no-docs', { path: shown(root) }));
  return renamed(checkGuide(root, { memory, ...(version !== undefined && { openclaw: version }) }), (file) =>
    shown(join(root, file)),
  );
}

function renamed(result: CheckResult, name: (file: string) => string): CheckResult {
  return {
    ...result,
    diagnostics: result.diagnostics.map((one) => ({
      ...one,
      file: name(one.file),
      ...(one.related && {
        related: one.related.map((place) =>
          place.file === undefined ? place : { ...place, file: name(place.file) },
        ),
      }),
    })),
    ignored: result.ignored.map((one) => ({ ...one, file: name(one.file) })),
    sources: new Map([...result.sources].map(([file, text]) => [name(file), text])),
  };
}

/** Returns what a rule looks for, in a few words. */
function summary(code: string): string | undefined {
  const rule = catalogue.find((one) => one.code === code);
  return rule && say(rule.summary);
}

function report(result: CheckResult, options: Options): void {
  const reporter = reporters[options.format];
  const style = styleOf(!options['no-color'] && wantsColours(process.env, process.stdout.isTTY));
  const text = reporter
    ? reporter(result, { language, say, summary })
    : reportPretty(result, { language, say }, style, { quiet: options.quiet ?? false });
  process.stdout.write(text);
}

function verdict({ diagnostics }: CheckResult, options: Options): number {
  const { error, warning } = count(diagnostics);
  // The guide is held to no warning at all; loose files may have as many as the caller allows.
  const isGuide = options.paths.length === 0;
  const most = options['max-warnings'] ?? (isGuide ? '0' : undefined);
  return error > 0 || (most !== undefined && warning > Number(most)) ? 1 : 0;
}

function checkOnce(options: Options): number {
  if (!options.fix) {
    const result = check(options);
    report(result, options);
    return verdict(result, options);
  }
  const { result, files } = mend(
    () => check(options),
    (file) => resolve(here, file),
  );
  if (files > 0) process.stderr.write(`${say('check.mended', { count: files })}\n`);
  report(result, options);
  return verdict(result, options);
}

await runProgram(say, async () => {
  process.chdir(here);
  const options = readOptions();
  if (options.help) {
    process.stdout.write(`${say('check.help')}\n`);
    return 0;
  }
  if (options['list-rules']) {
    process.stdout.write(listRules(say));
    return 0;
  }
  if (options.explain !== undefined) {
    process.stdout.write(explainRule(options.explain, say));
    return 0;
  }
  const status = checkOnce(options);
  if (!options.watch) return status;
  const folders = options.paths.length > 0 ? options.paths : [options.content ?? guide];
  return watchFolders(
    folders.map((path) => resolve(here, path)),
    () => {
      process.stdout.write(process.stdout.isTTY ? '\u001b[2J\u001b[H' : '\n');
      checkOnce(options);
    },
    () => process.stderr.write(`${say('check.watching')}\n`),
  );
});
