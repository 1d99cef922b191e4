import { FlyFailure } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import { fillVolume, leaveVolume } from '../model/content.ts';
import type { Volume } from '../model/state.ts';
import { createVolume, findVolume, volumeOfSnapshot } from '../model/volumes.ts';
import { ask, confirm } from './ask.ts';
import { isOn, number, text } from './call.ts';
import { appName, type Context } from './context.ts';
import { ago, rfc822, table } from './print.ts';
import { isRegion, regionMissing } from './regions.ts';

/** `fly volumes create NAME` (internal/command/volumes/create.go) */
export async function create(context: Context): Promise<void> {
  const { call } = context;
  const name = appName(context);
  const [volumeName = ''] = call.args;
  const count = number(call, 'count', 1);
  const app = findApp(context.world.store.read(), name);
  if (!isOn(call, 'yes') && count <= 1 && !app.volumes.some((volume) => volume.name === volumeName)) {
    context.warn(
      'Warning! Every volume is pinned to a specific physical host. You should create two or more volumes per application to avoid downtime. Learn more at https://fly.io/docs/volumes/overview/\n',
    );
    if (!(await confirm(context, 'Do you still want to use the volumes feature?'))) return;
  }
  const told = text(call, 'region') ?? context.io.env.FLY_REGION;
  const region = told ?? (await ask(context, 'Select region:', regionMissing));
  if (!isRegion(region)) throw new FlyFailure(`region ${region} not found`);
  const snapshot = text(call, 'snapshot-id') || undefined;
  for (let made = 0; made < count; made++) {
    const volume = context.change((hands) => {
      const here = findApp(hands.state, name);
      const source = snapshot === undefined ? undefined : volumeOfSnapshot(here, snapshot);
      const created = createVolume(hands.state, here, {
        name: volumeName,
        region,
        // A restored volume is at least as large as the one that the snapshot is of.
        size: Math.max(number(call, 'size', 1), source?.size ?? 1),
        encrypted: !isOn(call, 'no-encryption'),
        snapshotRetention: number(call, 'snapshot-retention', 5),
        scheduledSnapshots: isOn(call, 'scheduled-snapshots', true),
      });
      if (snapshot !== undefined) fillVolume(hands, created, snapshot);
      return created;
    });
    if (!context.asJson(() => volumeJson(volume))) context.print(volumeText(volume, name));
  }
}

/** `fly volumes list` */
export function list(context: Context): void {
  const app = findApp(context.world.store.read(), appName(context));
  if (context.asJson(() => app.volumes.map(volumeJson))) return;
  const rows = app.volumes.map((volume) => [
    volume.id,
    'created',
    volume.name,
    `${volume.size}GB`,
    volume.region,
    volume.zone,
    String(volume.encrypted),
    volume.machine ?? '',
    ago(volume.createdAt),
  ]);
  context.print(
    table(rows, ['ID', 'State', 'Name', 'Size', 'Region', 'Zone', 'Encrypted', 'Attached VM', 'Created At']),
  );
}

/** `fly volumes show ID` (internal/command/volumes/show.go) */
export function show(context: Context): void {
  const name = appName(context);
  const [id] = context.call.args;
  const app = findApp(context.world.store.read(), name);
  if (id === undefined) throw new FlyFailure('volume ID must be specified when not running interactively');
  const volume = findVolume(app, id);
  if (volume === undefined) throw new FlyFailure('failed to get volume: volume not found');
  if (!context.asJson(() => volumeJson(volume))) context.print(volumeText(volume, name));
}

/**
 * `fly volumes fork ID` (internal/command/volumes/fork.go): a copy, of the same name unless another is told, in the same region
 * unless another is told. It is attached to nothing.
 */
