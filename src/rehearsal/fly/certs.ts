import { FlyFailure } from '../failure.ts';
import { findApp, now } from '../model/apps.ts';
import type { App } from '../model/state.ts';
import { hostname as ownHostname } from './app-json.ts';
import { confirm } from './ask.ts';
import { isOn } from './call.ts';
import { appName, type Context } from './context.ts';

/**
 * `fly certs add HOSTNAME` (internal/command/certificates/root.go). What the platform answers (the records to set, how long it takes)
 * was read in fly-go, not seen.
 */
export function add(context: Context): void {
  const name = appName(context);
  const [hostname = ''] = context.call.args;
  const app = context.change(({ state }) => {
    const here = findApp(state, name);
    if (here.certificates.some((one) => one.hostname === hostname))
      throw new FlyFailure('failed to create ACME certificate: hostname already exists on app');
    here.certificates.push({ hostname, createdAt: now() });
    return here;
  });
  if (context.asJson(() => certificateJson(app, hostname))) return;
  const { A, AAAA } = addressesOf(app);
  context.print(`✓ Certificate created for ${hostname}\n\n`);
  if (A === undefined && AAAA === undefined) {
    context.print('! Your app has no public IP addresses.\nRun fly ips allocate to allocate IPs.\n');
  } else {
    context.print('Recommended DNS setup:\n');
    if (A !== undefined) context.print(`  A    ${hostname} → ${A}\n`);
    if (AAAA !== undefined) context.print(`  AAAA ${hostname} → ${AAAA}\n`);
    if (A === undefined) context.print('\nRun fly ips allocate to add an IPv4 address.\n');
  }
  context.print(
    `\nRun fly certs check ${hostname} to check validation progress.\nRun fly certs setup ${hostname} for alternative DNS setups.\n`,
  );
}

/** `fly certs list` */
export function list(context: Context): void {
  const app = findApp(context.world.store.read(), appName(context));
  if (context.asJson(() => app.certificates.map((one) => certificateJson(app, one.hostname)))) return;
  const line = (...[hostname = '', source = '', status = '']: string[]) =>
    `${hostname.padEnd(30)} ${source.padEnd(10)} ${status}\n`;
  context.print(line('HOSTNAME', 'SOURCE', 'STATUS'));
  for (const { hostname } of app.certificates) context.print(line(hostname, 'Fly', 'Not verified'));
}

/** `fly certs check HOSTNAME`: a world has no DNS of its own, so no name ever leads to it, and the certificate waits. */
export function check(context: Context): void {
  const app = findApp(context.world.store.read(), appName(context));
  const [hostname = ''] = context.call.args;
  if (!app.certificates.some((one) => one.hostname === hostname))
    throw new FlyFailure('failed to check certificate: hostname not found on app');
  if (context.asJson(() => certificateJson(app, hostname))) return;
  context.print(`  ${'Status'.padEnd(23)} = Not verified\n  ${'Hostname'.padEnd(23)} = ${hostname}\n`);
  context.print(`\nRun fly certs setup ${hostname} to view DNS setup instructions.\n`);
}

/** `fly certs remove HOSTNAME` */
export async function remove(context: Context): Promise<void> {
  const name = appName(context);
  const [hostname = ''] = context.call.args;
  if (!isOn(context.call, 'yes')) {
    if (!(await confirm(context, `Remove certificate ${hostname} from app ${name}?`))) return;
  }
  context.change(({ state }) => {
    const app = findApp(state, name);
    if (!app.certificates.some((one) => one.hostname === hostname))
      throw new FlyFailure('failed to delete certificate: hostname not found on app');
    app.certificates = app.certificates.filter((one) => one.hostname !== hostname);
  });
  context.print(`✓ Certificate ${hostname} deleted from app ${name}\n`);
}

function addressesOf(app: App): { A: string | undefined; AAAA: string | undefined } {
  const first = (...types: string[]) => app.addresses.find(({ type }) => types.includes(type))?.address;
  return { A: first('v4', 'shared_v4'), AAAA: first('v6') };
}

function certificateJson(app: App, hostname: string): Record<string, unknown> {
  const { A, AAAA } = addressesOf(app);
  return {
    hostname,
    configured: false,
    acme_requested: true,
    status: 'pending_validation',
    dns_requirements: {
      a: A === undefined ? [] : [A],
      aaaa: AAAA === undefined ? [] : [AAAA],
      cname: ownHostname(app),
    },
    certificates: [],
  };
}
