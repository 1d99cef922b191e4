import { FlyFailure } from '../failure.ts';
import { pause } from '../io.ts';
import type { Store } from '../model/store.ts';
import { takeFault } from './take.ts';

/** How long a slow command takes longer, in milliseconds. */
const slowness = 5000;

/** What a client says that waited for the platform's API in vain (Go's http client). */
const timedOut =
  'Post "https://api.fly.io/graphql": context deadline exceeded (Client.Timeout exceeded while awaiting headers)';

/** Commands that ask nobody anything (internal/command: those without RequireSession). */
const alone: ReadonlySet<string> = new Set(['auth login', 'auth logout', 'version']);

/** What the platform answers in place of what was asked, by the fault: the status is all that flyctl says of it, and it tries once. */
const refusals = { 'http-401': 401, 'http-429': 429, 'http-500': 500, 'http-503': 503 } as const;

/**
 * What keeps a command from reaching the platform: nobody is signed in, no network (Go's words for a name that cannot be looked up), or
 * an answer that is none. Commands about machines ask another part of the platform, and say so.
 *
 * @throws FlyFailure
 */
function reachPlatform(store: Store, command: string): void {
  if (alone.has(command)) return;
  if (store.read().loggedOut)
    throw new FlyFailure("no access token available. Please login with 'flyctl auth login'");
  const fail = (why: string) => {
    throw new FlyFailure(command.startsWith('machine ') ? `failed to list VMs: ${why}` : why);
  };
  if (takeFault(store, 'no-network', command))
    fail('Post "https://api.fly.io/graphql": dial tcp: lookup api.fly.io: no such host');
  for (const [fault, status] of Object.entries(refusals)) {
    if (takeFault(store, fault, command)) fail(`server returned a non-200 status code: ${status}`);
  }
}

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
  reachPlatform(store, command);
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
