import { FlyFailure } from '../failure.ts';
import { allocate } from '../model/addresses.ts';
import { findApp } from '../model/apps.ts';
import type { App } from '../model/state.ts';
import { createVolume } from '../model/volumes.ts';
import { isOn } from './call.ts';
import type { Context } from './context.ts';
import type { Deployment } from './toml.ts';

/** Addresses and volumes of a first deployment (internal/command/deploy/deploy_first.go). */
export function provision(context: Context, name: string, deployment: Deployment): void {
  const wanted = isOn(context.call, 'flycast')
    ? 'private'
    : isOn(context.call, 'no-public-ips')
      ? 'none'
      : 'shared';
  const held = findApp(context.world.store.read(), name).addresses.length > 0;
  if (deployment.services.length > 0 && !held && wanted === 'shared') {
    context.print(`Provisioning ips for ${name}\n`);
    const v6 = context.change(({ state }) => allocate(state, findApp(state, name), 'v6'));
    context.print(`  Dedicated ipv6: ${v6.address}\n`);
    const v4 = context.change(({ state }) => allocate(state, findApp(state, name), 'shared_v4'));
    context.print(`  Shared ipv4: ${v4.address}\n  Add a dedicated ipv4 with: fly ips allocate-v4\n\n`);
  }
  if (deployment.services.length > 0 && !held && wanted === 'private') {
    context.print(`Provisioning ip address for ${name}\n`);
    const v6 = context.change(({ state }) => allocate(state, findApp(state, name), 'private_v6'));
    context.print(`  Private ipv6: ${v6.address}\n\n`);
  }
  for (const { group, mount } of mountsByGroup(deployment)) {
    const app = findApp(context.world.store.read(), name);
    if (app.volumes.some((volume) => volume.name === mount.source && volume.machine === undefined)) continue;
    const size = mount.initialSize ?? 1;
    context.print(
      `Creating a ${size} GB volume named '${mount.source}' for process group '${group}'. Use 'fly vol extend' to increase its size\n`,
    );
    const region = deployment.primaryRegion ?? 'iad';
    context.change(({ state }) =>
      createVolume(state, findApp(state, name), { name: mount.source, region, size }),
    );
  }
}

function mountsByGroup(deployment: Deployment) {
  return Object.keys(deployment.processes).flatMap((group) =>
    deployment.mounts.filter((mount) => mount.groups.includes(group)).map((mount) => ({ group, mount })),
  );
}

/** Refuses a deployment whose machines would lack the volumes they mount (internal/command/deploy/machines.go, validateVolumeConfig). */
export function checkVolumes(app: App, deployment: Deployment, first: boolean): void {
  if (first) return;
  for (const { group, mount } of mountsByGroup(deployment)) {
    const machines = app.machines.filter((machine) => machine.config.group === group);
    const mounted = machines.filter((machine) =>
      machine.config.mounts.some((one) => one.name === mount.source),
    );
    const free = app.volumes.filter((volume) => volume.name === mount.source && volume.machine === undefined);
    const needed = Math.max(machines.length, 1) - mounted.length;
    if (free.length >= needed) continue;
    if (machines.length === 0) {
      throw new FlyFailure(
        `Process group '${group}' needs volumes with name '${mount.source}' to fulfill mounts defined in fly.toml; Run \`fly volume create ${mount.source} -r REGION -n COUNT\` for the following regions and counts: ${deployment.primaryRegion ?? 'iad'}=${needed - free.length}`,
      );
    }
    throw new FlyFailure(
      `machine ${machines[0]?.id} [${group}] does not have a volume configured and fly.toml expects one with destination ${mount.destination}; remove the [mounts] configuration in fly.toml or use the machines API to add a volume to this machine`,
    );
  }
}
