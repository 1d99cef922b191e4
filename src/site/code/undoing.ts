import type { Page } from '../../guide/page.ts';

/** What a step without an undo says: that what it does cannot be taken back, or only that nothing takes it back. */
export type Undoing = 'impossible' | 'none';

/**
 * Returns what is to be said of a step that no fence of its page takes back. A step with a check, or one that asks first, changes
 * something for good; one without reads, or writes what can be written again. One that is repeated each time (a change of
 * folder) says nothing.
 */
export function undoingOf(
  { step, always, confirm }: Partial<Record<string, string | true>>,
  page: Page | undefined,
): Undoing | undefined {
  if (typeof step !== 'string' || always !== undefined || page === undefined) return undefined;
  const { undone, checked } = stepsOf(page);
  if (undone.has(step)) return undefined;
  return checked.has(step) || confirm !== undefined ? 'impossible' : 'none';
}

interface Steps {
  undone: Set<string>;
  checked: Set<string>;
}

const known = new WeakMap<Page, Steps>();

function stepsOf(page: Page): Steps {
  const before = known.get(page);
  if (before) return before;
  const steps = {
    undone: new Set(page.fences.flatMap(({ annotations }) => annotations.undo ?? [])),
    checked: new Set(page.fences.flatMap(({ annotations }) => annotations.check ?? [])),
  };
  known.set(page, steps);
  return steps;
}
