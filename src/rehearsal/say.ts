import type { Say } from '../words.ts';
import type { Uncovered } from './failure.ts';
import type { Io } from './io.ts';

/** Says in one line what the rehearsal does not have. */
export async function sayUncovered(io: Io, { what }: Uncovered): Promise<void> {
  const say = await sayIn(io);
  io.stderr.write(`${say('rehearsal.uncovered', { command: what })}\n`);
}

/** Returns the function that speaks the user's language, loaded only where something is to be said. */
export async function sayIn({ env }: Io): Promise<Say> {
  const { languageOf, languageOfLocale, speak } = await import('../words.ts');
  return speak(env.REHEARSAL_LANG ? languageOf(env.REHEARSAL_LANG) : languageOfLocale(env));
}
