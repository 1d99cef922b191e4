import { FlyFailure } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import type { Hands } from '../model/hands.ts';
import { configOf, type Release, volumeFor } from '../model/machine-config.ts';
import { destroy, launch, update } from '../model/machines.ts';
import type { App, Machine } from '../model/state.ts';
import { isOn, text } from './call.ts';
import type { Context } from './context.ts';
import { named, rollOut, waitUntilWell, warnAboutAddress } from './roll-out.ts';
import type { Deployment } from './toml.ts';

/**
 * Brings an app's machines to a release (internal/command/deploy/machines_deploymachinesapp.go): those of groups that are gone go,
 * new groups get theirs, and the others are changed one after the other.
 *
 * @throws FlyFailure where a machine does not become well
 */
export async function startMachines(
  context: Context,
  name: string,
  deployment: Deployment,
  release: Release,
  first: boolean,
): Promise<void> {
  const app = findApp(context.world.store.read(), name);
  const groups = Object.keys(deployment.processes);
  const gone = app.machines.filter((machine) => !groups.includes(machine.config.group));
  const plan = groups
    .filter((group) => !app.machines.some((machine) => machine.config.group === group))
    .map((group) => ({ group, size: sizeOf(deployment, group, isOn(context.call, 'ha', true)) }));
  announce(context, gone, plan, first);
  context.change((hands) => {
    const here = findApp(hands.state, name);
    for (const { id } of gone) {
      const machine = here.machines.find((one) => one.id === id);
      if (machine !== undefined) destroy(hands, here, machine);
    }
  });
  for (const [index, { group, size }] of plan.entries()) {
    const say = (mark: string, line: string) =>
      context.print(`${mark} [${index + 1}/${plan.length}] ${line}\n`);
    await createGroup(context, name, deployment, { group, size, release }, say);
  }
  if (plan.length > 0) context.warn('Finished launching new machines\n');
  // Those that were made just now are of this release already.
  const before = app.machines.filter((machine) => !gone.includes(machine)).map(({ id }) => id);
  if (before.length === 0) return;
  const change = (hands: Hands, here: App, machine: Machine) =>
    update(hands, here, machine, {
      ...configOf(here, machine.config.group, release, machine.id),
      standbyFor: machine.config.standbyFor,
    });
  await rollOut(context, name, change, before);
}

/** How a new group stands: one machine that holds a volume, two that serve, or one with another standing by. */
type Size = 'one' | 'two' | 'standby';

function sizeOf(deployment: Deployment, group: string, spare: boolean): Size {
  if (!spare || deployment.mounts.some((mount) => mount.groups.includes(group))) return 'one';
  return deployment.services.some((service) => service.groups.includes(group)) ? 'two' : 'standby';
}

function announce(
  context: Context,
  gone: readonly Machine[],
  plan: readonly { group: string; size: Size }[],
  first: boolean,
): void {
  if (gone.length === 0 && plan.length === 0) return;
  context.print(first ? 'This deployment will:\n' : 'Process groups have changed. This will:\n');
  for (const group of new Set(gone.map((machine) => machine.config.group))) {
    const count = gone.filter((machine) => machine.config.group === group).length;
    context.print(` * destroy ${count} "${group}" machine${count === 1 ? '' : 's'}\n`);
  }
  for (const { group, size } of plan) {
    const what = {
      one: `1 "${group}" machine`,
      two: `2 "${group}" machines`,
      standby: `1 "${group}" machine and 1 standby machine for it`,
    }[size];
    context.print(` * create ${what}\n`);
  }
  context.print('\n');
}

async function createGroup(
  context: Context,
  name: string,
  deployment: Deployment,
  { group, size, release }: { group: string; size: Size; release: Release },
  say: (mark: string, line: string) => void,
): Promise<void> {
  say('>', 'Launching new machine');
  context.print(`No machines in group ${group}, launching a new machine\n`);
  const first = await createMachine(context, name, deployment, { group, release, standbyFor: [] }, say);
  if (size === 'two') {
    context.print('Creating a second machine for high availability and zero downtime deployments.\n');
    context.print('To disable this, set "min_machines_running = 0" in your fly.toml.\n');
    await createMachine(context, name, deployment, { group, release, standbyFor: [] }, say);
  }
  if (size === 'standby') {
    context.print(`Creating a standby machine for ${first}\n`);
    await createMachine(context, name, deployment, { group, release, standbyFor: [first] }, say);
  }
}

/** Makes one machine and waits until it is well. Returns its id. */
async function createMachine(
  context: Context,
  name: string,
  deployment: Deployment,
  { group, release, standbyFor }: { group: string; release: Release; standbyFor: string[] },
  say: (mark: string, line: string) => void,
): Promise<string> {
  const made = context.change((hands) => {
    const app = findApp(hands.state, name);
    const config = { ...configOf(app, group, release), standbyFor };
    return structuredClone(launch(hands, app, regionOf(context, app, deployment, group), config));
  });
  say('>', `Machine ${named(made)} was created`);
  if (standbyFor.length > 0) return made.id;
  await waitUntilWell(context, name, made, () => {});
  say('✔', `Machine ${named(made)} update finished: success`);
  warnAboutAddress(context, made);
  return made.id;
}

/**
 * Returns where a new machine stands: with its volume, which cannot move.
 *
 * @throws FlyFailure where its volume is in another region than the one that is told
 */
function regionOf(context: Context, app: App, deployment: Deployment, group: string): string {
  const told = text(context.call, 'primary-region') ?? deployment.primaryRegion ?? 'iad';
  const mount = deployment.mounts.find((one) => one.groups.includes(group));
  const volume = mount === undefined ? undefined : volumeFor(app, mount.source, undefined);
  if (mount !== undefined && volume !== undefined && volume.region !== told) {
    throw new FlyFailure(
      `creating a new machine in group '${group}' requires an unattached '${mount.source}' volume. Create it with \`fly volume create ${mount.source}\``,
    );
  }
  return told;
}
