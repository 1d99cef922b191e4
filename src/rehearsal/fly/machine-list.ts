import { findApp } from '../model/apps.ts';
import { checksOf } from '../model/checks.ts';
import { sizeOf } from '../model/guests.ts';
import type { Machine } from '../model/state.ts';
import { isOn } from './call.ts';
import { appName, type Context } from './context.ts';
import { machineJson } from './machine-json.ts';
import { json, seconds, table } from './print.ts';

/** `fly machine list` (internal/command/machine/list.go) */
export function list(context: Context): void {
  const name = appName(context);
  const app = findApp(context.world.store.read(), name);
  if (isOn(context.call, 'json')) {
    context.print(json(app.machines.map(machineJson)));
    return;
  }
  const quiet = isOn(context.call, 'quiet');
  if (app.machines.length === 0) {
    if (!quiet) context.print(`No machines are available on this app ${name}\n`);
    return;
  }
  if (quiet) {
    context.print(table(app.machines.map((machine) => [machine.id])));
    return;
  }
  context.print(
    `${app.machines.length} machines have been retrieved from app ${name}.\nView them in the UI here (https://fly.io/apps/${name}/machines/)\n\n${name}\n`,
  );
  context.print(
    table(app.machines.map(row), [
      'ID',
      'Name',
      'State',
      'Checks',
      'Region',
      'Role',
      'Image',
      'IP Address',
      'Volume',
      'Created',
      'Last Updated',
      'Process Group',
      'Size',
    ]),
  );
}

function row(machine: Machine): string[] {
  const checks = checksOf(machine);
  const passing = checks.filter((check) => check.status === 'passing').length;
  return [
    machine.id,
    machine.name,
    machine.state,
    checks.length === 0 ? '' : `${passing}/${checks.length}`,
    machine.region,
    '',
    machine.config.image.replace(/^[^/]*\//, ''),
    machine.privateIp,
    machine.config.mounts[0]?.volume ?? '',
    seconds(machine.createdAt),
    seconds(machine.updatedAt),
    machine.config.group,
    sizeOf(machine),
  ];
}
