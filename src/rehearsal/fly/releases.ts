import { findApp } from '../model/apps.ts';
import { isOn } from './call.ts';
import { appName, type Context } from './context.ts';
import { ago, table } from './print.ts';

/** `fly releases` */
export function releases(context: Context): void {
  const state = context.world.store.read();
  const app = findApp(state, appName(context));
  const newest = [...app.releases].reverse();
  const all = newest.map((one) => ({
    ID: one.id,
    Version: one.version,
    Status: one.status,
    Description: one.description,
    ImageRef: one.image,
    CreatedAt: one.createdAt,
  }));
  if (context.asJson(() => all)) return;
  const image = isOn(context.call, 'image');
  const rows = newest.map((one) => [
    `v${one.version}`,
    one.status,
    one.description,
    state.user,
    ago(one.createdAt),
    ...(image ? [one.image] : []),
  ]);
  const headers = ['Version', 'Status', 'Description', 'User', 'Date', ...(image ? ['Docker Image'] : [])];
  context.print(table(rows, headers));
}
