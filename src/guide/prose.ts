import { createHash } from 'node:crypto';
import type { Span } from '../diagnostics/diagnostic.ts';
import type { Page } from './page.ts';

/** A paragraph, heading, list or table of a page as its author wrote it, white space folded. */
export interface ProseBlock extends Span {
  text: string;
}

/** Returns what a page says to people, in blocks: everything but its frontmatter, its fences and its imports. */
export function proseOf(page: Page): ProseBlock[] {
  const blocks: ProseBlock[] = [];
  let at = /^---\r?\n[\s\S]*?\n---[ \t]*(\r?\n|$)/.exec(page.source)?.[0].length ?? 0;
  for (const { start, end } of [...page.fences, { start: page.source.length, end: page.source.length }]) {
    blocks.push(...blocksBetween(page.source, at, start));
    at = end;
  }
  return blocks;
}

function blocksBetween(source: string, from: number, to: number): ProseBlock[] {
  const blocks: ProseBlock[] = [];
  let at = from;
  for (const piece of source.slice(from, to).split(/(\n[ \t]*\n)/)) {
    const text = piece.replaceAll(/\s+/g, ' ').trim();
    const start = at + (piece.length - piece.trimStart().length);
    at += piece.length;
    if (text === '' || /^(import|export) /.test(text) || /^<\/?[A-Z][^>]*>$/.test(text)) continue;
    blocks.push({ text, start, end: start + piece.trim().length });
  }
  return blocks;
}

/** Returns a short digest of a page's prose: 16 hexadecimal digits of its SHA-256. */
export function proseDigest(page: Page): string {
  const text = proseOf(page)
    .map((block) => block.text)
    .join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