export function fork(context: Context): void {
  const { call } = context;
  const name = appName(context);
  const [id] = call.args;
  findApp(context.world.store.read(), name);
  if (id === undefined) throw new FlyFailure('volume ID must be specified when not running interactively');
  const region = text(call, 'region') || undefined;
  const volume = context.change((hands) => {
    const app = findApp(hands.state, name);
    const source = findVolume(app, id);
    if (source === undefined) throw new FlyFailure('failed to get volume: volume not found');
    // The platform's own words for a region that it lacks are inferred.
    if (region !== undefined && !isRegion(region))
      throw new FlyFailure(`failed to fork volume: region ${region} not found`);
    const copy = createVolume(hands.state, app, {
      name: text(call, 'name') ?? source.name,
      region: region ?? source.region,
      size: source.size,
      encrypted: source.encrypted,
      snapshotRetention: source.snapshotRetention,
      scheduledSnapshots: source.scheduledSnapshots,
    });
    fillVolume(hands, copy, source.id);
    return copy;
  });
  if (!context.asJson(() => volumeJson(volume))) context.print(volumeText(volume, name));
}

/** `fly volumes destroy ID…` */
export async function remove(context: Context): Promise<void> {
  const { args } = context.call;
  const state = context.world.store.read();
  const owner = state.apps.find((app) => app.volumes.some((volume) => volume.id === args[0]));
  const name = text(context.call, 'app') ?? owner?.name ?? appName(context);
  if (args.length === 0) throw new FlyFailure('volume ID must be specified when not running interactively');
  for (const id of args) {
    const volume = findVolume(findApp(context.world.store.read(), name), id);
    if (volume === undefined)
      throw new FlyFailure('failed destroying volume: failed to destroy volume: volume not found');
    if (!isOn(context.call, 'yes')) {
      const left = findApp(state, name).volumes.filter((one) => one.name === volume.name).length;
      context.warn(
        left <= 2
          ? `Warning! Every volume is pinned to a specific physical host. You should create two or more volumes per application. Deleting this volume will leave you with ${left - 1} volume(s) for this application, and it is not reversible.  Learn more at https://fly.io/docs/volumes/overview/\n`
          : 'Deleting a volume is not reversible.\n',
      );
      if (!(await confirm(context, 'Are you sure you want to destroy this volume?'))) return;
    }
    if (volume.machine !== undefined) {
      throw new FlyFailure(
        `failed destroying volume: failed to destroy volume: unable to destroy volume ${id}: it is attached to machine ${volume.machine}`,
      );
    }
    context.change((hands) => {
      const { state: after } = hands;
      const app = findApp(after, name);
      app.volumes = app.volumes.filter((one) => one.id !== id);
      leaveVolume(hands, volume);
    });
    context.print(`Destroyed volume ID: ${id} name: ${volume.name}\n`);
  }
}

/** What the API tells of a volume (fly-go's Volume). */
export function volumeJson(volume: Volume): Record<string, unknown> {
  return {
    id: volume.id,
    name: volume.name,
    state: 'created',
    size_gb: volume.size,
    region: volume.region,
    zone: volume.zone,
    encrypted: volume.encrypted,
    attached_machine_id: volume.machine ?? null,
    attached_alloc_id: null,
    created_at: volume.createdAt,
    host_dedication_id: '',
    snapshot_retention: volume.snapshotRetention,
    auto_backup_enabled: volume.scheduledSnapshots,
    host_status: 'ok',
  };
}

/** Returns a volume as flyctl shows one alone. */
export function volumeText(volume: Volume, app: string): string {
  const lines: [string, string | number | boolean][] = [
    ['ID', volume.id],
    ['Name', volume.name],
    ['App', app],
    ['Region', volume.region],
    ['Zone', volume.zone],
    ['Size GB', volume.size],
    ['Encrypted', volume.encrypted],
    ['Created at', rfc822(volume.createdAt)],
    ['Snapshot retention', volume.snapshotRetention],
    ['Scheduled snapshots', volume.scheduledSnapshots],
  ];
  return lines.map(([name, value]) => `${name.padStart(20)}: ${value}\n`).join('');
}
