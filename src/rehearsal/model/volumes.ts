import { FlyFailure } from '../failure.ts';
import { now } from './apps.ts';
import { drawHex, drawLetters } from './draw.ts';
import type { App, State, Volume } from './state.ts';

/** How large a volume may be, in gigabytes. */
const largest = 500;

/** What a new volume is to be. */
export interface VolumeWish {
  name: string;
  region: string;
  size: number;
  encrypted?: boolean;
  snapshotRetention?: number;
  scheduledSnapshots?: boolean;
}

/**
 * Creates a volume.
 *
 * @throws FlyFailure where the name or the size is none that the API takes (its words are inferred)
 */
export function createVolume(state: State, app: App, wish: VolumeWish): Volume {
  if (!/^[a-z0-9_]{1,30}$/.test(wish.name)) {
    throw new FlyFailure(
      'failed to create volume: invalid volume name: only lowercase letters, numbers and underscores are allowed, up to 30 characters',
    );
  }
  if (wish.size < 1 || wish.size > largest) {
    throw new FlyFailure(
      `failed to create volume: invalid volume size: ${wish.size}GB: must be between 1 and ${largest}`,
    );
  }
  const volume: Volume = {
    id: `vol_${drawLetters(state, 16)}`,
    name: wish.name,
    region: wish.region,
    zone: drawHex(state, 4),
    size: wish.size,
    encrypted: wish.encrypted ?? true,
    snapshotRetention: wish.snapshotRetention ?? 5,
    scheduledSnapshots: wish.scheduledSnapshots ?? true,
    createdAt: now(),
    snapshots: [],
  };
  app.volumes.push(volume);
  return volume;
}

/**
 * Returns the volume that a snapshot is of, in an app.
 *
 * @throws FlyFailure where the app has no such snapshot (its words are inferred)
 */
export function volumeOfSnapshot(app: App, id: string): Volume {
  const volume = app.volumes.find(({ snapshots }) => snapshots.some((one) => one.id === id));
  if (volume === undefined) throw new FlyFailure('failed to create volume: snapshot not found');
  return volume;
}

/** Returns the volume of that id in an app, or undefined. */
export function findVolume(app: App, id: string): Volume | undefined {
  return app.volumes.find((volume) => volume.id === id);
}

/**
 * Makes a volume larger: it cannot be made smaller.
 *
 * @throws FlyFailure where there is none of that id, or the size is none that the API takes (its words are inferred)
 */
export function extendVolume(app: App, id: string, by: { gigabytes: number; isMore: boolean }): Volume {
  const volume = findVolume(app, id);
  if (volume === undefined) throw new FlyFailure('failed to extend volume: volume not found');
  const size = by.isMore ? volume.size + by.gigabytes : by.gigabytes;
  if (size <= volume.size) {
    throw new FlyFailure(
      `failed to extend volume: invalid volume size: ${size}GB: must be larger than the current ${volume.size}GB`,
    );
  }
  if (size > largest) {
    throw new FlyFailure(
      `failed to extend volume: invalid volume size: ${size}GB: must be between 1 and ${largest}`,
    );
  }
  volume.size = size;
  return volume;
}
