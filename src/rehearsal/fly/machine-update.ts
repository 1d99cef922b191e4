import { isDeepStrictEqual } from 'node:util';
import { FlyFailure } from '../failure.ts';
import { checkGuest, guestOfSize } from '../model/guests.ts';
import { update as updateMachine } from '../model/machines.ts';
import type { MachineConfig } from '../model/state.ts';
import { confirm } from './ask.ts';
import { type Call, isOn, number, text } from './call.ts';
import type { Context } from './context.ts';
import { pick, selected, waitForChecks } from './machine-target.ts';
import { memoryOf } from './memory.ts';

/** `fly machine update ID` (internal/command/machine/update.go): what it sets, the next deployment sets back. */
export async function update(context: Context): Promise<void> {
  const { call } = context;
  const [target] = selected(context);
  if (target === undefined)
    throw new FlyFailure('a machine ID must be specified when not running interactively');
  const { app, id } = target;
  const { name, config: before } = pick(context.world.store.read(), app, id).machine;
  const after = wished(call, before);
  if (!isOn(call, 'yes')) {
    if (isDeepStrictEqual(before, after)) throw new FlyFailure('no config changes found');
    context.print(`Configuration changes to be applied to machine: ${id} (${name})\n\n`);
    context.print(changes(before, after));
    if (!(await confirm(context, 'Apply changes?'))) {
      context.print('No changes to apply\n');
      return;
    }
  }
  checkGuest(after.guest);
  context.print(`Updating machine ${id}\n`);
  const machine = context.change((hands) => {
    const { app: changed, machine: one } = pick(hands.state, app, id);
    updateMachine(hands, changed, one, { ...after, secrets: [...changed.secrets] });
    return structuredClone(one);
  });
  if (machine.state === 'started') waitForChecks(context, machine, undefined);
  context.print(
    `Machine ${id} updated successfully!\n\nMonitor machine status here:\nhttps://fly.io/apps/${app}/machines/${id}\n`,
  );
}

/** Returns what of a machine would change, old above new; how flyctl lays it out is inferred. */
function changes(before: MachineConfig, after: MachineConfig): string {
  const keys = ['command', 'env', 'guest'] as const;
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const lines = changed.map((key) =>
    [`-  "${key}": ${JSON.stringify(before[key])}`, `+  "${key}": ${JSON.stringify(after[key])}`].join('\n'),
  );
  return `${lines.join('\n')}\n\n`;
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
