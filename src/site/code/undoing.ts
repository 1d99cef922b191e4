import { readFileSync, statSync } from 'node:fs';
import { readPage } from '../../guide/page.ts';

/** What a step without an undo says: that what it does cannot be taken back, or only that nothing takes it back. */
export type Undoing = 'impossible' | 'none';

/**
 * Returns what is to be said of a step that no fence of its page takes back. A step with a check, or one that asks first, changes
 * something for good; one without reads, or writes what can be written again. One that is repeated each time (a change of
 * folder) says nothing.
 */
export function undoingOf(
  { step, always, confirm }: Partial<Record<string, string | true>>,
  path: string | undefined,
): Undoing | undefined {
  if (typeof step !== 'string' || always !== undefined || path === undefined) return undefined;
  const { undone, checked } = stepsOf(path);
  if (undone.has(step)) return undefined;
  return checked.has(step) || confirm !== undefined ? 'impossible' : 'none';
}

interface Steps {
  changed: number;
  undone: Set<string>;
  checked: Set<string>;
}

const known = new Map<string, Steps>();

function stepsOf(path: string): Steps {
  const changed = statSync(path).mtimeMs;
  const before = known.get(path);
  if (before?.changed === changed) return before;
  const { page } = readPage({ file: path, language: '', slug: '' }, readFileSync(path, 'utf8'));
  const steps = {
    changed,
    undone: new Set(page.fences.flatMap(({ annotations }) => annotations.undo ?? [])),
    checked: new Set(page.fences.flatMap(({ annotations }) => annotations.check ?? [])),
  };
  known.set(path, steps);
  return steps;
}
