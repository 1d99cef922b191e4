import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { State } from './state.ts';
import type { Store } from './store.ts';

/** The model in the hands of one change: the world's folder and its state. */
export interface Hands {
  dir: string;
  state: State;
  /** Folders that nothing in the state is about any more. They go once that is written: a change may still be killed before. */
  left: string[];
}

/** Changes a world, alone. What the change throws has changed nothing. */
export function changeWorld<Result>(
  { dir, store }: { dir: string; store: Store },
  change: (hands: Hands) => Result,
): Result {
  const left: string[] = [];
  const result = store.change((state) => change({ dir, state, left }));
  for (const folder of left) rmSync(folder, { recursive: true, force: true });
  return result;
}

/** Gives up the folder of a machine, a volume or a snapshot. */
export function leave({ dir, left }: Hands, kind: 'machines' | 'volumes' | 'snapshots', id: string): void {
  if (/^[a-z0-9_]+$/.test(id)) left.push(join(dir, kind, id));
}
