import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FlyFailure } from '../failure.ts';
import { takeFault } from '../faults/take.ts';
import { pause } from '../io.ts';
import { allocate } from '../model/addresses.ts';
import { findApp, now } from '../model/apps.ts';
import { checkGuest } from '../model/guests.ts';
import { imageOf, launch, update } from '../model/machines.ts';
import type { App, Deployed, Guest, MachineConfig, State } from '../model/state.ts';
import { createVolume } from '../model/volumes.ts';
import { latestRelease } from '../sources.ts';
import { isOn, text } from './call.ts';
import { checked } from './config.ts';
import { appName, type Context, readConfigFile } from './context.ts';
import { named, rollOut, waitUntilWell, warnAboutAddress } from './roll-out.ts';
import type { Deployment } from './toml.ts';

const defaultGuest: Guest = { cpuKind: 'shared', cpus: 1, memoryMb: 256 };

/** How long a rehearsal's build takes, in milliseconds, twice. */
const beat = 120;

/** `fly deploy` (internal/command/deploy): builds, gives out addresses and volumes on the first time, and starts the machines. */
export async function deploy(input: Context): Promise<void> {
  const [folder] = input.call.args;
  const context =
    folder === undefined ? input : { ...input, io: { ...input.io, cwd: resolve(input.io.cwd, folder) } };
  const name = appName(context);
  const file = readConfigFile(context);
  const before = context.world.store.read();
  if (!before.apps.some((app) => app.name === name)) {
    throw new FlyFailure(
      `the app name ${name} could not be found, did you create the app or misspell it in the fly.toml file or via -a?`,
    );
  }
  if (file === undefined) {
    throw new FlyFailure(
      'failed to fetch an image or build from source: app does not have a Dockerfile or buildpacks configured. See https://fly.io/docs/reference/configuration/#the-build-section',
    );
  }
  context.warn('==> Verifying app config\n');
  const deployment = checked(context, file);
  context.warn('--> Verified app config\n');
  for (const guest of Object.values(deployment.guests)) checkGuest(guest);
  const { image, openclaw } = await imageFor(context, name, deployment);
  context.print(`\nWatch your deployment at https://fly.io/apps/${name}/monitoring\n\n`);

  const first = findApp(context.world.store.read(), name).deployed === undefined;
  if (first) await provision(context, name, deployment);
  checkVolumes(findApp(context.world.store.read(), name), deployment, first);
  const version = context.change(({ state }) => record(state, findApp(state, name), deployment, image));
  try {
    await startMachines(context, name, deployment, { image, openclaw, release: version }, first);
  } catch (error) {
    finish(context, name, version, 'failed');
    throw error;
  }
  finish(context, name, version, 'complete');
  const app = findApp(context.world.store.read(), name);
  if (deployment.services.length === 0) return;
  if (app.addresses.length > 0) {
    context.warn(`Checking DNS configuration for ${name}.fly.dev\n✓ DNS configuration verified\n`);
  }
  context.print(`\nVisit your newly deployed app at https://${name}.fly.dev/\n\n`);
}

/** What the machines of a release run. */
interface Image {
  image: string;
  /** OpenClaw's version in it. */
  openclaw: string;
}

/** Returns the image to run: one that is named, or one that is built from the sources here. */
async function imageFor(context: Context, name: string, deployment: Deployment): Promise<Image> {
  const named = text(context.call, 'image') ?? deployment.image;
  context.warn('==> Building image\n');
  await pause(beat);
  if (named !== undefined) {
    context.warn(`Searching for image '${named}' remotely...\nimage found: img_${name}\n`);
    return { image: named, openclaw: /:v?(\d{4}\.\d+\.\d+)/.exec(named)?.[1] ?? latestRelease };
  }
  const { cwd } = context.io;
  const dockerfile = text(context.call, 'dockerfile') ?? deployment.dockerfile ?? 'Dockerfile';
  if (!existsSync(resolve(cwd, dockerfile))) {
    throw new FlyFailure(
      deployment.dockerfile === undefined
        ? 'failed to fetch an image or build from source: app does not have a Dockerfile or buildpacks configured. See https://fly.io/docs/reference/configuration/#the-build-section'
        : `failed to fetch an image or build from source: dockerfile '${resolve(cwd, dockerfile)}' not found`,
    );
  }
  context.warn('==> Building image with Depot\n');
  if (takeFault(context, 'build-out-of-memory')) {
    context.warn(
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\nELIFECYCLE  Command failed with exit code 134.\n',
    );
    throw new FlyFailure(
      'failed to fetch an image or build from source: error building: failed to solve: process "/bin/sh -c pnpm build" did not complete successfully: exit code: 137',
    );
  }
  await pause(beat);
  context.warn('--> Building image done\n');
  const image = context.change(({ state }) => imageOf(state, findApp(state, name)));
  context.warn(`image: ${image}\nimage size: 1.2 GB\n`);
  return { image, openclaw: sourceVersion(cwd) };
}

/** Returns the version in the sources' package.json, or `0.0.0` where there is none. */
function sourceVersion(folder: string): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
      return String(manifest.version);
  } catch {
    // The Dockerfile of other sources builds something that the model knows nothing of; it gets no version.
  }
  return '0.0.0';
}

/** Addresses and volumes of a first deployment (internal/command/deploy/deploy_first.go). */
async function provision(context: Context, name: string, deployment: Deployment): Promise<void> {
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
  await pause(0);
}

