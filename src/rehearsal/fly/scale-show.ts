import { findApp } from '../model/apps.ts';
import { appName, type Context } from './context.ts';
import { table } from './print.ts';

/** `fly scale show` */
export function show(context: Context): void {
  const name = appName(context);
  const app = findApp(context.world.store.read(), name);
  const groups = [...new Set(app.machines.map((machine) => machine.config.group))];
  context.print(`VM Resources for app: ${name}\n\n`);
  context.print('Groups\n');
  context.print(
    table(
      groups.map((group) => {
        const machines = app.machines.filter((machine) => machine.config.group === group);
        const guest = machines[0]?.config.guest;
        return [
          group,
          String(machines.length),
          guest?.cpuKind ?? '',
          String(guest?.cpus ?? ''),
          `${guest?.memoryMb ?? ''} MB`,
          [...new Set(machines.map((machine) => machine.region))].join(','),
        ];
      }),
      ['Name', 'Count', 'Kind', 'CPUs', 'Memory', 'Regions'],
    ),
  );
}
