import { findApp } from '../model/apps.ts';
import { checksOf } from '../model/checks.ts';
import { text } from './call.ts';
import { appName, type Context } from './context.ts';
import { ago, ruledTable } from './print.ts';

/** `fly checks list` (internal/command/checks/list.go) */
export function list(context: Context): void {
  const name = appName(context);
  const app = findApp(context.world.store.read(), name);
  const machines = app.machines.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const all = machines.map((machine) => ({
    machine,
    checks: checksOf(machine).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }));
  const told = context.asJson(() =>
    Object.fromEntries(
      all.map(({ machine, checks }) => [
        machine.id,
        checks.map((check) => ({ ...check, updated_at: machine.updatedAt })),
      ]),
    ),
  );
  if (told) return;
  const only = text(context.call, 'check-name');
  context.print(`Health Checks for ${name}\n`);
  const rows = all.flatMap(({ machine, checks }) =>
    checks
      .filter((check) => only === undefined || check.name === only)
      .map((check) => [check.name, check.status, machine.id, ago(machine.updatedAt), check.output]),
  );
  context.print(ruledTable(rows, ['Name', 'Status', 'Machine', 'Last Updated', 'Output']));
}
