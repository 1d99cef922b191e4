import { FlyFailure } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import { checksOf } from '../model/checks.ts';
import type { App, Machine, State } from '../model/state.ts';
import { isOn, text } from './call.ts';
import { appName, type Context } from './context.ts';

/**
 * Waits for a machine's checks, which in a rehearsal stand as they stand (internal/watch/watch.go).
 *
 * @throws FlyFailure where one does not pass
 */
export function waitForChecks(context: Context, machine: Machine, prefix: string | undefined): void {
  if (isOn(context.call, 'skip-health-checks')) return;
  const checks = checksOf(machine);
  if (checks.length === 0) {
    context.print('No health checks found\n');
    return;
  }
  const bad = checks.filter((check) => check.status !== 'passing').length;
  context.warn(
    `  Waiting for ${machine.id} to become healthy (${machine.state}, ${checks.length - bad}/${checks.length})\n`,
  );
  if (bad === 0) return;
  const message = 'failed to wait for health checks to pass: context deadline exceeded';
  throw new FlyFailure(prefix === undefined ? message : `${prefix} ${machine.id}: ${message}`);
}

/** Returns the machines that a command names, each with its app; an id alone is enough, as machine ids are one space for all. */
export function selected(context: Context): { app: string; id: string }[] {
  const { args } = context.call;
  const state = context.world.store.read();
  if (args.length === 0) {
    const name = appName(context);
    findApp(state, name);
    throw new FlyFailure('a machine ID must be specified when not running interactively');
  }
  return args.map((id) => {
    const app = state.apps.find((one) => one.machines.some((machine) => machine.id === id));
    const named = text(context.call, 'app') ?? app?.name;
    if (named === undefined || app === undefined || app.name !== named) {
      throw unknownMachine(id, named ?? appName(context));
    }
    return { app: app.name, id };
  });
}

/**
 * Returns a machine of an app.
 *
 * @throws FlyFailure where there is none of that id
 */
export function pick(state: State, name: string, id: string): { app: App; machine: Machine } {
  const app = findApp(state, name);
  const machine = app.machines.find((one) => one.id === id);
  if (machine === undefined) throw unknownMachine(id, name);
  return { app, machine };
}

/** What flyctl says where the API's answer has the words `machine not found` (seen run). */
function unknownMachine(id: string, app: string): FlyFailure {
  return new FlyFailure(`machine ${id} was not found in app '${app}'`);
}
