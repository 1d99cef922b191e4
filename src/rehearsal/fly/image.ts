import { FlyFailure } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import type { Machine } from '../model/state.ts';
import { appName, type Context } from './context.ts';
import { imageRef } from './machine-json.ts';
import { table, verticalTable } from './print.ts';

/** `fly image show [MACHINE]` (internal/command/image/show.go) */
export function show(context: Context): void {
  const app = findApp(context.world.store.read(), appName(context));
  const [id] = context.call.args;
  if (id !== undefined) {
    const machine = app.machines.find((one) => one.id === id);
    if (machine === undefined) throw new FlyFailure('failed to get machine: machine not found');
    if (context.asJson(() => imageJson(machine))) return;
    context.print(verticalTable('Image Details', fields(machine).slice(1)));
    return;
  }
  if (context.asJson(() => app.machines.map(imageJson))) return;
  const rows = app.machines.map((machine) => fields(machine).map(([, value]) => value));
  const headers = ['Machine ID', 'Registry', 'Repository', 'Tag', 'Version', 'Digest', 'Labels'];
  context.print(`Image Details\n${table(rows, headers)}`);
}

function fields(machine: Machine): [name: string, value: string][] {
  const { registry, repository, tag, digest } = imageRef(machine.config.image);
  return [
    ['Machine ID', machine.id],
    ['Registry', registry],
    ['Repository', repository],
    ['Tag', tag],
    ['Version', 'N/A'],
    ['Digest', digest],
    ['Labels', ''],
  ];
}

function imageJson(machine: Machine): Record<string, string> {
  return Object.fromEntries(fields(machine).map(([name, value]) => [name.replace(' ', ''), value]));
}
