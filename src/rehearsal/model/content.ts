import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { now } from './apps.ts';
import { drawLetters } from './draw.ts';
import { type Hands, leave } from './hands.ts';
import { copyOwners, dropAllOwners } from './owners.ts';
import type { Snapshot, Volume } from './state.ts';

/** Keeps what is on a volume now, as a snapshot of it. */
export function takeSnapshot(hands: Hands, volume: Volume): Snapshot {
  const snapshot: Snapshot = { id: `vs_${drawLetters(hands.state, 18)}`, createdAt: now() };
  copy(hands, ['volumes', volume.id], ['snapshots', snapshot.id]);
  volume.snapshots.push(snapshot);
  return snapshot;
}

/** Gives a new volume what a snapshot or another volume holds, by the id of either: `vs_…` or `vol_…`. */
export function fillVolume(hands: Hands, volume: Volume, from: string): void {
  copy(hands, [from.startsWith('vs_') ? 'snapshots' : 'volumes', from], ['volumes', volume.id]);
}

/** Gives up what a volume holds, and its snapshots with it. */
export function leaveVolume(hands: Hands, { id, snapshots }: Volume): void {
  leave(hands, 'volumes', id);
  for (const snapshot of snapshots) leave(hands, 'snapshots', snapshot.id);
  for (const one of [id, ...snapshots.map((snapshot) => snapshot.id)]) dropAllOwners(hands.state, one);
}

type Place = readonly [kind: 'volumes' | 'snapshots', id: string];

/** Nothing in the world's state is about the copy yet: one that was cut short is begun again. */
function copy({ dir, state }: Hands, from: Place, to: Place): void {
  const [source, target] = [join(dir, ...from), join(dir, ...to)];
  rmSync(target, { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true });
  if (existsSync(source)) cpSync(source, target, { recursive: true, verbatimSymlinks: true });
  else mkdirSync(target);
  copyOwners(state, from[1], to[1]);
}
