import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { App, Machine, State } from '../../../../src/rehearsal/model/state.ts';
import { stateSchema } from '../../../../src/rehearsal/model/state.ts';

/**
 * A world as it matters to whoever works in it: a path for each thing, and what it is. Left out, because they only ever grow or are
 * drawn anew: ids, names of machines, images, instances, addresses' digits, releases, events, log lines, and the times of all.
 */
export type Picture = Record<string, unknown>;

/** Returns the state that a world's folder holds. */
export function stateOf(world: string): State {
  return stateSchema.parse(JSON.parse(readFileSync(join(world, 'state.json'), 'utf8')));
}

/** Returns a world's picture. */
export function pictureOf(world: string): Picture {
  const state = stateOf(world);
  return {
    ...filesBelow(join(world, 'work'), 'here'),
    ...Object.assign({}, ...state.apps.map((app) => pictureOfApp(world, state, app))),
    faults: state.faults,
  };
}

function pictureOfApp(world: string, state: State, app: App): Picture {
  const { name } = app;
  const volumes = app.volumes.map((volume) => {
    const at = `${name}/volumes/${volume.name}`;
    const owners = Object.entries(state.owners)
      .filter(([key]) => key.startsWith(`${volume.id}:`))
      // A machine's user owns what nothing else is written down for.
      .map(([key, owner]) => [`${at}${key.slice(volume.id.length + 1)} owner`, owner]);
    return {
      [at]: { size: volume.size, region: volume.region, attached: volume.machine !== undefined },
      ...Object.fromEntries(owners),
      ...filesBelow(join(world, 'volumes', volume.id), at),
    };
  });
  return {
    [name]: { org: app.org },
    [`${name}/addresses`]: app.addresses.map(({ type }) => type).sort(),
    ...Object.fromEntries(
      app.secrets.map(({ name: secret, digest }) => [`${name}/secrets/${secret}`, digest]),
    ),
    ...Object.assign({}, ...volumes),
    ...Object.assign(
      {},
      ...app.machines.map((machine, index) => pictureOfMachine(`${name}/machines/${index}`, machine)),
    ),
  };
}

function pictureOfMachine(at: string, { state, config, process }: Machine): Picture {
  const { command, env, guest, mounts, services, secrets, openclaw } = config;
  const { listening, exitCode, gateway } = process;
  return {
    [`${at}/state`]: { state, exitCode },
    [`${at}/command`]: command,
    [`${at}/env`]: Object.entries(env).sort(),
    [`${at}/size`]: guest,
    [`${at}/mounts`]: mounts.map(({ name, path }) => `${name} ${path}`),
    [`${at}/services`]: services,
    [`${at}/secrets`]: secrets.map(({ name, digest }) => `${name} ${digest}`).sort(),
    [`${at}/openclaw`]: openclaw,
    [`${at}/gateway`]:
      gateway === undefined
        ? { listening }
        : {
            listening,
            config: withoutTimes(gateway.config),
            auth: gateway.auth,
            trusts: gateway.trustedProxies,
          },
  };
}

/** Returns the paths of two pictures that differ, or that only one has. */
export function differences(before: Picture, after: Picture): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].filter((path) => JSON.stringify(before[path]) !== JSON.stringify(after[path])).sort();
}

function filesBelow(folder: string, as: string): Picture {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [`${as}/${relative(folder, path)}`, withoutTimes(readFileSync(path, 'utf8'))];
    }),
  );
}

/** Returns a text, or data, with every time in it made the same. */
function withoutTimes(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, 'TIME');
}
