import type { Host } from '../host.ts';
import { loadPlan } from '../plans/load.ts';
import { selectSteps } from '../plans/select.ts';
import { openStore } from '../plans/store.ts';
import { readValues, settleValues } from '../plans/values.ts';
import { writeScript } from '../script/script.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';
import { demandTrust } from './trust.ts';

/** `export ID --format sh`: prints a plain bash script that does what the runbook does. */
export async function exportScript(
  host: Host,
  options: Options,
  console: Console,
  id: string,
): Promise<Exit> {
  const { format = 'sh' } = options;
  if (format !== 'sh')
    throw new Stop(exits.usage, { key: 'runbook.usage.format', values: { format, known: 'sh' } });
  const store = await openStore(host, options.plans);
  const plan = await loadPlan(store, id);
  demandTrust(store, plan, options, console);
  const steps = selectSteps(plan, options.selection);
  const values = settleValues(plan, await readValues(host.cwd, options.vars, options.var), console.language);
  console.print(writeScript(plan, steps, values, console.language, console.say));
  return exits.done;
}
