import { createHash } from 'node:crypto';
import type { State } from './state.ts';

/**
 * Identifiers come from the world's seed and a counter, so that the same commands in two worlds of one seed make the same ids.
 * Each function counts one draw in the state that it is given.
 */
export function drawHex(state: State, length: number): string {
  const digest = createHash('sha256')
    .update(`${state.seed}:${state.drawn++}`)
    .digest('hex');
  return digest.slice(0, length);
}

const letters = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Returns that many digits and lower-case letters. */
export function drawLetters(state: State, length: number): string {
  const digest = createHash('sha256')
    .update(`${state.seed}:${state.drawn++}`)
    .digest();
  return Array.from(
    { length },
    (_, index) => letters[(digest[index % digest.length] ?? 0) % letters.length],
  ).join('');
}

/** Returns a number from 0 to one less than the limit. */
export function drawNumber(state: State, limit: number): number {
  return Number.parseInt(drawHex(state, 12), 16) % limit;
}

/** Returns 26 characters as ULIDs have them. */
export function drawUlid(state: State): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const digest = createHash('sha256')
    .update(`${state.seed}:${state.drawn++}`)
    .digest();
  return `01${Array.from({ length: 24 }, (_, index) => alphabet[(digest[index] ?? 0) % 32]).join('')}`;
}
