import { FlyFailure } from '../failure.ts';
import { pause } from '../io.ts';
import type { Store } from '../model/store.ts';
import { takeFault } from './take.ts';

/** How long a slow command takes longer, in milliseconds. */
const slowness = 5000;

/** What a client says that waited for the platform's API in vain (Go's http client). */
const timedOut =
  'Post "https://api.fly.io/graphql": context deadline exceeded (Client.Timeout exceeded while awaiting headers)';

/**
 * Runs a command of flyctl's with whatever mishap was ordered for it.
 *
 * @throws FlyFailure where it is to fail, before or after it took effect
 */
export async function withMishaps<Result>(
  store: Store,
  command: string,
  run: () => Promise<Result>,
): Promise<Result> {
  if (takeFault(store, 'slow', command)) await pause(slowness);
  if (takeFault(store, 'api-timeout', command)) throw new FlyFailure(timedOut, { status: 126 });
  if (takeFault(store, 'fails-once', command)) {
    throw new FlyFailure('server returned a non-200 status code: 503');
  }
  const fails = takeFault(store, 'fails-after-effect', command);
  const result = await run();
  if (fails) throw new FlyFailure(timedOut);
  return result;
}
