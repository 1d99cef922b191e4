import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Link, Page } from '../../guide/page.ts';
import { align } from './align.ts';

/** Returns how a translation's links differ from its original's; each language links to its own pages. */
export function compareLinks(original: Page, translation: Page): Diagnostic[] {
  const prefix = `/${translation.language}/`;
  const common = (url: string) => (url.startsWith(prefix) ? url.slice(prefix.length - 1) : url);
  const pairs = align(
    original.links,
    translation.links,
    (a, b) => common(a.url) === common(b.url),
    (a, b) => isInternal(a) === isInternal(b),
  );
  return pairs.flatMap(({ left, right }): Diagnostic[] => {
    if (right && isInternal(right) && !right.url.startsWith(prefix) && isPage(right)) {
      return [at(translation, right, 'rules.parity/link.language', { url: right.url, prefix })];
    }
    if (left && right && common(left.url) === common(right.url)) return [];
    if (left && right)
      return [at(translation, right, 'rules.parity/link', { here: right.url, there: left.url })];
    if (right) return [at(translation, right, 'rules.parity/link.extra', { here: right.url })];
    const span = { start: 0, end: Math.min(3, translation.source.length) };
    const related = [{ file: original.file, message: { key: 'rules.parity.original' as const }, ...left }];
    return [{ ...at(translation, span, 'rules.parity/link.missing', { there: left.url }), related }];
  });
}

function at(
  page: Page,
  { start, end }: { start: number; end: number },
  key: Diagnostic['message']['key'],
  values: Record<string, string>,
): Diagnostic {
  return { file: page.file, code: 'parity/link', severity: 'error', message: { key, values }, start, end };
}

function isInternal({ url }: Link): boolean {
  return url.startsWith('/');
}

/** Whether an address is a page's, and not that of a file which every language shares. */
function isPage({ url }: Link): boolean {
  return !/\.[a-z0-9]+$/.test(url.split(/[?#]/)[0] ?? '') && !url.startsWith('/runbooks/');
}
