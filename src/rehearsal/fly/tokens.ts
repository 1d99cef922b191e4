import { createHash, randomBytes } from 'node:crypto';
import { findApp } from '../model/apps.ts';
import { appName, type Context } from './context.ts';
import { json } from './print.ts';

/**
 * `fly tokens create deploy` (internal/command/tokens/create.go): a token for one app. It is printed once and kept nowhere; in a world
 * every token opens the world alone.
 */
export function createDeploy(context: Context): void {
  findApp(context.world.store.read(), appName(context));
  const token = `FlyV1 fm2_${createHash('sha256').update(randomBytes(32)).digest('base64url')}`;
  const asked = context.call.flags.get('json')?.at(-1) === 'true';
  context.print(asked ? json({ token }) : `${token}\n`);
}
