import type { Say } from '../words.ts';
import type { Uncovered } from './failure.ts';
import type { Io } from './io.ts';
import { SpoiltState } from './model/store.ts';

/** Says in one line what the rehearsal does not have. */
export async function sayUncovered(io: Io, { what }: Uncovered): Promise<void> {
  const say = await sayIn(io);
  io.stderr.write(`${say('rehearsal.uncovered', { command: what })}\n`);
}

/** Says in one line what broke the rehearsal itself: a stack would tell nothing to whoever practices. */
export async function sayBroken(io: Io, folder: string, error: unknown): Promise<void> {
  const say = await sayIn(io);
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  const words =
    error instanceof SpoiltState
      ? say('runbook.world.unusable', { folder, reason: say('rehearsal.spoilt') })
      : say('rehearsal.broken', { reason });
  io.stderr.write(`${words}\n`);
}

/** Returns the function that speaks the user's language, loaded only where something is to be said. */
export async function sayIn({ env }: Io): Promise<Say> {
  const { languageOf, languageOfLocale, speak } = await import('../words.ts');
  return speak(env.REHEARSAL_LANG ? languageOf(env.REHEARSAL_LANG) : languageOfLocale(env));
}
