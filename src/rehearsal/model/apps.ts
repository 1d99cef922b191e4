import { FlyFailure } from '../failure.ts';
import type { App, Machine, State } from './state.ts';

/** Returns the time now as the world writes it. */
export function now(): string {
  return new Date().toISOString();
}

/**
 * Returns the app of that name.
 *
 * @throws FlyFailure in the API's words where there is none that this account can see
 */
export function findApp(state: State, name: string): App {
  const app = state.apps.find((one) => one.name === name);
  if (app === undefined) throw new FlyFailure(`Could not find App "${name}"`);
  return app;
}

/**
 * Creates an app. Names are one space for everybody on the platform.
 *
 * @throws FlyFailure where the name is taken or is no name (the API's words, inferred: flyctl passes them on)
 */
export function createApp(state: State, name: string, orgSlug: string): App {
  if (state.apps.some((app) => app.name === name) || state.taken.includes(name)) {
    throw new FlyFailure('Name has already been taken', {
      suggestion:
        'App names are unique across all of Fly.io, not just your organization, so this name may be held by an app you cannot see. Try a different name.',
    });
  }
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
    throw new FlyFailure('Name may only contain numbers, lowercase letters and dashes');
  }
  const app: App = {
    id: name,
    name,
    org: orgSlug,
    network: '',
    createdAt: now(),
    volumes: [],
    secrets: [],
    machines: [],
    addresses: [],
    releases: [],
    certificates: [],
    logs: [],
    logsGone: 0,
  };
  state.apps.push(app);
  return app;
}

/** Whether an app was ever deployed: flyctl asks that before it lets secrets take effect or gives addresses out. */
export function isDeployed(app: App): boolean {
  return app.deployed !== undefined;
}

/** Returns an app's status in the API's words. */
export function statusOf(app: App): string {
  if (!isDeployed(app)) return 'pending';
  return app.machines.some((machine) => machine.state === 'started') ? 'deployed' : 'suspended';
}

/** Adds a line to what `fly logs` shows of a machine. Only the latest few hundred stay, as on the platform. */
export function log(
  app: App,
  machine: Pick<Machine, 'id' | 'region'>,
  provider: string,
  message: string,
  level = 'info',
): void {
  app.logs.push({ time: now(), provider, instance: machine.id, region: machine.region, level, message });
  if (app.logs.length > 400) app.logsGone += app.logs.splice(0, app.logs.length - 400).length;
}

/** Returns a line of a gateway's log as it writes it: with the time before it. */
export function gatewayLine(text: string): string {
  return `${now().replace('Z', '+00:00')} ${text}`;
}
