import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { wantsColours } from '../src/colours.ts';
import type { CheckResult } from '../src/diagnostics/report.ts';
import { reportPretty } from '../src/diagnostics/reporters/pretty.ts';
import { styleOf } from '../src/diagnostics/style.ts';
import { teachVersion } from '../src/formats/openclaw-config/check.ts';
import { openclawVersions } from '../src/formats/openclaw-config/versions.ts';
import { readGuide, rootLanguage } from '../src/guide/guide.ts';
import { readPage } from '../src/guide/page.ts';
import { type Release, readSchema, releasePattern } from '../src/rehearsal/real/release.ts';
import { checkGuide } from '../src/rules/check-guide.ts';
import { compareStatements, type Differences } from '../src/rules/upstream/compare.ts';
import { unknownToFlyctl } from '../src/rules/upstream/flyctl.ts';
import { type Statement, statementsOf, type Topic, topics } from '../src/rules/upstream/statements.ts';
import { speak, type WordKey } from '../src/words.ts';
import { languageFrom, readArguments, runProgram, UsageError } from './command-line.ts';
import { obtain, orUsageError } from './release.ts';

const args = process.argv.slice(2);
const language = languageFrom(args, process.env);
const say = speak(language);
const here = process.env.INIT_CWD ?? process.cwd();
const content = join(import.meta.dirname, '../content');
/** The page that this guide is about, in the package of each release. */
const upstreamPage = 'docs/install/fly.md';

/** Pages that tell about this guide, and nothing of what it deploys. */
const aboutItself = new Set(['authoring']);
/** What each topic is called. */
const titles: Record<Topic, WordKey> = {
  command: 'upstream.command',
  flag: 'upstream.flag',
  key: 'upstream.key',
  section: 'upstream.section',
};

await runProgram(say, async () => {
  const { values, positionals } = readArguments(
    args,
    {
      from: { type: 'string' },
      flyctl: { type: 'string' },
      lang: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    say,
  );
  if (values.help) {
    process.stdout.write(`${say('upstream.help')}\n`);
    return 0;
  }
  if (values.flyctl !== undefined) return whatFlyctlLacks(values.flyctl);
  const [asked, ...more] = positionals;
  if (more.length > 0) throw new UsageError(say('upstream.usage'));
  if (asked !== undefined && !releasePattern.test(asked))
    throw new UsageError(say('update.version', { version: asked }));
  const { guide } = readGuide(content);
  const from = values.from === undefined ? undefined : resolve(here, values.from);
  const version = asked ?? (from === undefined ? guide.targets.openclaw : undefined);
  const release = await obtain(say, version, from);
  const differences = compare(release);
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ version: release.version, ...differences }, null, 2)}\n`);
    return 0;
  }
  print(release, differences);
  return whatBreaks(release);
});

/** Asks a flyctl for the help of all that the guide uses of it, and says by page and line what it does not know. */
async function whatFlyctlLacks(program: string): Promise<number> {
  const ask = (args: string[]) =>
    new Promise<string | undefined>((done) => {
      execFile(program, args, { timeout: 30_000 }, (error, stdout) => done(error ? undefined : stdout));
    });
  const [, version] = /v?(\d+\.\d+\.\d+)/.exec((await ask(['version'])) ?? '') ?? [];
  if (version === undefined) throw new UsageError(say('upstream.flyctl.none', { program }));
  const { guide } = readGuide(content);
  const { diagnostics, ...asked } = await unknownToFlyctl(guide, (command) =>
    ask([...command.split(' ').slice(1), '--help']),
  );
  const name = `flyctl ${version}`;
  process.stdout.write(`${say('upstream.flyctl.asked', { name, ...asked })}\n`);
  if (diagnostics.length === 0) {
    process.stdout.write(`${say('upstream.flyctl.whole')}\n`);
    return 0;
  }
  return printBroken({ diagnostics, checked: {}, ignored: [], sources: guide.sources });
}

/** Compares the page of a release with all pages of this guide, in its first language: the others say the same. */
function compare(release: Release): Differences {
  const path = join(release.folder, upstreamPage);
  if (!existsSync(path))
    throw new UsageError(say('upstream.no-page', { version: release.version, page: upstreamPage }));
  // The page has components, so it is read as MDX whatever it is called.
  const place = { file: `${upstreamPage}x`, language: rootLanguage, slug: 'upstream' };
  const { page, diagnostics } = readPage(place, readFileSync(path, 'utf8'));
  const unread = diagnostics.some(({ code }) => code === 'page/syntax');
  if (unread) throw new UsageError(say('upstream.unread', { version: release.version, page: upstreamPage }));
  const there = statementsOf(page).map((one) => ({ ...one, file: upstreamPage }));
  const { guide } = readGuide(content);
  const own = guide.pages.filter((one) => one.language === rootLanguage && !aboutItself.has(one.slug));
  return compareStatements(
    there,
    own.flatMap(statementsOf).map((one) => ({ ...one, file: `content/${one.file}` })),
  );
}

function print({ version }: Release, { there, here: ours, values }: Differences): void {
  const lines = [say('upstream.title', { version, page: upstreamPage }), ''];
  for (const [side, title] of [
    [there, 'upstream.there'],
    [ours, 'upstream.here'],
  ] as const) {
    lines.push(say(title));
    for (const topic of topics.filter((each) => side[each].length > 0)) {
      lines.push(`  ${say(titles[topic])}`, ...side[topic].map((one) => `    ${shown(one)}`));
    }
    if (topics.every((topic) => side[topic].length === 0)) lines.push(`  ${say('upstream.nothing')}`);
    lines.push('');
  }
  lines.push(say('upstream.values'));
  if (values.length === 0) lines.push(`  ${say('upstream.nothing')}`);
  for (const { there: theirs, here: mine } of values) {
    lines.push(`  ${theirs.name}`, `    ${at(theirs)}  ${theirs.value}`, `    ${at(mine)}  ${mine.value}`);
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

function shown(one: Statement): string {
  return `${one.name}${one.value === undefined ? '' : ` = ${one.value}`}  (${at(one)})`;
}

function at({ file, line }: Statement): string {
  return `${file}:${line}`;
}

/** Checks the guide against the configuration that this release takes, and says by page and line what it would refuse. */
async function whatBreaks(release: Release): Promise<number> {
  const { version } = release;
  if (!openclawVersions.includes(version))
    teachVersion(version, await orUsageError(say, release, () => readSchema(release)));
  const result = checkGuide(content, { openclaw: version });
  const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) {
    process.stdout.write(`${say('upstream.whole', { version })}\n`);
    return 0;
  }
  process.stdout.write(`${say('upstream.breaks', { version })}\n`);
  return printBroken({ ...result, diagnostics: errors });
}

function printBroken(result: CheckResult): number {
  const style = styleOf(wantsColours(process.env, process.stdout.isTTY));
  process.stdout.write(`\n${reportPretty(result, { say, language }, style, { quiet: true })}`);
  return 1;
}
