import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readGuide } from '../src/guide/guide.ts';
import type { Page } from '../src/guide/page.ts';
import { proseDigest, proseOf } from '../src/guide/prose.ts';
import { align } from '../src/rules/parity/align.ts';
import { staleTranslations, type Translation } from '../src/rules/parity/stale.ts';
import { speak } from '../src/words.ts';
import { languageFrom, readArguments, runProgram, UsageError } from './command-line.ts';

const args = process.argv.slice(2);
const say = speak(languageFrom(args, process.env));
const here = process.env.INIT_CWD ?? process.cwd();

await runProgram(say, () => {
  const { values, positionals } = readArguments(
    args,
    {
      all: { type: 'boolean' },
      content: { type: 'string' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
    say,
  );
  if (values.help) {
    process.stdout.write(`${say('translate.help')}\n`);
    return 0;
  }
  const root =
    values.content === undefined ? join(import.meta.dirname, '../content') : resolve(here, values.content);
  const [command, ...pages] = positionals;
  if (command === 'status') return status(root);
  if (command !== 'confirm') throw new UsageError(say('translate.command'));
  if (pages.length === 0 && !values.all) throw new UsageError(say('usage.missing'));
  return confirm(root, values.all ? undefined : pages);
});

/** Where the original's prose is kept as it was when a translation was confirmed. */
function keptPath(root: string, { page }: Translation): string {
  return join(root, 'confirmed', page.language, `${page.slug || 'index'}.txt`);
}

function status(root: string): number {
  const behind = staleTranslations(readGuide(root).guide);
  if (behind.length === 0) {
    process.stdout.write(`${say('translate.current')}\n`);
    return 0;
  }
  for (const translation of behind) {
    const { page, original } = translation;
    const kept = keptPath(root, translation);
    if (page.frontmatter.confirmed === undefined || !existsSync(kept)) {
      process.stdout.write(`${say('translate.never', { file: page.file })}\n`);
      continue;
    }
    const changes = changesSince(readFileSync(kept, 'utf8'), original);
    const values = { file: page.file, original: original.file, count: changes.length };
    process.stdout.write(`${say('translate.stale', values)}\n${changes.join('')}`);
  }
  return 1;
}

/** Returns what changed in a page's prose, a sentence before and after at a time: a block can be a list of a page's length. */
function changesSince(before: string, page: Page): string[] {
  const pairs = align(
    before.split('\n').flatMap(sentencesOf),
    proseOf(page).flatMap(({ text }) => sentencesOf(text)),
    (a, b) => a === b,
    () => true,
  );
  return pairs
    .filter(({ left, right }) => left !== right)
    .map(
      ({ left, right }) =>
        `${left === undefined ? '' : `  - ${left}\n`}${right === undefined ? '' : `  + ${right}\n`}`,
    );
}

function sentencesOf(block: string): string[] {
  return block.split(/(?<=[.!?:]\S*)\s+|\s+(?=[-*|] )/).filter((sentence) => sentence !== '');
}

function confirm(root: string, names: string[] | undefined): number {
  const { guide } = readGuide(root);
  const behind = staleTranslations(guide);
  for (const name of names ?? []) {
    const slug = slugOf(name);
    const exists = guide.pages.some((page) => page.language !== 'en' && page.slug === slug);
    if (!exists) throw new UsageError(say('translate.no-page', { page: name }));
  }
  for (const translation of behind) {
    const { page, original } = translation;
    if (names && !names.map(slugOf).includes(page.slug)) continue;
    write(
      keptPath(root, translation),
      `${proseOf(original)
        .map(({ text }) => text)
        .join('\n')}\n`,
    );
    write(join(root, page.file), withConfirmation(page.source, proseDigest(original)));
    process.stdout.write(`${say('translate.confirmed', { file: page.file })}\n`);
  }
  return 0;
}

function slugOf(name: string): string {
  return name
    .replace(/^(content\/)?(docs\/)?([a-z]{2}\/)?/, '')
    .replace(/\.mdx?$/, '')
    .replace(/^index$/, '');
}

function withConfirmation(source: string, digest: string): string {
  const line = `confirmed: "${digest}"`;
  if (/^confirmed:.*$/m.test(source)) return source.replace(/^confirmed:.*$/m, line);
  return source.replace(/\n---/, `\n${line}\n---`);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}
