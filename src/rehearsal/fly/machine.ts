import { FlyFailure } from '../failure.ts';
import { splitWords } from '../gateway/command.ts';
import { checksOf } from '../model/checks.ts';
import { destroy, halt, restart as restartMachine, start as startMachine } from '../model/machines.ts';
import type { Machine } from '../model/state.ts';
import { isOn } from './call.ts';
import type { Context } from './context.ts';
import { machineJson } from './machine-json.ts';
import { pick, selected, waitForChecks } from './machine-target.ts';
import { ago, json, seconds, table, verticalTable } from './print.ts';

/** `fly machine restart ID…` */
export function restart(context: Context): void {
  for (const { app, id } of selected(context)) {
    context.print(`Restarting machine ${id}\n`);
    const machine = context.change((hands) => {
      const { app: changed, machine: one } = pick(hands.state, app, id);
      restartMachine(hands, changed, one);
      return structuredClone(one);
    });
    if (machine.state !== 'started') {
      throw new FlyFailure(
        `failed to restart machine ${id}: timeout reached waiting for machine's state to change`,
        { description: `The machine ${id} took more than 5m0s to reach "started"` },
      );
    }
    waitForChecks(context, machine, 'failed to restart machine');
    context.print(`Machine ${id} restarted successfully!\n`);
  }
}

/** `fly machine start ID…`: one that runs already goes on as it is (inferred: the API takes it, and says what state it was in). */
export function start(context: Context): void {
  for (const { app, id } of selected(context)) {
    context.change((hands) => {
      const { app: changed, machine } = pick(hands.state, app, id);
      if (machine.state !== 'started') startMachine(hands, changed, machine);
    });
    context.print(`${id} has been started\n`);
  }
}

/** `fly machine stop ID…` */
export function stop(context: Context): void {
  for (const { app, id } of selected(context)) {
    context.print(`Sending kill signal to machine ${id}...\n`);
    context.change((hands) => {
      const { machine } = pick(hands.state, app, id);
      halt(hands, machine);
      machine.state = 'stopped';
      machine.process = { exitCode: 0 };
    });
    context.print(`${id} has been successfully stopped\n`);
  }
}

/** `fly machine destroy ID…` */
export function remove(context: Context): void {
  for (const { app, id } of selected(context)) {
    const { state } = pick(context.world.store.read(), app, id).machine;
    if (state === 'started' && !isOn(context.call, 'force'))
      throw new FlyFailure(`machine ${id} currently started, either stop first or use --force flag`);
    context.print(`machine ${id} was found and is currently in ${state} state, attempting to destroy...\n`);
    context.change((hands) => {
      const { app: changed, machine } = pick(hands.state, app, id);
      destroy(hands, changed, machine);
    });
    context.print(`${id} has been destroyed\n`);
  }
}

/** `fly machine status ID` (internal/command/machine/status.go) */
export function status(context: Context): void {
  const [target] = selected(context);
  if (target === undefined) return;
  const { machine } = pick(context.world.store.read(), target.app, target.id);
  if (isOn(context.call, 'json')) {
    context.print(json(machineJson(machine)));
    return;
  }
  context.print(
    `Machine ID: ${machine.id}\nInstance ID: ${machine.instance}\nState: ${machine.state}\nHostStatus: ok\n\n`,
  );
  context.print(verticalTable('VM', vmFields(machine)));
  const checks = checksOf(machine);
  if (checks.length > 0) {
    const passing = checks.filter((check) => check.status === 'passing').length;
    const rows = checks.map((check) => [check.name, check.status, ago(machine.updatedAt), check.output]);
    context.print(`Checks [${passing}/${checks.length}]\n`);
    context.print(table(rows, ['Name', 'Status', 'Last Updated', 'Output']));
  }
  const events = machine.events.map((event) => [
    event.status,
    event.type,
    event.source,
    new Date(event.timestamp).toISOString(),
    event.exitCode === undefined
      ? ''
      : `exit_code=${event.exitCode},oom_killed=${event.oomKilled === true},requested_stop=false`,
  ]);
  context.print(`Event Logs\n${table(events, ['State', 'Event', 'Source', 'Timestamp', 'Info'])}`);
}

function vmFields(machine: Machine): [string, string][] {
  const { config } = machine;
  const [mount] = config.mounts;
  return [
    ['ID', machine.id],
    ['Instance ID', machine.instance],
    ['State', machine.state],
    ['Image', config.image.replace(/^[^/]*\//, '')],
    ['Name', machine.name],
    ['Private IP', machine.privateIp],
    ['Region', machine.region],
    ['Process Group', config.group],
    ['CPU Kind', config.guest.cpuKind],
    ['vCPUs', String(config.guest.cpus)],
    ['Memory', String(config.guest.memoryMb)],
    ['Created', seconds(machine.createdAt)],
    ['Updated', seconds(machine.updatedAt)],
    ['Entrypoint', ''],
    ['Command', config.command === undefined ? '' : JSON.stringify(splitWords(config.command))],
    ...(mount === undefined ? [] : [['Volume', mount.volume] as [string, string]]),
  ];
}
