import { FlyFailure } from '../failure.ts';
import { destroy, halt, restart as restartMachine, start as startMachine } from '../model/machines.ts';
import { isOn } from './call.ts';
import type { Context } from './context.ts';
import { machineJson } from './machine-json.ts';
import { pick, selected, waitForChecks } from './machine-target.ts';
import { json } from './print.ts';

/** `fly machine restart ID…` */
export function restart(context: Context): void {
  for (const { app, id } of selected(context)) {
    context.print(`Restarting machine ${id}\n`);
    const machine = context.change((hands) => {
      const { app: changed, machine: one } = pick(hands.state, app, id);
      restartMachine(hands, changed, one);
      return structuredClone(one);
    });
    if (machine.state !== 'started') {
      throw new FlyFailure(
        `failed to restart machine ${id}: timeout reached waiting for machine's state to change`,
        { description: `The machine ${id} took more than 5m0s to reach "started"` },
      );
    }
    waitForChecks(context, app, machine, 'failed to restart machine');
    context.print(`Machine ${id} restarted successfully!\n`);
  }
}

/** `fly machine start ID…`: one that runs already goes on as it is (inferred: the API takes it, and says what state it was in). */
export function start(context: Context): void {
  for (const { app, id } of selected(context)) {
    context.change((hands) => {
      const { app: changed, machine } = pick(hands.state, app, id);
      if (machine.state !== 'started') startMachine(hands, changed, machine);
    });
    context.print(`${id} has been started\n`);
  }
}

/** `fly machine stop ID…` */
export function stop(context: Context): void {
  for (const { app, id } of selected(context)) {
    context.print(`Sending kill signal to machine ${id}...\n`);
    context.change((hands) => {
      const { machine } = pick(hands.state, app, id);
      halt(hands, machine);
      machine.state = 'stopped';
      machine.process = { exitCode: 0 };
    });
    context.print(`${id} has been successfully stopped\n`);
  }
}

/** `fly machine destroy ID…` */
export function remove(context: Context): void {
  for (const { app, id } of selected(context)) {
    context.change((hands) => {
      const { app: changed, machine } = pick(hands.state, app, id);
      if (machine.state === 'started' && !isOn(context.call, 'force')) {
        throw new FlyFailure(
          `could not destroy machine ${id}: machine is started, use --force to destroy it while it is running`,
        );
      }
      destroy(hands, changed, machine);
    });
    context.print(
      `machine ${id} was found and is currently in a started state, attempting to destroy...\n${id} has been destroyed\n`,
    );
  }
}

/** `fly machine status ID` */
export function status(context: Context): void {
  const [target] = selected(context);
  if (target === undefined) return;
  const { machine } = pick(context.world.store.read(), target.app, target.id);
  if (isOn(context.call, 'json')) {
    context.print(json(machineJson(machine)));
    return;
  }
  context.print(`Machine ID: ${machine.id}\nInstance ID: ${machine.instance}\nState: ${machine.state}\n\n`);
}
