import type { Plan } from '../../runbook/plan.ts';
import { type Session, stopOnThrow } from '../engine/session.ts';
import { settleUnknown } from '../engine/unknown.ts';
import type { Host } from '../host.ts';
import { writeWhole } from '../journal/folder.ts';
import type { RunState } from '../journal/state.ts';
import { loadPlan } from '../plans/load.ts';
import { selectSteps } from '../plans/select.ts';
import { openStore } from '../plans/store.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import type { Asker } from '../terminal/ask.ts';
import type { Console } from './console.ts';
import { type FoundRun, placeOf, planOf } from './find-run.ts';
import type { Options } from './options.ts';
import { reopen, type Taken, takeRun } from './reopen.ts';
import { perform } from './run.ts';
import { takeBack } from './undo.ts';

/** `resume [RUN]`: goes on with a run where it stopped, or with taking it back. */
export async function resume(
  host: Host,
  options: Options,
  console: Console,
  named?: string,
  asker?: Asker,
): Promise<Exit> {
  const taken = takeRun(host, options, named, isOpen);
  const { found, lock } = taken;
  try {
    if (!isOpen(found.state)) {
      const message =
        found.state.outcome === 'undone'
          ? console.say('runbook.resume.undone', { run: found.run })
          : console.say('runbook.resume.finished', { run: found.run });
      console.report({ event: 'note', message });
      return exits.done;
    }
    return found.state.undoing
      ? await takeBack(host, options, console, taken, asker)
      : await goOn(host, options, console, taken, asker);
  } finally {
    lock.release();
  }
}

/** Whether a run can be gone on with. */
export function isOpen({ outcome }: RunState): boolean {
  return outcome !== 'finished' && outcome !== 'undone';
}

async function goOn(
  host: Host,
  options: Options,
  console: Console,
  taken: Taken,
  asker: Asker | undefined,
): Promise<Exit> {
  const { state } = taken.found;
  const plan = await presentPlan(host, options, console, taken.found);
  refuseChanges(plan, state, options);
  if (plan.digest !== state.header.plan.digest) writeWhole(taken.found.files.plan, JSON.stringify(plan));
  const steps = selectSteps(plan, state.header.selection);
  const left = steps.filter(
    ({ id, always, background }) =>
      always || background || !['done', 'passed'].includes(state.steps.get(id)?.status ?? ''),
  );
  const act = async (session: Session) => {
    await stopOnThrow(session, () => settleUnknown(session));
    return perform(session, taken.lock, true);
  };
  return reopen(host, options, console, taken, plan, steps, left, act, asker, true);
}

/** Returns the plan as it is now, or as it was when it cannot be found any more. */
async function presentPlan(host: Host, options: Options, console: Console, found: FoundRun): Promise<Plan> {
  const { plan, origin } = found.state.header;
  let present: Plan;
  try {
    const store = await openStore(host, options.plans ?? placeOf(origin));
    present = await loadPlan(store, plan.id);
    if (store.foreign && present.digest !== plan.digest && options.trust !== present.digest)
      return await planOf(found, host, options);
  } catch (error) {
    if (!(error instanceof Stop) || options.plans !== undefined) throw error;
    console.report({ event: 'note', message: console.say('runbook.resume.ownPlan') });
    return await planOf(found, host, options);
  }
  return present;
}

/**
 * Refuses to go on when a step that ran, or may have run, is not what it was.
 *
 * @throws Stop
 */
function refuseChanges(plan: Plan, state: RunState, options: Options): void {
  const present = new Map(plan.steps.map((step) => [step.id, step.digest]));
  const changed = [...state.steps]
    .filter(
      ([id, { digest, why, status }]) =>
        present.get(id) !== digest && !(status === 'passed' && why === 'skip'),
    )
    .map(([id]) => id);
  if (changed.length === 0 || options.acceptChanges) return;
  throw new Stop(exits.refused, {
    key: 'runbook.resume.changed',
    values: { steps: changed.join(', '), count: changed.length },
  });
}
