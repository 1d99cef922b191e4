import { FlyFailure } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import { checkGuest, guestOfSize, sizeName } from '../model/guests.ts';
import { update } from '../model/machines.ts';
import type { App, Guest } from '../model/state.ts';
import { text } from './call.ts';
import { appName, type Context, readConfigFile } from './context.ts';
import { pick, waitForChecks } from './machine-target.ts';
import { memoryOf } from './memory.ts';
import { readDeployment } from './toml.ts';

/** `fly scale memory MEGABYTES` (internal/command/scale/memory.go): until the next deployment, which goes by fly.toml again. */
export function memory(context: Context): void {
  const [amount = ''] = context.call.args;
  const memoryMb = memoryOf(amount);
  if (memoryMb === undefined) throw new FlyFailure(`invalid size: '${amount}'`);
  scaleMachines(context, { memoryMb });
}

/** `fly scale vm SIZE` (internal/command/scale/vm.go): the size's least memory, unless another is told. */
export function vm(context: Context): void {
  const [name = ''] = context.call.args;
  const size = guestOfSize(name);
  if (size === undefined) throw new FlyFailure(`'${name}' is an invalid machine size`);
  const amount = text(context.call, 'vm-memory') ?? '';
  const memoryMb = amount === '' ? undefined : memoryOf(amount);
  if (amount !== '' && memoryMb === undefined) throw new FlyFailure(`invalid size: '${amount}'`);
  scaleMachines(context, { size, ...(memoryMb !== undefined && { memoryMb }) });
}

/** What a machine is to have from now on: what is not told stays. */
interface Scale {
  size?: Guest;
  memoryMb?: number;
}

/** Gives each machine of a group another size, one after the other (internal/command/scale/machines.go). */
function scaleMachines(context: Context, scale: Scale): void {
  const name = appName(context);
  const app = findApp(context.world.store.read(), name);
  const told = text(context.call, 'process-group');
  const group = told ?? onlyGroup(app);
  const machines = app.machines.filter(({ config }) => config.group === group);
  const guests = machines.map(({ config }) => scaled(config.guest, scale));
  const [guest] = guests;
  if (guest === undefined)
    throw new FlyFailure(`No active machines in process group '${group}', check \`fly status\` output`);
  for (const [index, { id }] of machines.entries()) {
    const wanted = guests[index] ?? guest;
    checkGuest(wanted);
    context.print(`Updating machine ${id}\n`);
    const changed = context.change((hands) => {
      const { app: here, machine } = pick(hands.state, name, id);
      update(hands, here, machine, { ...machine.config, guest: wanted, secrets: [...here.secrets] });
      return structuredClone(machine);
    });
    waitForChecks(context, changed, undefined);
    context.print(`Machine ${id} updated successfully!\n`);
  }
  const what = told === undefined ? '' : `for '${told}' `;
  context.print(
    `Scaled VM Type ${what}to '${sizeName(guest)}'\n      CPU Cores: ${guest.cpus}\n         Memory: ${guest.memoryMb} MB\n`,
  );
  warnOfFlyToml(context, group, scale);
}

function scaled(guest: Guest, { size, memoryMb }: Scale): Guest {
  const base = size ?? guest;
  return { ...base, memoryMb: memoryMb ?? base.memoryMb };
}

function onlyGroup(app: App): string {
  const groups = Object.keys(app.deployed?.groups ?? {});
  if (groups.length > 1) {
    throw new FlyFailure(
      `scaling an app with multiple process groups requires specifying a group with '--process-group <name>'\n * this app has the following process groups: ${groups.map((one) => `'${one}'`).join(', ')}`,
    );
  }
  return groups[0] ?? 'app';
}

/** Says so where the fly.toml here would undo what was done (internal/command/scale/config_warning.go). */
function warnOfFlyToml(context: Context, group: string, { size, memoryMb }: Scale): void {
  const file = readConfigFile(context);
  const deployment = file && readDeployment(file.path, file.text).deployment;
  const written = deployment?.hasVm ? deployment.guests[group] : undefined;
  if (written === undefined) return;
  const now = { name: sizeName(size ?? written), memoryMb: memoryMb ?? written.memoryMb };
  if (sizeName(written) === now.name && written.memoryMb === now.memoryMb) return;
  context.warn(
    [
      '',
      '! Your fly.toml has a [[vm]] section with different settings than what was just applied.',
      `  Machines now: size=${now.name} memory=${now.memoryMb}MB`,
      `  fly.toml:     size=${sizeName(written)} memory=${written.memoryMb}MB`,
      'The next fly deploy will override these changes with the fly.toml values.',
      'Update the [[vm]] section in fly.toml to make your changes permanent.',
      '',
    ].join('\n'),
  );
}
