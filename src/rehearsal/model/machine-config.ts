import { FlyFailure } from '../failure.ts';
import type { App, Guest, MachineConfig } from './state.ts';

/** What every machine of a release has in common. */
export interface Release {
  image: string;
  /** OpenClaw's version in the image. */
  openclaw: string;
  release: number;
}

const defaultGuest: Guest = { cpuKind: 'shared', cpus: 1, memoryMb: 256 };

/**
 * Returns what a machine of a group is to be by the last deployment, with a volume that is its own already or that nobody has.
 *
 * @throws FlyFailure where the app was never deployed
 */
export function configOf(app: App, group: string, release: Release, machine?: string): MachineConfig {
  const { deployed } = app;
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
        const volume = volumeFor(app, mount.name, machine);
        return volume === undefined ? [] : [{ volume: volume.id, name: mount.name, path: mount.path }];
      }),
    services: deployed.services.filter((one) => one.groups.includes(group)).map((one) => one.service),
    checks: deployed.checks
      .filter((one) => one.groups.includes(group))
      .map(({ name, check }) => ({ name, check })),
    secrets: [...app.secrets],
    standbyFor: [],
  };
}

/** Returns the volume of a name that a machine has already, or else one that none has. */
export function volumeFor(app: App, name: string, machine: string | undefined) {
  const named = app.volumes.filter((volume) => volume.name === name);
  const own = machine === undefined ? undefined : named.find((volume) => volume.machine === machine);
  return own ?? named.find((volume) => volume.machine === undefined);
}
