import { FlyFailure } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import { sizeName } from '../model/guests.ts';
import { configOf } from '../model/machine-config.ts';
import { destroy, launch } from '../model/machines.ts';
import { createVolume } from '../model/volumes.ts';
import { confirm, yesMissing } from './ask.ts';
import { isOn, text } from './call.ts';
import { appName, type Context } from './context.ts';

/** `fly scale count N` (internal/command/scale/count_machines.go) */
export async function count(context: Context): Promise<void> {
  const name = appName(context);
  const app = findApp(context.world.store.read(), name);
  if (app.deployed === undefined) {
    throw new FlyFailure(
      'this app has no complete releases. Run `fly deploy` to create one and rerun this command',
    );
  }
  const wanted = new Map<string, number>();
  for (const arg of context.call.args) {
    const [group = '', amount] = arg.includes('=')
      ? arg.split('=')
      : [text(context.call, 'process-group') ?? 'app', arg];
    const number = Number(amount);
    if (!Number.isInteger(number) || number < 0) throw new FlyFailure(`'${arg}' is not a valid count`);
    wanted.set(group, number);
  }
  const region = text(context.call, 'region') ?? app.deployed.primaryRegion;
  const plan = [...wanted]
    .map(([group, number]) => ({
      group,
      delta: number - app.machines.filter((machine) => machine.config.group === group).length,
      guest: app.deployed?.guests[group],
    }))
    .filter(({ delta }) => delta !== 0);
  if (plan.length === 0) {
    context.print('App already scaled to desired state. No need for changes\n');
    return;
  }
  context.print(`App '${name}' is going to be scaled according to this plan:\n`);
  for (const { group, delta, guest } of plan) {
    const size = guest === undefined ? 'shared-cpu-1x' : sizeName(guest);
    const sign = `${delta > 0 ? '+' : ''}${delta}`.padStart(4);
    context.print(`${sign} machines for group '${group}' on region '${region}' of size '${size}'\n`);
    const mounts = app.deployed.mounts.filter((mount) => mount.groups.includes(group));
    const free = app.volumes.filter(
      (one) => one.machine === undefined && mounts.some((mount) => mount.name === one.name),
    );
    const missing = mounts.length * delta - free.length;
    if (delta > 0 && mounts.length > 0 && missing > 0) {
      context.print(`${`+${missing}`.padStart(4)} volumes  for group '${group}' in region '${region}'\n`);
    }
  }
  if (!isOn(context.call, 'yes')) {
    if (!(await confirm(context, `Scale app ${name}?`, `--${yesMissing}`))) return;
  }
  context.print('Executing scale plan\n');
  for (const { group, delta } of plan) {
    for (let made = 0; made < delta; made++) {
      const machine = context.change((hands) => {
        const here = findApp(hands.state, name);
        for (const mount of here.deployed?.mounts ?? []) {
          const free = here.volumes.some((one) => one.name === mount.name && one.machine === undefined);
          if (!free && mount.groups.includes(group))
            createVolume(hands.state, here, { name: mount.name, region, size: 1 });
        }
        const last = here.releases.at(-1);
        const openclaw = here.machines[0]?.config.openclaw ?? '0.0.0';
        const release = { image: last?.image ?? '', openclaw, release: last?.version ?? 1 };
        return structuredClone(launch(hands, here, region, configOf(here, group, release)));
      });
      const volume = machine.config.mounts[0]?.volume;
      context.print(
        `  Created ${machine.id} group:${group} region:${region} size:${sizeName(machine.config.guest)}${volume === undefined ? '' : ` volume:${volume}`}\n`,
      );
    }
    for (let gone = 0; gone < -delta; gone++) {
      const machine = context.change((hands) => {
        const here = findApp(hands.state, name);
        const last = here.machines.findLast((one) => one.config.group === group);
        if (last !== undefined) destroy(hands, here, last);
        return last;
      });
      if (machine === undefined) continue;
      context.print(
        `  Destroyed ${machine.id} group:${group} region:${region} size:${sizeName(machine.config.guest)}\n`,
      );
    }
  }
}
