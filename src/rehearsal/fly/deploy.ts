import { FlyFailure } from '../failure.ts';
import { findApp, now } from '../model/apps.ts';
import { checkGuest } from '../model/guests.ts';
import type { App, Deployed } from '../model/state.ts';
import { checked } from './config.ts';
import { appName, type Context, readConfigFile } from './context.ts';
import { imageFor } from './deploy-image.ts';
import { startMachines } from './deploy-machines.ts';
import { checkVolumes, provision } from './deploy-provision.ts';
import type { Deployment } from './toml.ts';

/** `fly deploy` (internal/command/deploy): builds, gives out addresses and volumes on the first time, and starts the machines. */
export async function deploy(context: Context): Promise<void> {
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
  const deployment = withEnv(checked(context, file), context.call.flags.get('env') ?? []);
  context.warn('--> Verified app config\n');
  for (const guest of Object.values(deployment.guests)) checkGuest(guest);
  const { image, openclaw } = await imageFor(context, name, deployment);
  context.print(`\nWatch your deployment at https://fly.io/apps/${name}/monitoring\n\n`);

  const first = findApp(context.world.store.read(), name).deployed === undefined;
  if (first) provision(context, name, deployment);
  checkVolumes(findApp(context.world.store.read(), name), deployment, first);
  const version = context.change(({ state }) => record(findApp(state, name), deployment, image));
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

/** Returns a deployment with variables of the command line's, which last as long as the release does. */
function withEnv(deployment: Deployment, pairs: readonly string[]): Deployment {
  const told = pairs.map((pair): [string, string] => {
    const cut = pair.indexOf('=');
    if (cut < 1)
      throw new FlyFailure(`failed parsing environment: '${pair}': must be in the format NAME=VALUE`);
    return [pair.slice(0, cut), pair.slice(cut + 1)];
  });
  return { ...deployment, env: { ...deployment.env, ...Object.fromEntries(told) } };
}

/** Writes down the release and what it was made of. */
function record(app: App, deployment: Deployment, image: string): number {
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
    checks: deployment.checks,
    guests: deployment.guests,
  };
}

function finish(context: Context, name: string, version: number, status: 'complete' | 'failed'): void {
  context.change(({ state }) => {
    const release = findApp(state, name).releases.find((one) => one.version === version);
    if (release !== undefined) release.status = status;
  });
}
