import { FlyFailure } from '../failure.ts';
import { findApp, statusOf } from '../model/apps.ts';
import { checksOf } from '../model/checks.ts';
import type { App, Machine } from '../model/state.ts';
import { hostname, organization, orgBy } from './app-json.ts';
import { isOn } from './call.ts';
import { appName, type Context } from './context.ts';
import { machineJson } from './machine-json.ts';
import { json, seconds, table, verticalTable } from './print.ts';

/** `fly status` (internal/command/status) */
export function status(context: Context): void {
  if (isOn(context.call, 'watch')) {
    throw new FlyFailure(
      isOn(context.call, 'json')
        ? '--watch and --json are not supported together'
        : '--watch is not supported for non-interactive sessions',
    );
  }
  const state = context.world.store.read();
  const app = appOf(context, () => findApp(state, appName(context)));
  const machines = [...app.machines].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (isOn(context.call, 'json')) {
    context.print(
      json({
        AppURL: app.deployed === undefined ? '' : `https://${hostname(app)}`,
        Deployed: app.deployed !== undefined,
        Hostname: hostname(app),
        ID: app.id,
        Machines: [...machines].reverse().map(machineJson),
        Name: app.name,
        Organization: organization(orgBy(state, app.org)),
        PlatformVersion: 'machines',
        Status: statusOf(app),
        Version: app.releases.at(-1)?.version ?? 0,
      }),
    );
    return;
  }
  context.print(
    verticalTable('App', [
      ['Name', app.name],
      ['Owner', app.org],
      ['Hostname', hostname(app)],
      ['Image', imageOf(machines)],
    ]),
  );
  if (machines.length === 0) return;
  context.print('Machines\n');
  const rows = machines.map((machine) => [
    machine.config.standbyFor.length > 0 ? `${machine.config.group}†` : machine.config.group,
    machine.id,
    String(machine.config.release),
    machine.region,
    machine.state,
    '',
    checkSummary(machine),
    seconds(machine.updatedAt),
  ]);
  context.print(
    table(rows, ['Process', 'ID', 'Version', 'Region', 'State', 'Role', 'Checks', 'Last Updated']),
  );
  if (machines.some((machine) => machine.config.standbyFor.length > 0)) {
    context.print('Notes:\n  † Standby machine (it will take over only in case of host hardware failure)\n');
  }
}

function appOf(_context: Context, find: () => App): App {
  try {
    return find();
  } catch (error) {
    if (error instanceof FlyFailure && error.message.startsWith('Could not find App')) {
      throw new FlyFailure(`failed to get app: ${error.message}`);
    }
    throw error;
  }
}

/** Returns the image of the newest release that a machine runs, without its registry. */
function imageOf(machines: readonly Machine[]): string {
  const newest = [...machines].sort((a, b) => b.config.release - a.config.release)[0];
  return newest === undefined ? '-' : newest.config.image.replace(/^[^/]*\//, '');
}

/** Returns how a machine's checks stand in flyctl's words: `1 total, 1 passing` (internal/render/checks.go). */
export function checkSummary(machine: Machine): string {
  const checks = checksOf(machine);
  if (checks.length === 0) return '';
  const count = (status: string) => checks.filter((check) => check.status === status).length;
  const parts = [`${checks.length} total`];
  for (const status of ['passing', 'warning', 'critical']) {
    if (count(status) > 0) parts.push(`${count(status)} ${status}`);
  }
  return parts.join(', ');
}