function mountsByGroup(deployment: Deployment) {
  return Object.keys(deployment.processes).flatMap((group) =>
    deployment.mounts.filter((mount) => mount.groups.includes(group)).map((mount) => ({ group, mount })),
  );
}

/** Refuses a deployment whose machines would lack the volumes they mount (internal/command/deploy/machines.go, validateVolumeConfig). */
function checkVolumes(app: App, deployment: Deployment, first: boolean): void {
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

/** Writes down the release and what it was made of. */
function record(_state: State, app: App, deployment: Deployment, image: string): number {
  const version = (app.releases.at(-1)?.version ?? 0) + 1;
  app.releases.push({
    id: `${app.name}-${version}`,
    version,
    status: 'running',
    description: 'Release',
    image,
    createdAt: now(),
  });
  app.deployed = deployedOf(deployment);
  return version;
}

function deployedOf(deployment: Deployment): Deployed {
  return {
    groups: { ...deployment.processes },
    env: deployment.env,
    primaryRegion: deployment.primaryRegion ?? 'iad',
    mounts: deployment.mounts.map(({ source, destination, groups }) => ({
      name: source,
      path: destination,
      groups,
    })),
    services: deployment.services,
    guests: deployment.guests,
  };
}

function finish(context: Context, name: string, version: number, status: 'complete' | 'failed'): void {
  context.change(({ state }) => {
    const release = findApp(state, name).releases.find((one) => one.version === version);
    if (release !== undefined) release.status = status;
  });
}

/** What every machine of a release has in common. */
interface Release {
  image: string;
  openclaw: string;
  release: number;
}

async function startMachines(
  context: Context,
  name: string,
  deployment: Deployment,
  release: Release,
  first: boolean,
): Promise<void> {
  const app = findApp(context.world.store.read(), name);
  const groups = Object.keys(deployment.processes);
  const gone = app.machines.filter((machine) => !groups.includes(machine.config.group));
  const fresh = groups.filter((group) => !app.machines.some((machine) => machine.config.group === group));
  const plan = fresh.map((group) => ({
    group,
    ...standing(deployment, group, isOn(context.call, 'ha', true)),
  }));
  if (gone.length > 0 || plan.length > 0) {
    context.print(first ? 'This deployment will:\n' : 'Process groups have changed. This will:\n');
    for (const machine of gone) context.print(` * destroy 1 "${machine.config.group}" machine\n`);
    for (const { group, sentence } of plan) context.print(` * create ${sentence.replace('GROUP', group)}\n`);
    context.print('\n');
  }
  const region = text(context.call, 'primary-region') ?? deployment.primaryRegion ?? 'iad';
  for (const { group, count } of plan) {
    context.print(`> Launching new machine\n`.replace('> Launching', '> [1/1] Launching'));
    context.print(`No machines in group ${group}, launching a new machine\n`);
    for (let made = 0; made < count; made++) {
      const id = context.change((hands) => {
        const here = findApp(hands.state, name);
        return launch(hands, here, region, configOf(here, group, release)).id;
      });
      const machine = findApp(context.world.store.read(), name).machines.find((one) => one.id === id);
      if (machine === undefined) throw new FlyFailure(`failed to get VM ${id}: machine not found`);
      context.print(`> [1/1] Machine ${named(machine)} was created\n`);
      await waitUntilWell(context, name, machine, () => {});
      context.print(`✔ [1/1] Machine ${named(machine)} update finished: success\n`);
      warnAboutAddress(context, machine);
    }
    context.warn('Finished launching new machines\n');
  }
  if (app.machines.length > gone.length) {
    await rollOut(context, name, (hands, here, machine) => {
      update(hands, here, machine, {
        ...configOf(here, machine.config.group, release, machine.id),
        standbyFor: machine.config.standbyFor,
      });
    });
  }
}

/** How many machines a new group gets, and how flyctl says it. */
function standing(
  deployment: Deployment,
  group: string,
  spare: boolean,
): { count: number; sentence: string } {
  const mounted = deployment.mounts.some((mount) => mount.groups.includes(group));
  const served = deployment.services.some((service) => service.groups.includes(group));
  if (!spare || mounted) return { count: 1, sentence: '1 "GROUP" machine' };
  if (served) return { count: 2, sentence: '2 "GROUP" machines' };
  return { count: 1, sentence: '1 "GROUP" machine and 1 standby machine for it' };
}

/** Returns what a machine of a group is to be, with a volume that is its own already or that nobody has. */
export function configOf(app: App, group: string, release: Release, machine?: string): MachineConfig {
  const deployed = app.deployed;
  if (deployed === undefined) throw new FlyFailure(`app ${app.name} has not been deployed`);
  return {
    ...release,
    group,
    ...(deployed.groups[group] !== undefined && { command: deployed.groups[group] }),
    env: {
      ...deployed.env,
      FLY_APP_NAME: app.name,
      FLY_PROCESS_GROUP: group,
      PRIMARY_REGION: deployed.primaryRegion,
    },
    guest: deployed.guests[group] ?? defaultGuest,
    mounts: deployed.mounts
      .filter((mount) => mount.groups.includes(group))
      .flatMap((mount) => {
        const named = app.volumes.filter((one) => one.name === mount.name);
        const volume =
          named.find((one) => machine !== undefined && one.machine === machine) ??
          named.find((one) => one.machine === undefined);
        return volume === undefined ? [] : [{ volume: volume.id, name: mount.name, path: mount.path }];
      }),
    services: deployed.services.filter((one) => one.groups.includes(group)).map((one) => one.service),
    secrets: [...app.secrets],
    standbyFor: [],
  };
}
