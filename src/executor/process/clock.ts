import { setTimeout as wait } from 'node:timers/promises';
import { instant } from './instant.ts';

/** Time as those see it who ask again after a while, in milliseconds. */
export interface Clock {
  now: () => number;
  /** Returns after that long, or as soon as the signal comes. */
  pause: (duration: number, signal: AbortSignal) => Promise<void>;
}

/** Time as it is. */
export const realClock: Clock = {
  now: instant,
  pause: (duration, signal) => wait(duration, undefined, { signal }).catch(() => {}),
};

/** Time in a rehearsal: whatever goes wrong there counts calls, and does not get better by waiting. */
export const rehearsedClock: Clock = {
  now: instant,
  pause: (duration, signal) => realClock.pause(duration / 100, signal),
};
