import { findApp } from '../model/apps.ts';
import { leaveVolume } from '../model/content.ts';
import { leave } from '../model/hands.ts';
import { halt } from '../model/machines.ts';
import { dropAllOwners } from '../model/owners.ts';
import { confirm } from './ask.ts';
import { isOn } from './call.ts';
import { appName, type Context } from './context.ts';

/** `fly apps destroy NAME…` (internal/command/apps/destroy.go): the machines and volumes go along. */
export async function destroyApps(context: Context): Promise<void> {
  const names = context.call.args.length > 0 ? context.call.args : [appName(context)];
  for (const name of names) {
    if (!isOn(context.call, 'yes')) {
      context.warn('Destroying an app is not reversible.\n');
      if (!(await confirm(context, `Destroy app ${name}?`))) return;
    }
    context.change((hands) => {
      const { state } = hands;
      const app = findApp(state, name);
      for (const machine of app.machines) {
        halt(hands, machine);
        leave(hands, 'machines', machine.id);
      }
      for (const volume of app.volumes) leaveVolume(hands, volume);
      state.apps = state.apps.filter((one) => one !== app);
      for (const { id } of app.machines) dropAllOwners(state, id);
    });
    context.print(`Destroyed app ${name}\n`);
  }
}
