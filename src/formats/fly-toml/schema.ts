import * as z from 'zod';
import { commands, environment } from './forms/list.ts';
import { span } from './forms/measure.ts';
import { text, whole } from './forms/scalar.ts';
import { aliasesOf, namedTables, oneOrMore, table, tables } from './forms/table.ts';
import { build } from './keys/build.ts';
import { machineCheck, namedCheck } from './keys/checks.ts';
import { deploy } from './keys/deploy.ts';
import { experimental } from './keys/experimental.ts';
import { mount } from './keys/mounts.ts';
import { file, metrics, restart, statics } from './keys/rest.ts';
import { httpService, service } from './keys/services.ts';
import { killSignal } from './keys/signals.ts';
import { vm } from './keys/vm.ts';

/**
 * fly.toml, as flyctl ad0172fa (2026-08-21) loads it. Its input is what may be written, its output what flyctl makes of that:
 * lists where one table was enough, durations in milliseconds, volumes in GB, memory in MB.
 */
export const flyTomlSchema = table(
  'The configuration of an app on Fly.io.',
  {
    app: text("The app's name.", { examples: ['my-app'] }),
    primary_region: text(
      'The code of the region where Machines and volumes are created, and which `PRIMARY_REGION` names.',
      { examples: ['iad'] },
    ),
    kill_signal: killSignal('The signal that asks a Machine to stop.'),
    kill_timeout: span(
      'How long a Machine may take to stop before it is killed, at most 5 minutes. A bare number counts seconds.',
      'seconds',
      { default: '5s' },
    ),
    swap_size_mb: whole('The size of the swap space in MB.', { minimum: 0, examples: [512] }),
    console_command: text('The command that `fly console` runs.', { examples: ['/bin/bash'] }),
    experimental,
    build,
    deploy,
    env: environment(
      'Environment variables of all Machines. No place for secrets: set those with `fly secrets set`.',
    ),
    processes: commands('Process groups: Machines of the same image, each group with its own command.'),
    mounts: oneOrMore('The volumes that Machines mount, one for each process group.', mount),
    http_service: httpService,
    services: oneOrMore('What the world can reach, port by port.', service),
    checks: namedTables('Checks that belong to no service, by their names.', namedCheck),
    files: tables('Files that are written into each Machine.', file),
    host_dedication_id: text('The id of a dedicated host to run on.'),
    machine_config: text("The Machine's own configuration, as JSON or the path of a file with it."),
    container: text('The container, of several, whose image a deploy replaces.'),
    machine_checks: tables('Machines that test a new version during a deploy.', machineCheck),
    restart: tables('What happens when a Machine exits.', restart),
    vm: oneOrMore('The size of the Machines.', vm),
    statics: tables("Files of the image that Fly's proxy serves itself.", statics),
    metrics: oneOrMore('Where the app offers metrics for Prometheus.', metrics),
  },
  {
    aliases: { compute: 'vm', computes: 'vm', mount: 'mounts', metric: 'metrics' },
    exact: ['vm', 'mounts', 'metrics'],
  },
);

/** fly.toml in its normal form. */
export type FlyToml = z.output<typeof flyTomlSchema>;

/** Returns the JSON Schema (draft 2020-12) of what may be written in fly.toml, for editors. */
export function jsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(flyTomlSchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema: json }) => {
      const aliases = aliasesOf.get(zodSchema);
      if (!aliases || !json.properties) return;
      for (const [alias, name] of Object.entries(aliases)) {
        const property = json.properties[name];
        if (typeof property === 'object') {
          json.properties[alias] = {
            ...property,
            deprecated: true,
            description: `An older name of \`${name}\`.`,
          };
        }
      }
    },
  });
  return { ...schema, title: 'fly.toml' };
}
