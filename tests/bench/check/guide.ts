import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readGuide } from '../../../src/guide/guide.ts';
import type { Page } from '../../../src/guide/page.ts';
import { home } from '../../support/program.ts';
import { write } from '../../support/project.ts';

const content = join(home, 'content');

/**
 * Writes a content folder with at least this many fences: our guide, and copies of it that are guides of their own beside it, with
 * other links, runbooks and symptoms. No fence of one copy is the same text as another copy's, so that none is checked for another.
 *
 * @returns how many fences it has
 */
export function growGuide(folder: string, fences: number): number {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(content, folder, { recursive: true });
  const { guide } = readGuide(content);
  const each = guide.pages.reduce((sum, page) => sum + page.fences.length, 0);
  const slugs = guide.pages.map(({ slug }) => slug).filter((slug) => slug !== '');
  let count = each;
  for (let copy = 1; count < fences; copy++, count += each) {
    for (const page of guide.pages) {
      const path = page.file.replace(/^docs\/((?:it\/)?)/, `docs/$1copy-${copy}/`);
      write(join(folder, path), copyOf(page, copy, slugs));
    }
  }
  return count;
}

/** Returns a page as it stands in a copy of the guide. */
function copyOf(page: Page, copy: number, slugs: readonly string[]): string {
  let text = page.source;
  for (const fence of page.fences.toReversed()) {
    const at = fence.lines[0]?.file ?? fence.end;
    text = text.slice(0, at) + distinct(fence.lang, text.slice(at), copy, indentAt(text, at));
  }
  return text
    .replace(/^aliases:\n( .*\n)+/m, '')
    .replaceAll(/^( {2}- id: \S+)$/gm, `$1-${copy}`)
    .replaceAll(/ symptom="([^"]+)"/g, ` symptom="$1-${copy}"`)
    .replaceAll(
      new RegExp(`(\\]\\(|href=")/(it/)?(${slugs.join('|')})/`, 'g'),
      (_, open: string, language = '', slug: string) => `${open}/${language}copy-${copy}/${slug}/`,
    );
}

/** Returns a snippet's text, and what follows it, so that it differs from its original and means the same. */
function distinct(lang: string, rest: string, copy: number, indent: string): string {
  if (['bash', 'sh', 'toml'].includes(lang)) return `# ${copy}\n${indent}${rest}`;
  // JSON has no comments, but does not mind white space.
  if (lang === 'json' || lang === 'json5') return rest.replace('{', `{${' '.repeat(copy)}`);
  return rest;
}

function indentAt(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
}

/** Writes our guide's snippets in these languages to files of their own, each made distinct, as often as it takes to have this many. */
export function writeSnippets(
  folder: string,
  langs: readonly string[],
  ending: string,
  count: number,
): string[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { guide } = readGuide(content);
  const texts = guide.pages
    .flatMap(({ fences }) => fences)
    .filter(({ lang, annotations }) => langs.includes(lang) && annotations.ignore === undefined)
    .map(({ text }) => text);
  return Array.from({ length: count }, (_, index) => {
    const file = join(folder, `${index}.${ending}`);
    write(file, `# ${index}\n${texts[index % texts.length]}`);
    return file;
  });
}
