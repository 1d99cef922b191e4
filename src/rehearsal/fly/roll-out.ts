import { FlyFailure } from '../failure.ts';
import { pause } from '../io.ts';
import { findApp } from '../model/apps.ts';
import { checksOf } from '../model/checks.ts';
import type { Hands } from '../model/hands.ts';
import type { App, Machine } from '../model/state.ts';
import type { Context } from './context.ts';

/** How long a rehearsal takes between two lines of a deployment, in milliseconds. */
const beat = 60;

/** Returns a machine as deployments name it: its id and its group. */
export function named(machine: Machine): string {
  return `${machine.id} [${machine.config.group}]`;
}

/**
 * Changes each machine of an app, or each of those that are named, in turn, saying what a rolling deployment says (internal/command/deploy, without a terminal), and
 * waits until each is well.
 *
 * @throws FlyFailure where one does not become well
 */
export async function rollOut(
  context: Context,
  name: string,
  change: (hands: Hands, app: App, machine: Machine) => void,
  wanted: readonly string[] = findApp(context.world.store.read(), name).machines.map(({ id }) => id),
): Promise<void> {
  const ids = wanted.toSorted();
  context.print(`Updating existing machines in '${name}' with rolling strategy\n`);
  for (const [index, id] of ids.entries()) {
    const line = (mark: string, text: string) =>
      context.print(`${mark} [${index + 1}/${ids.length}] ${text}\n`);
    const before = machineOf(context, name, id);
    line('>', `Updating ${named(before)}`);
    line('>', `Updating ${named(before)}`);
    await pause(beat);
    context.change((hands) => {
      const app = findApp(hands.state, name);
      const machine = app.machines.find((one) => one.id === id);
      if (machine !== undefined) change(hands, app, machine);
    });
    const machine = machineOf(context, name, id);
    if (machine.config.standbyFor.length === 0) {
      try {
        await waitUntilWell(context, name, machine, (text) => line('>', text));
      } catch (error) {
        if (error instanceof FlyFailure)
          line('✖', `Machine ${named(machine)} update failed: ${error.message}`);
        throw error;
      }
    }
    line('✔', `Machine ${named(machine)} update succeeded`);
  }
}

/**
 * Waits for a machine to be started, not to crash, and to pass its checks. In a rehearsal each is known at once.
 *
 * @throws FlyFailure in the words of internal/command/deploy and internal/machine
 */
export async function waitUntilWell(
  context: Context,
  name: string,
  machine: Machine,
  say: (text: string) => void,
): Promise<void> {
  await pause(beat);
  say(`Checking that ${named(machine)} is up and running`);
  if (machine.state !== 'started') {
    const logs = findApp(context.world.store.read(), name).logs.filter(
      (entry) => entry.instance === machine.id,
    );
    const reason = 'the app appears to be crashing';
    throw new FlyFailure(`smoke checks for ${machine.id} failed: ${reason}`, {
      suggestion: `Smoke checks for ${machine.id} failed: ${reason}\nCheck its logs: here's the last lines below, or run 'fly logs -i ${machine.id}':\n${logs
        .slice(-12)
        .map((entry) => `  ${entry.message}\n`)
        .join('')}`,
    });
  }
  const checks = checksOf(machine);
  if (checks.length === 0) return;
  const passing = checks.filter((check) => check.status === 'passing').length;
  say(`Waiting for ${named(machine)} to become healthy: ${passing}/${checks.length}\n`);
  await pause(beat);
  if (passing === checks.length) return;
  warnAboutAddress(context, machine);
  throw new FlyFailure(
    `timeout reached waiting for health checks to pass for machine ${machine.id}: failed to get VM ${machine.id}: context deadline exceeded`,
    { suggestion: 'You can increase the timeout with the --wait-timeout flag' },
  );
}

/** Says so where nothing listens where the services want it (warnAboutIncorrectListenAddress). */
export function warnAboutAddress(context: Context, machine: Machine): void {
  const { listening } = machine.process;
  const missing = machine.config.services
    .map((service) => service.internalPort)
    .filter((port) => listening?.port !== port || listening.host === '127.0.0.1');
  if (missing.length === 0 || listening === undefined) return;
  context.warn(
    [
      '',
      'WARNING The app is not listening on the expected address and will not be reachable by fly-proxy.',
      'You can fix this by configuring your app to listen on the following addresses:',
      ...missing.map((port) => `  - 0.0.0.0:${port}`),
      'Found these processes inside the machine with open listening sockets:',
      '  PROCESS        │ ADDRESSES',
      '─────────────────┼──────────────────────────────────────',
      `  openclaw       │ ${listening.host}:${listening.port}`,
      '  /.fly/hallpass │ [fdaa:0:1:a7b:1::2]:22',
      '',
      '',
    ].join('\n'),
  );
}

function machineOf(context: Context, name: string, id: string): Machine {
  const machine = findApp(context.world.store.read(), name).machines.find((one) => one.id === id);
  if (machine === undefined) throw new FlyFailure(`failed to get VM ${id}: machine not found`);
  return machine;
}
