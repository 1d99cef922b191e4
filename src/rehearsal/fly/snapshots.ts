import { FlyFailure } from '../failure.ts';
import { takeSnapshot } from '../model/content.ts';
import type { App, State, Volume } from '../model/state.ts';
import { isOn } from './call.ts';
import type { Context } from './context.ts';
import { ago, json, table } from './print.ts';

/** `fly volumes snapshots create VOLUME` (internal/command/volumes/snapshots): the id alone says whose it is. */
export function create(context: Context): void {
  const [id = ''] = context.call.args;
  context.change((hands) => takeSnapshot(hands, find(hands.state, id).volume));
  context.print(`Scheduled to snapshot volume ${id}\n`);
}

/** `fly volumes snapshots list VOLUME` */
export function list(context: Context): void {
  const [id = ''] = context.call.args;
  const { volume } = find(context.world.store.read(), id);
  // How much a snapshot stores depends on what is on the volume; the model says as much for each.
  const stored = 1_572_864;
  if (isOn(context.call, 'json')) {
    context.print(
      json(
        volume.snapshots.map((one) => ({
          id: one.id,
          size: stored,
          volume_size: volume.size * 2 ** 30,
          digest: '',
          created_at: one.createdAt,
          status: 'created',
          retention_days: volume.snapshotRetention,
        })),
      ),
    );
    return;
  }
  if (volume.snapshots.length === 0) {
    context.warn(`No snapshots available for volume ${id}\n`);
    return;
  }
  const rows = volume.snapshots.map((one) => [
    one.id,
    'created',
    '1.5 MiB',
    `${volume.size}.0 GiB`,
    ago(one.createdAt),
    String(volume.snapshotRetention),
  ]);
  const headers = ['ID', 'Status', 'Stored Size', 'Vol Size', 'Created At', 'Retention Days'];
  context.print(`Snapshots\n${table(rows, headers).trimEnd()}\n`);
  context.print(`\nTotal stored size: ${(1.5 * rows.length).toFixed(1)} MiB\n`);
}

function find(state: State, id: string): { app: App; volume: Volume } {
  for (const app of state.apps) {
    const volume = app.volumes.find((one) => one.id === id);
    if (volume !== undefined) return { app, volume };
  }
  throw new FlyFailure('failed getting app name from volume: Could not find Volume');
}
