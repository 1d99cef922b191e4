import { findApp } from '../model/apps.ts';
import { appName, type Context } from './context.ts';
import { table } from './print.ts';

/** `fly config env` (internal/command/config/env.go): what the latest release sets, whatever a `machine update` changed since. */
export function env(context: Context): void {
  const app = findApp(context.world.store.read(), appName(context));
  const secrets = app.secrets.map(({ name, digest }) => [name, digest]);
  context.print(`Secrets\n${table(secrets, ['Name', 'Digest'])}`);
  const variables = Object.entries(app.deployed?.env ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  context.print(`Environment Variables\n${table(variables, ['Name', 'Value'])}`);
}
