import type { Plan } from '../../runbook/plan.ts';
import { OutputLog } from '../engine/log.ts';
import { demandReach } from '../engine/reach.ts';
import { carryOut, type Outcome } from '../engine/run.ts';
import { inLanguage, type Session, type Workshop } from '../engine/session.ts';
import type { Host } from '../host.ts';
import { makeRunFolder, nameRun, settleFolder, writeWhole } from '../journal/folder.ts';
import { Journal } from '../journal/journal.ts';
import { Lock } from '../journal/lock.ts';
import type { RunRecord } from '../journal/record.ts';
import { replay } from '../journal/state.ts';
import { commandsOf } from '../plans/flaw.ts';
import { loadPlan } from '../plans/load.ts';
import { selectSteps } from '../plans/select.ts';
import { openStore } from '../plans/store.ts';
import { readValues, settleValues } from '../plans/values.ts';
import { secretsFor } from '../secrets/sources.ts';
import { type Exit, exits, reasonOf } from '../stop.ts';
import { Asker } from '../terminal/ask.ts';
import { oneLine } from '../terminal/clean.ts';
import { askValues } from './ask-values.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';
import { lookAhead } from './preflight.ts';
import { confirmerFor } from './reopen.ts';
import { gatherSecrets } from './secrets.ts';
import { closeWorkshop, heedSignals, openWorkshop } from './session.ts';
import { stopForUnwritable } from './state-fault.ts';
import { demandTrust } from './trust.ts';
import { unfinishedRun } from './unfinished.ts';
import { closePlace, openPlace, type Place } from './world.ts';

/** `run ID`: runs a plan from its beginning. */
export async function run(host: Host, options: Options, console: Console, id: string): Promise<Exit> {
  const store = await openStore(host, options.plans);
  const plan = await loadPlan(store, id);
  demandTrust(store, plan, options, console);
  const steps = selectSteps(plan, options.selection);
  const given = await readValues(host.cwd, options.vars, options.var);
  const values = settleValues(plan, given, console.language);
  const place = await openPlace(host, options);
  let outcome: Exit = exits.refused;
  let begun = false;
  const workshop = openWorkshop(plan, values, place, console);
  const heedless = heedSignals(workshop);
  const asker = options.yes ? undefined : new Asker(host, console.aside, workshop.interrupt.signal);
  const confirmer = confirmerFor(host, console, place, workshop, asker);
  try {
    lookAhead(plan, steps, values, place, {
      terminal: host.stdin.isTTY === true,
      asks: confirmer !== undefined,
      answers: asker !== undefined,
    });
    const open = options.new ? undefined : await unfinishedRun(host, options, console, plan, place, asker);
    if (open && open.wanted !== 'new')
      return await turnTo(open.wanted, host, options, console, open.run, asker);
    if (asker && host.stdin.isTTY) {
      console.aside.write(`${console.style.bold(oneLine(inLanguage(plan.title, console.language)))}\n`);
      Object.assign(values, await askValues(plan, given, asker, console));
    }
    const account = await demandReach(workshop, steps, place.cwd);
    const needed = secretsFor(plan.secrets, steps.flatMap(commandsOf));
    const secrets = await gatherSecrets(workshop, needed, place.world !== undefined, asker);
    const header: RunRecord = {
      type: 'run',
      version: 1,
      run: nameRun(plan.id, new Date()),
      plan: { id: plan.id, digest: plan.digest },
      variables: { ...values },
      cwd: place.cwd,
      selection: options.selection,
      origin: store.origin,
      secrets,
      ...(place.world ? { world: place.world } : {}),
      ...(account === undefined ? {} : { account }),
    };
    begun = true;
    const session = begin({ ...workshop, asker, confirmer }, plan, header, place);
    outcome = await perform(session, session.lock);
    return outcome;
  } finally {
    heedless();
    confirmer?.release();
    closeWorkshop(workshop);
    if (!begun || outcome === exits.done) closePlace(place);
  }
}

/** Goes on with the unfinished run, or takes it back, instead of beginning anew. */
async function turnTo(
  wanted: 'resume' | 'undo',
  host: Host,
  options: Options,
  console: Console,
  run: string,
  asker: Asker | undefined,
): Promise<Exit> {
  if (wanted === 'resume') return (await import('./resume.ts')).resume(host, options, console, run, asker);
  return (await import('./undo.ts')).undo(host, options, console, run, asker);
}

/** Makes the files of a new run, and writes its first record. */
function begin(
  workshop: Workshop & Pick<Session, 'asker' | 'confirmer'>,
  plan: Plan,
  header: RunRecord,
  place: Place,
): Session & { lock: Lock } {
  let journal: Journal;
  try {
    const files = makeRunFolder(place.state, header.run);
    const lock = Lock.take(files.folder);
    if (!(lock instanceof Lock)) throw new Error(header.run);
    writeWhole(files.plan, JSON.stringify(plan));
    journal = new Journal(files.journal);
    journal.commit(header);
    settleFolder(files);
    const state = replay([{ ...header, at: new Date().toISOString() }]);
    if (!state) throw new Error(header.run);
    const log = new OutputLog(files.log, (bytes) => workshop.say('runbook.log.capped', { bytes }));
    const steps = selectSteps(plan, header.selection);
    return Object.assign(workshop, {
      plan,
      steps,
      files,
      journal,
      state,
      log,
      background: [],
      withheld: {},
      asking: workshop.asker !== undefined,
      lock,
    });
  } catch (error) {
    throw stopForUnwritable(place.state, reasonOf(error));
  }
}

/** Takes a run to its end, whatever that is, and lets go of its files. */
export async function perform(session: Session, lock: Lock, resumed = false): Promise<Exit> {
  const { plan, state, files } = session;
  session.report({
    event: 'run',
    run: state.header.run,
    plan: plan.id,
    digest: plan.digest,
    title: inLanguage(plan.title, session.language),
    steps: session.steps.length,
    journal: files.journal,
    resumed,
    ...(state.header.world ? { world: state.header.world.folder } : {}),
  });
  try {
    return exitOf(await carryOut(session));
  } finally {
    session.log.close();
    session.journal.close();
    lock.release();
  }
}

function exitOf(outcome: Outcome): Exit {
  return { finished: exits.done, failed: exits.failed, interrupted: exits.interrupted }[outcome];
}
