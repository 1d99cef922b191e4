import { FlyFailure } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import { fillVolume } from '../model/content.ts';
import type { Hands } from '../model/hands.ts';
import { launch } from '../model/machines.ts';
import type { App, Machine, Volume } from '../model/state.ts';
import { createVolume, findVolume, volumeOfSnapshot } from '../model/volumes.ts';
import { isOn, text } from './call.ts';
import type { Context } from './context.ts';
import { pick, selected, waitForChecks } from './machine-target.ts';

/**
 * `fly machine clone ID` (internal/command/machine/clone.go): another machine that runs what the first one runs, started at once, each
 * of its volumes new and empty unless a snapshot is told.
 */
export function clone(context: Context): void {
  const { call } = context;
  const [target] = selected(context);
  if (target === undefined) return;
  const { app: name, id } = target;
  const source = pick(context.world.store.read(), name, id).machine;
  const attached = text(call, 'attach-volume')?.split(':')[0] || undefined;
  const region = text(call, 'region') || regionOf(context, name, attached) || source.region;
  context.print(`Cloning Machine ${id} into region ${region}\n`);
  const standbyFor = (call.flags.get('standby-for') ?? []).map((one) => (one === 'source' ? id : one));
  const machine = context.change((hands) => {
    const app = findApp(hands.state, name);
    const mounts = source.config.mounts.map((mount) => {
      const volume =
        attached === undefined
          ? newVolume(context, hands, app, { mount: mount.volume, region })
          : freeVolume(context, app, attached);
      return { ...mount, volume: volume.id, name: volume.name };
    });
    const config = { ...structuredClone(source.config), mounts, secrets: [...app.secrets], standbyFor };
    context.print(`Provisioning a new Machine with image ${config.image}...\n`);
    return structuredClone(launch(hands, app, region, config));
  });
  context.print(`  Machine ${machine.id} has been created...\n`);
  if (isOn(call, 'detach')) return;
  if (standbyFor.length === 0) waitUntilStarted(context, machine);
  context.print('Machine has been successfully cloned!\n');
}

function regionOf(context: Context, name: string, attached: string | undefined): string | undefined {
  if (attached === undefined) return undefined;
  return freeVolume(undefined, findApp(context.world.store.read(), name), attached).region;
}

function freeVolume(context: Context | undefined, app: App, id: string): Volume {
  context?.print(`Attaching existing volume ${id}\n`);
  const volume = findVolume(app, id);
  if (volume === undefined) throw new FlyFailure('could not get existing volume: volume not found');
  if (volume.machine !== undefined) throw new FlyFailure(`volume ${id} is already attached to a machine`);
  return volume;
}

/** Makes a clone's volume, saying what it begins with. It asks for one that is not encrypted (seen run). */
function newVolume(
  context: Context,
  hands: Hands,
  app: App,
  { mount, region }: { mount: string; region: string },
): Volume {
  const before = findVolume(app, mount);
  const told = text(context.call, 'from-snapshot') ?? '';
  const snapshot = told === 'last' ? before?.snapshots.at(-1)?.id : told || undefined;
  context.print(
    snapshot !== undefined
      ? told === 'last'
        ? `Creating new volume from snapshot ${snapshot} of ${mount}\n`
        : `Creating new volume from snapshot: ${snapshot}\n`
      : told === 'last'
        ? `No snapshot for source volume ${mount}, the new volume will start empty\n`
        : `Volume '${before?.name ?? ''}' will start empty\n`,
  );
  if (snapshot !== undefined) volumeOfSnapshot(app, snapshot);
  const volume = createVolume(hands.state, app, {
    name: before?.name ?? 'data',
    region,
    size: before?.size ?? 1,
    encrypted: false,
  });
  if (snapshot !== undefined) fillVolume(hands, volume, snapshot);
  return volume;
}

function waitUntilStarted(context: Context, machine: Machine): void {
  context.print(`  Waiting for Machine ${machine.id} to start...\n`);
  if (machine.state !== 'started') {
    throw new FlyFailure(`timeout reached waiting for machine's state to change`, {
      description: `The machine ${machine.id} took more than 5m0s to reach "started"`,
    });
  }
  waitForChecks(context, machine, 'error while watching health checks for');
}
