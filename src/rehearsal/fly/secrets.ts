import { FlyFailure } from '../failure.ts';
import { readAll } from '../io.ts';
import { findApp, now } from '../model/apps.ts';
import { update } from '../model/machines.ts';
import { setSecrets } from '../model/secrets.ts';
import { isOn } from './call.ts';
import { appName, type Context } from './context.ts';
import { rollOut } from './roll-out.ts';
import { parseSecrets } from './secrets-parse.ts';

/** `fly secrets set NAME=VALUE…` (internal/command/secrets/set.go) */
export async function set(context: Context): Promise<void> {
  const name = appName(context);
  findApp(context.world.store.read(), name);
  const values = new Map<string, string>();
  for (const pair of context.call.args) {
    const cut = pair.indexOf('=');
    if (cut < 1) throw new FlyFailure(`could not parse secrets: '${pair}': must be in the format NAME=VALUE`);
    values.set(pair.slice(0, cut), pair.slice(cut + 1));
  }
  for (const [key, value] of values) {
    if (value !== '-') continue;
    if (context.io.stdin.isTTY)
      throw new FlyFailure(`secret \`${key}\` expects standard input but none provided`);
    values.set(key, (await readAll(context.io.stdin)).toString('utf8'));
  }
  if (values.size === 0) throw new FlyFailure('requires at least one SECRET=VALUE pair');
  context.change(({ state }) => setSecrets(state, findApp(state, name), values));
  await takeEffect(context, name);
}

/** `fly secrets import` (internal/command/secrets/import.go): NAME=VALUE lines on standard input. */
export async function load(context: Context): Promise<void> {
  const name = appName(context);
  findApp(context.world.store.read(), name);
  const values = parseSecrets((await readAll(context.io.stdin)).toString('utf8'));
  if (values.size === 0) throw new FlyFailure('requires at least one SECRET=VALUE pair');
  context.change(({ state }) => setSecrets(state, findApp(state, name), values));
  await takeEffect(context, name);
}

/** `fly secrets unset NAME…` */
export async function unset(context: Context): Promise<void> {
  const name = appName(context);
  context.change(({ state }) => {
    const app = findApp(state, name);
    app.secrets = app.secrets.filter((secret) => !context.call.args.includes(secret.name));
  });
  await takeEffect(context, name);
}

/** `fly secrets deploy` */
export async function deploy(context: Context): Promise<void> {
  const name = appName(context);
  const app = findApp(context.world.store.read(), name);
  if (app.deployed === undefined || app.machines.length === 0) {
    throw new FlyFailure('no machines available to deploy', {
      description:
        "'fly secrets deploy' will only work if the app has been deployed and there are machines available",
      suggestion: "Try 'fly deploy' first",
    });
  }
  await takeEffect(context, name);
}

/** What happens after secrets have changed (internal/command/secrets/secrets.go, DeploySecrets). */
async function takeEffect(context: Context, name: string): Promise<void> {
  if (isOn(context.call, 'stage')) {
    context.print(
      'Secrets have been staged, but not set on VMs. Deploy or update machines in this app for the secrets to take effect.\n',
    );
    return;
  }
  const app = findApp(context.world.store.read(), name);
  if (app.deployed === undefined && app.machines.length === 0) {
    context.print('Secrets are staged for the first deployment\n');
    return;
  }
  const version = context.change(({ state }) => {
    const changed = findApp(state, name);
    const last = changed.releases.at(-1);
    const next = (last?.version ?? 0) + 1;
    changed.releases.push({
      id: `${name}-${next}`,
      version: next,
      status: 'complete',
      description: 'Secrets updated',
      image: last?.image ?? '',
      createdAt: now(),
    });
    return next;
  });
  await rollOut(context, name, (hands, changed, machine) => {
    update(hands, changed, machine, { ...machine.config, secrets: [...changed.secrets], release: version });
  });
}
