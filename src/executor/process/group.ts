import { setTimeout as pause } from 'node:timers/promises';
import { membersOf } from './identity.ts';
import { instant } from './instant.ts';

/** How long a process group has between being asked to end and being made to, in milliseconds. */
export const gentleness = 3000;

/**
 * Ends a whole process group: asks it with SIGTERM, waits, and makes it end with SIGKILL. Returns when nothing of it runs any more.
 *
 * @param patience milliseconds between asking and making
 */
export async function endGroup(
  leader: number,
  patience = gentleness,
  first: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  if (!signalGroup(leader, first)) return;
  const started = instant();
  for (let wait = 1; instant() - started < patience; wait = Math.min(wait * 2, 50)) {
    await pause(wait);
    if (!runs(leader)) return;
  }
  signalGroup(leader, 'SIGKILL');
  for (let tries = 0; tries < 200 && runs(leader); tries++) await pause(10);
}

/** Sends a signal to a group, and returns whether there was one. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch (error) {
    // Where a member has become another user's, EPERM says that the group is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether anything of a group runs. The dead that nobody has buried yet do not count. */
export function runs(leader: number): boolean {
  return signalGroup(leader, 0) && membersOf(leader).length > 0;
}
