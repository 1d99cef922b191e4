import type { Plan } from '../../runbook/plan.ts';
import { OutputLog } from '../engine/log.ts';
import type { Session } from '../engine/session.ts';
import { record } from '../engine/session.ts';
import { settleUnknown } from '../engine/unknown.ts';
import type { Host } from '../host.ts';
import { writeWhole } from '../journal/folder.ts';
import { Journal } from '../journal/journal.ts';
import { Lock } from '../journal/lock.ts';
import type { RunState } from '../journal/state.ts';
import { commandsOf } from '../plans/flaw.ts';
import { loadPlan } from '../plans/load.ts';
import { selectSteps } from '../plans/select.ts';
import { openStore } from '../plans/store.ts';
import { settleValues } from '../plans/values.ts';
import { mentions } from '../secrets/sources.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import { Asker } from '../terminal/ask.ts';
import type { Console } from './console.ts';
import { type FoundRun, findRun, planOf } from './find-run.ts';
import type { Options } from './options.ts';
import { lookAhead } from './preflight.ts';
import { perform } from './run.ts';
import { gatherSecrets } from './secrets.ts';
import { heedSignals, openWorkshop } from './session.ts';
import { closePlace, openPlace } from './world.ts';

/** `resume [RUN]`: goes on with a run where it stopped. */
export async function resume(host: Host, options: Options, console: Console, named?: string): Promise<Exit> {
  const first = findRun(host, options, named, isOpen);
  const lock = Lock.take(first.files.folder);
  if (!(lock instanceof Lock))
    throw new Stop(exits.refused, { key: 'runbook.locked', values: { run: first.run, pid: lock.pid } });
  // What was read before the lock was ours may be old by now.
  const found = findRun(host, options, first.files.folder, isOpen);
  try {
    if (!isOpen(found.state)) {
      const key = found.state.outcome === 'undone' ? 'runbook.resume.undone' : 'runbook.resume.finished';
      console.report({ event: 'note', message: console.say(key, { run: found.run }) });
      return exits.done;
    }
    return await goOn(host, options, console, found, lock);
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
  found: FoundRun,
  lock: Lock,
): Promise<Exit> {
  const { state, files, text } = found;
  const plan = await presentPlan(host, options, console, found);
  const steps = selectSteps(plan, state.header.selection);
  refuseChanges(plan, state, options);
  const values = { ...settleValues(plan, state.header.variables), ...state.captured };
  const place = await openPlace(host, options, state.header.world);
  const workshop = openWorkshop(plan, values, place, console);
  const heedless = heedSignals(workshop);
  const asker = options.yes ? undefined : new Asker(host, workshop.interrupt.signal);
  let outcome: Exit = exits.refused;
  try {
    const left = steps.filter(
      ({ id, always, background }) =>
        always || background || !['done', 'passed'].includes(state.steps.get(id)?.status ?? ''),
    );
    lookAhead(plan, left, place.env, host.stdin.isTTY === true);
    const needed = plan.secrets.filter(({ name }) =>
      left.some((step) =>
        commandsOf(step).some(({ shell }) =>
          shell.some((piece) => typeof piece === 'string' && mentions(piece, name)),
        ),
      ),
    );
    await gatherSecrets(workshop, needed, place.world !== undefined, asker);
    const journal = new Journal(files.journal, text);
    const log = new OutputLog(files.log, (bytes) => workshop.say('runbook.log.capped', { bytes }));
    const session: Session = Object.assign(workshop, {
      plan,
      steps,
      files,
      journal,
      state,
      log,
      background: [],
      withheld: {},
      asker,
      asking: asker !== undefined,
    });
    record(session, { type: 'resume', digest: plan.digest }, 'commit');
    for (const name of state.withheld)
      console.report({ event: 'note', message: console.say('runbook.resume.withheld', { name }) });
    await settleUnknown(session);
    outcome = await perform(session, lock, true);
    return outcome;
  } finally {
    heedless();
    asker?.release();
    workshop.reaper.close();
    if (outcome === exits.done) closePlace(place);
  }
}

/** Returns the plan as it is now, or as it was when it cannot be found any more. */
async function presentPlan(host: Host, options: Options, console: Console, found: FoundRun): Promise<Plan> {
  const { plan, origin } = found.state.header;
  try {
    const store = await openStore(host, options.plans ?? (/^(https?:|\/)/.test(origin) ? origin : undefined));
    const present = await loadPlan(store, plan.id);
    if (store.foreign && present.digest !== plan.digest && options.trust !== present.digest)
      return planOf(found);
    if (present.digest !== plan.digest) writeWhole(found.files.plan, JSON.stringify(present));
    return present;
  } catch (error) {
    if (!(error instanceof Stop) || options.plans !== undefined) throw error;
    console.report({ event: 'note', message: console.say('runbook.resume.ownPlan') });
    return planOf(found);
  }
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
