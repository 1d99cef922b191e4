import { FlyFailure } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import { checkGuest, guestOfSize } from '../model/guests.ts';
import {
  destroy,
  restart as restartMachine,
  sizeOf,
  start as startMachine,
  update as updateMachine,
} from '../model/machines.ts';
import type { App, Machine, MachineConfig, State } from '../model/state.ts';
import { checksOf } from '../model/traffic.ts';
import { type Call, isOn, number, text } from './call.ts';
import { appName, type Context } from './context.ts';
import { machineJson } from './machine-json.ts';
import { json, seconds, table } from './print.ts';
import { memoryOf } from './toml.ts';

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
    waitForChecks(context, app, machine, 'failed to restart machine');
    context.print(`Machine ${id} restarted successfully!\n`);
  }
}

/** `fly machine start ID…` and `fly machine stop ID…` */
export function start(context: Context): void {
  for (const { app, id } of selected(context)) {
    context.change((hands) => {
      const { app: changed, machine } = pick(hands.state, app, id);
      startMachine(hands, changed, machine);
    });
    context.print(`${id} has been started\n`);
  }
}

export function stop(context: Context): void {
  for (const { app, id } of selected(context)) {
    context.print(`Sending kill signal to machine ${id}...\n`);
    context.change((hands) => {
      const { machine } = pick(hands.state, app, id);
      machine.state = 'stopped';
      machine.process = { exitCode: 0 };
    });
    context.print(`${id} has been successfully stopped\n`);
  }
}

/** `fly machine destroy ID…` */
export function remove(context: Context): void {
  for (const { app, id } of selected(context)) {
    context.change((hands) => {
      const { app: changed, machine } = pick(hands.state, app, id);
      if (machine.state === 'started' && !isOn(context.call, 'force')) {
        throw new FlyFailure(
          `could not destroy machine ${id}: machine is started, use --force to destroy it while it is running`,
        );
      }
      destroy(hands, changed, machine);
    });
    context.print(
      `machine ${id} was found and is currently in a started state, attempting to destroy...\n${id} has been destroyed\n`,
    );
  }
}

/** `fly machine status ID` */
export function status(context: Context): void {
  const [target] = selected(context);
  if (target === undefined) return;
  const { machine } = pick(context.world.store.read(), target.app, target.id);
  if (isOn(context.call, 'json')) {
    context.print(json(machineJson(machine)));
    return;
  }
  context.print(`Machine ID: ${machine.id}\nInstance ID: ${machine.instance}\nState: ${machine.state}\n\n`);
}

/** `fly machine update ID` (internal/command/machine/update.go): what it sets, the next deployment sets back. */
export function update(context: Context): void {
  const { call } = context;
  const [target] = selected(context);
  if (target === undefined)
    throw new FlyFailure('a machine ID must be specified when not running interactively');
  const { app, id } = target;
  const before = pick(context.world.store.read(), app, id).machine.config;
  const after = wished(call, before);
  if (!isOn(call, 'yes')) {
    throw new FlyFailure('yes flag must be specified when not running interactively');
  }
  checkGuest(after.guest);
  context.print(`Updating machine ${id}\n`);
  const machine = context.change((hands) => {
    const { app: changed, machine: one } = pick(hands.state, app, id);
    updateMachine(hands, changed, one, { ...after, secrets: [...changed.secrets] });
    return structuredClone(one);
  });
  if (machine.state === 'started') waitForChecks(context, app, machine, undefined);
  context.print(
    `Machine ${id} updated successfully!\n\nMonitor machine status here:\nhttps://fly.io/apps/${app}/machines/${id}\n`,
  );
}

function wished(call: Call, before: MachineConfig): MachineConfig {
  const after = structuredClone(before);
  const size = text(call, 'vm-size') ?? text(call, 'size');
  if (size !== undefined) {
    const guest = guestOfSize(size);
    if (guest === undefined) throw new FlyFailure(`machine size "${size}" is not valid`);
    after.guest = guest;
  }
  const memory = text(call, 'vm-memory') ?? text(call, 'memory');
  if (memory !== undefined) {
    const megabytes = memoryOf(memory);
    if (megabytes === undefined) throw new FlyFailure(`could not parse vm-memory: invalid size: '${memory}'`);
    after.guest.memoryMb = megabytes;
  }
  if (call.flags.has('vm-cpus')) after.guest.cpus = number(call, 'vm-cpus', after.guest.cpus);
  const command = text(call, 'command');
  if (command !== undefined) after.command = command;
  for (const pair of call.flags.get('env') ?? []) {
    const cut = pair.indexOf('=');
    if (cut > 0) after.env[pair.slice(0, cut)] = pair.slice(cut + 1);
  }
  return after;
}

function waitForChecks(context: Context, app: string, machine: Machine, prefix: string | undefined): void {
  if (isOn(context.call, 'skip-health-checks')) return;
  const checks = checksOf(machine);
  if (checks.length === 0) return;
  const bad = checks.filter((check) => check.status !== 'passing').length;
  context.print(
    `Waiting for machines in app ${app} to become healthy (started, ${checks.length - bad}/${checks.length})\n`.replace(
      'machines in app',
      'machine in app',
    ),
  );
  if (bad === 0) return;
  const message = 'failed to wait for health checks to pass: context deadline exceeded';
  throw new FlyFailure(prefix === undefined ? message : `${prefix} ${machine.id}: ${message}`);
}

/** Returns the machines that a command names, each with its app; an id alone is enough, as machine ids are one space for all. */
function selected(context: Context): { app: string; id: string }[] {
  const { args } = context.call;
  const state = context.world.store.read();
  if (args.length === 0) {
    const name = appName(context);
    findApp(state, name);
    throw new FlyFailure('a machine ID must be specified when not running interactively');
  }
  return args.map((id) => {
    const app = state.apps.find((one) => one.machines.some((machine) => machine.id === id));
    const named = text(context.call, 'app') ?? app?.name;
    if (named === undefined || app === undefined || app.name !== named) {
      throw new FlyFailure(`could not get machine ${id}: failed to get VM ${id}: machine not found`);
    }
    return { app: app.name, id };
  });
}

function pick(state: State, name: string, id: string): { app: App; machine: Machine } {
  const app = findApp(state, name);
  const machine = app.machines.find((one) => one.id === id);
  if (machine === undefined)
    throw new FlyFailure(`could not get machine ${id}: failed to get VM ${id}: machine not found`);
  return { app, machine };
}
