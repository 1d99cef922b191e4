import { findApp } from '../model/apps.ts';
import { appName, type Context } from './context.ts';
import { table } from './print.ts';

/** `fly services list` (internal/command/services/list.go): one row for each public port, whichever machines have it. */
export function list(context: Context): void {
  const app = findApp(context.world.store.read(), appName(context));
  if (app.machines.length === 0) {
    context.warn('No machines found');
    return;
  }
  const found = new Map<string, { cells: string[]; groups: string[]; regions: string[] }>();
  for (const { config, region } of app.machines) {
    for (const service of config.services) {
      for (const cells of [
        ['TCP', `80 => ${service.internalPort}`, '[HTTP]', service.forceHttps ? 'True' : 'False'],
        ['TCP', `443 => ${service.internalPort}`, '[HTTP,TLS]', 'False'],
      ]) {
        const row = found.get(cells.join()) ?? { cells, groups: [], regions: [] };
        found.set(cells.join(), row);
        row.groups.push(config.group);
        row.regions.push(region);
      }
    }
  }
  const rows = [...found.values()].map(({ cells, groups, regions }) => [
    ...cells,
    [...new Set(groups)].join(','),
    [...new Set(regions)].join(','),
    String(groups.length),
  ]);
  const headers = ['Protocol', 'Ports', 'Handlers', 'Force HTTPS', 'Process Group', 'Regions', 'Machines'];
  context.print(`Services\n${table(rows, headers)}`);
}
