import { FlyFailure } from '../failure.ts';
import { readAll } from '../io.ts';
import { findApp, now } from '../model/apps.ts';
import { update } from '../model/machines.ts';
import { secretStatus, setSecrets } from '../model/secrets.ts';
import { isOn } from './call.ts';
import { appName, type Context } from './context.ts';
import { json, table } from './print.ts';
import { rollOut } from './roll-out.ts';

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

/** `fly secrets list` */
export function list(context: Context): void {
  const app = findApp(context.world.store.read(), appName(context));
  const secrets = app.secrets.map((secret) => ({
    name: secret.name,
    digest: secret.digest,
    status: secretStatus(app, secret),
  }));
  if (isOn(context.call, 'json')) {
    context.print(json(secrets));
    return;
  }
  const mark = { Staged: '* ', Partial: '! ', Deployed: '' };
  const rows = secrets.map(({ name, digest, status }) => [`${mark[status]}${name}`, digest, status]);
  context.print(table(rows, ['Name', 'Digest', 'Status']));
  const staged = secrets.filter(({ status }) => status === 'Staged').length;
  if (staged > 0) {
    context.print(
      `There ${staged === 1 ? 'is' : 'are'} ${staged} ${staged === 1 ? 'secret' : 'secrets'} not deployed. Deploy with \`fly secrets deploy\` to make them available.\n`,
    );
  }
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

/**
 * Reads NAME=VALUE lines as internal/command/secrets/parser.go does: blank lines and comments are skipped, a value in three double
 * quotes may go over several lines, one in double quotes loses them.
 *
 * @throws FlyFailure for a line that is none of that
 */
export function parseSecrets(source: string): Map<string, string> {
  const values = new Map<string, string>();
  const fail = () =>
    new FlyFailure('Failed to parse secrets from stdin: Secrets must be provided as NAME=VALUE pairs');
  const lines = source.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const cut = line.indexOf('=');
    if (cut < 0) throw fail();
    const name = line.slice(0, cut).trim();
    const value = line.slice(cut + 1).trim();
    if (!value.startsWith('"""')) {
      values.set(
        name,
        value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value,
      );
      continue;
    }
    const body = [value.slice(3)];
    while (!(body.at(-1) ?? '').trimEnd().endsWith('"""')) {
      index++;
      const next = lines[index];
      if (next === undefined) throw fail();
      body.push(next);
    }
    values.set(name, body.join('\n').trimEnd().slice(0, -3));
  }
  return values;
}
