import { FlyFailure } from '../failure.ts';
import type { App, Machine } from '../model/state.ts';
import { isOn, text } from './call.ts';
import type { Context } from './context.ts';

/**
 * Returns the machine that `fly ssh` goes to (internal/command/ssh/console.go, selectMachine).
 *
 * @throws FlyFailure where none is started, or the one that is named is not
 */
export function reachMachine(context: Context, app: App): Machine {
  let machines = app.machines.filter((machine) => machine.state === 'started');
  if (machines.length === 0) {
    throw new FlyFailure(
      `app ${app.name} has no started VMs.\nIt may be unhealthy or not have been deployed yet.\nTry the following command to verify:\n\nfly status`,
    );
  }
  const region = text(context.call, 'region');
  if (region !== undefined) {
    machines = machines.filter((machine) => machine.region === region);
    if (machines.length === 0) throw new FlyFailure(`app ${app.name} has no VMs in region ${region}`);
  }
  const group = text(context.call, 'process-group');
  if (group !== undefined) {
    machines = machines.filter((machine) => machine.config.group === group);
    if (machines.length === 0) throw new FlyFailure(`app ${app.name} has no VMs in process group ${group}`);
  }
  const id = text(context.call, 'machine');
  if (id !== undefined) {
    const named = machines.find((machine) => machine.id === id);
    if (named === undefined) throw new FlyFailure(`--machine="${id}" not found/started`);
    return named;
  }
  const [first] = machines;
  if (first === undefined) throw new FlyFailure(`app ${app.name} has no started VMs.`);
  if (machines.length > 1 || isOn(context.call, 'select')) {
    context.print(`No machine specified, using ${first.id} in region ${first.region}\n`);
  }
  return first;
}
