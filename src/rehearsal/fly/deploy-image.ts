import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FlyFailure } from '../failure.ts';
import { takeFault } from '../faults/take.ts';
import { pause } from '../io.ts';
import { findApp } from '../model/apps.ts';
import { imageOf } from '../model/machines.ts';
import { latestRelease } from '../sources.ts';
import { text } from './call.ts';
import type { Context } from './context.ts';
import type { Deployment } from './toml.ts';

/** How long a rehearsal's build takes, in milliseconds, twice. */
const beat = 120;

/** What the machines of a release run. */
export interface Image {
  image: string;
  /** OpenClaw's version in it. */
  openclaw: string;
}

/** Returns the image to run: one that is named, or one that is built from the sources here. */
export async function imageFor(context: Context, name: string, deployment: Deployment): Promise<Image> {
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
  if (takeFault(context.world.store, 'build-out-of-memory')) {
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
