import { readFileSync, statSync } from 'node:fs';
import { readPage } from '../../guide/page.ts';

const known = new Map<string, { changed: number; reversible: Set<string> }>();

/** Returns the steps of a page, by name, that a fence of the same page takes back. */
export function reversibleSteps(path: string): Set<string> {
  const changed = statSync(path).mtimeMs;
  const before = known.get(path);
  if (before?.changed === changed) return before.reversible;
  const { page } = readPage({ file: path, language: '', slug: '' }, readFileSync(path, 'utf8'));
  const reversible = new Set(page.fences.flatMap(({ annotations }) => annotations.undo ?? []));
  known.set(path, { changed, reversible });
  return reversible;
}
