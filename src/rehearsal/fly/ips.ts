import { isIP } from 'node:net';
import { FlyFailure } from '../failure.ts';
import { allocate } from '../model/addresses.ts';
import { findApp } from '../model/apps.ts';
import type { Address } from '../model/state.ts';
import { confirm } from './ask.ts';
import { isOn, text } from './call.ts';
import { appName, type Context } from './context.ts';
import { ago, table } from './print.ts';

/** What flyctl calls each kind of address (internal/command/ips/render.go). */
const kinds: Record<Address['type'], [version: string, name: string]> = {
  v4: ['v4', 'public ingress (dedicated, $2/mo)'],
  shared_v4: ['v4', 'public ingress (shared)'],
  v6: ['v6', 'public ingress (dedicated)'],
  private_v6: ['v6', 'private ingress'],
};

function listing(addresses: readonly Address[]): string {
  const rows = addresses.map((one) => [
    ...kinds[one.type].slice(0, 1),
    one.address,
    kinds[one.type][1],
    one.region,
    ago(one.createdAt),
  ]);
  return table(rows, ['Version', 'IP', 'Type', 'Region', 'Created At']);
}

/** `fly ips list` */
export function list(context: Context): void {
  const app = findApp(context.world.store.read(), appName(context));
  const all = app.addresses.map((one) => ({
    ID: one.id,
    Address: one.address,
    Type: one.type,
    Region: one.region,
    CreatedAt: one.createdAt,
    ServiceName: '',
    Network: null,
  }));
  if (context.asJson(() => all)) return;
  context.print(listing(app.addresses));
  context.print(
    'Learn more about Fly.io public, private, shared and dedicated IP addresses in our docs: https://fly.io/docs/networking/services/\n',
  );
}

/** `fly ips release ADDRESS…` */
export function release(context: Context): void {
  const name = appName(context);
  for (const address of context.call.args) {
    if (isIP(address) === 0) throw new FlyFailure(`Invalid IP address: '${address}'`);
    context.change(({ state }) => {
      const app = findApp(state, name);
      const held = app.addresses.find((one) => same(one.address, address));
      // The API's own words; inferred.
      if (held === undefined) throw new FlyFailure('Could not find IP Address');
      app.addresses = app.addresses.filter((one) => one !== held);
    });
    context.print(`Released ${address} from ${name}\n`);
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** `fly ips allocate-v6 [--private]` */
export function allocateV6(context: Context): void {
  const name = appName(context);
  const type = isOn(context.call, 'private') ? 'private_v6' : 'v6';
  const made = context.change(({ state }) =>
    allocate(state, findApp(state, name), type, text(context.call, 'region') ?? 'global'),
  );
  context.print(listing([made]));
}

/** `fly ips allocate-v4 [--shared]` */
export async function allocateV4(context: Context): Promise<void> {
  const name = appName(context);
  if (isOn(context.call, 'shared')) {
    const made = context.change(({ state }) => allocate(state, findApp(state, name), 'shared_v4'));
    context.print(table([['v4', made.address, 'shared', 'global']], ['Version', 'IP', 'Type', 'Region']));
    return;
  }
  if (!isOn(context.call, 'yes')) {
    const question =
      "Looks like you're accessing a paid feature. Dedicated IPv4 addresses now cost $2/mo.\nAre you ok with this? Alternatively, you could allocate a shared IPv4 address with the --shared flag.";
    if (!(await confirm(context, question))) return;
  }
  context.print(listing([context.change(({ state }) => allocate(state, findApp(state, name), 'v4'))]));
}

/** `fly ips private`: the address of each machine in the private network. */
export function privateAddresses(context: Context): void {
  const app = findApp(context.world.store.read(), appName(context));
  context.print(
    table(
      app.machines.map((one) => [one.id, one.region, one.privateIp]),
      ['ID', 'Region', 'IP'],
    ),
  );
}
