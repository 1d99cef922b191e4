import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Page } from '../../guide/page.ts';

/** Keys whose values are machinery, the same in every language. */
const machinery = ['runbooks', 'aliases', 'template', 'sidebar'] as const;

/** Returns how a translation's frontmatter differs from its original's: a key more or less, or other machinery. */
export function compareFrontmatter(original: Page, translation: Page): Diagnostic[] {
  const theirs: Record<string, unknown> = original.frontmatter;
  const ours: Record<string, unknown> = translation.frontmatter;
  const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  return [...keys].flatMap((key): Diagnostic[] => {
    if (translationOnly.has(key)) return [];
    const missing = !(key in theirs) || !(key in ours);
    const differs =
      machinery.some((name) => name === key) && JSON.stringify(theirs[key]) !== JSON.stringify(ours[key]);
    if (!missing && !differs) return [];
    return [
      {
        file: translation.file,
        code: 'parity/frontmatter',
        severity: 'error',
        message: { key: 'rules.parity/frontmatter', values: { key, file: original.file } },
        ...keySpan(translation, key),
      },
    ];
  });
}

/** What only a translation carries: which state of the original it was confirmed against. */
const translationOnly = new Set(['confirmed']);

function keySpan(page: Page, key: string): { start: number; end: number } {
  const at = page.source.search(new RegExp(`^${key}:`, 'm'));
  return at < 0 ? { start: 0, end: Math.min(3, page.source.length) } : { start: at, end: at + key.length };
}
