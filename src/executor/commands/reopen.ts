import type { Plan, Step } from '../../runbook/plan.ts';
import { OutputLog } from '../engine/log.ts';
import { demandReach } from '../engine/reach.ts';
import { record, type Session, type Workshop } from '../engine/session.ts';
import { awaitSurvivors } from '../engine/unknown.ts';
import type { Host } from '../host.ts';
import { Journal } from '../journal/journal.ts';
import { Lock } from '../journal/lock.ts';
import type { RunState } from '../journal/state.ts';
import { changed, difference, usedValues } from '../plans/change.ts';
import { commandsOf } from '../plans/flaw.ts';
import { readValues, settleValues } from '../plans/values.ts';
import { secretsFor } from '../secrets/sources.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import { Asker } from '../terminal/ask.ts';
import type { Console } from './console.ts';
import { type FoundRun, findRun } from './find-run.ts';
import type { Options } from './options.ts';
import { lookAhead } from './preflight.ts';
import { gatherSecrets } from './secrets.ts';
import { closeWorkshop, heedSignals, openWorkshop } from './session.ts';
import { closePlace, openPlace, type Place } from './world.ts';

/** A run that nobody else is at. */
export interface Taken {
  found: FoundRun;
  lock: Lock;
}

/**
 * Finds a run and takes its lock.
 *
 * @throws Stop where another process is at it
 */
export function takeRun(
  host: Host,
  options: Options,
  named: string | undefined,
  fits: (state: RunState) => boolean,
): Taken {
  const { run, files } = findRun(host, options, named, fits);
  const lock = Lock.take(files.folder);
  if (!(lock instanceof Lock))
    throw new Stop(exits.refused, { key: 'runbook.locked', values: { run, pid: lock.pid } });
  // What was read before the lock was ours may be old by now.
  return { found: findRun(host, options, files.folder, fits), lock };
}

/**
 * Opens a run again where it took place, and lets `act` go on with it.
 *
 * @param left the steps of which some command may run
 * @param present who asks already
 * @param mayChange whether values that no finished step has used may be others from now on
 */
export async function reopen(
  host: Host,
  options: Options,
  console: Console,
  { found }: Taken,
  plan: Plan,
  steps: Step[],
  left: Step[],
  act: (session: Session) => Promise<Exit>,
  present?: Asker,
  mayChange = false,
): Promise<Exit> {
  const { state, files, text } = found;
  const before = { ...state.header.variables, ...state.captured };
  const given = await readValues(host.cwd, options.vars, options.var);
  // What is done was done with its values, and is undone with them.
  const used = usedValues(plan, state, before);
  const fixed = Object.keys(difference(before, given)).find(
    (name) => before[name] !== undefined && (!mayChange || used.has(name)),
  );
  if (fixed !== undefined) {
    throw new Stop(exits.usage, {
      key: 'runbook.value.fixed',
      values: { name: fixed, value: before[fixed] ?? '' },
    });
  }
  const earlier = known(plan, before);
  const whole = mayChange ? changed(plan, earlier, given) : { ...earlier, ...given };
  const values = settleValues(plan, whole, console.language);
  const place = await openPlace(host, options, state.header.world);
  const workshop = openWorkshop(plan, values, place, console);
  const heedless = heedSignals(workshop);
  const asker = options.yes
    ? undefined
    : (present ?? new Asker(host, console.aside, workshop.interrupt.signal));
  const confirmer = confirmerFor(host, console, place, workshop, asker);
  let outcome: Exit = exits.refused;
  try {
    lookAhead(plan, left, values, place, {
      terminal: host.stdin.isTTY === true,
      asks: confirmer !== undefined,
      answers: asker !== undefined,
    });
    await demandReach(workshop, left, place.cwd, state.header.account);
    const needed = secretsFor(plan.secrets, left.flatMap(commandsOf));
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
      confirmer,
      asking: asker !== undefined,
    });
    const news = { ...given, ...(mayChange ? difference(earlier, known(plan, values)) : {}) };
    record(session, { type: 'resume', digest: plan.digest, variables: news }, 'commit');
    for (const name of state.withheld) {
      console.report({ event: 'note', message: console.say('runbook.resume.withheld', { name }) });
    }
    await awaitSurvivors(session);
    outcome = await act(session);
    return outcome;
  } finally {
    heedless();
    confirmer?.release();
    closeWorkshop(workshop);
    if (outcome === exits.done) closePlace(place);
  }
}

/**
 * Returns who asks before the steps that ask under `--yes` too: nobody in a rehearsal that is to ask nothing, and nobody where no
 * terminal is there to answer.
 */
export function confirmerFor(
  host: Host,
  { aside }: Console,
  { world }: Place,
  { interrupt }: Workshop,
  asker: Asker | undefined,
): Asker | undefined {
  if (asker) return asker;
  return host.stdin.isTTY && !world ? new Asker(host, aside, interrupt.signal) : undefined;
}

/** A plan that has changed may not know a variable any more. */
function known(plan: Plan, values: Readonly<Record<string, string>>): Record<string, string> {
  const names = new Set(plan.variables.map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}
