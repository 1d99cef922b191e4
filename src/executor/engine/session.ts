import type { Report, RunEvent } from '../../runbook/event.ts';
import type { Plan, Step } from '../../runbook/plan.ts';
import type { Language, Say } from '../../words.ts';
import { type RunFolder, writeWhole } from '../journal/folder.ts';
import { type Journal, JournalGone } from '../journal/journal.ts';
import type { JournalRecord } from '../journal/record.ts';
import { apply, type RunState, type StepState } from '../journal/state.ts';
import type { Values } from '../plans/values.ts';
import type { Clock } from '../process/clock.ts';
import type { Variables } from '../process/environment.ts';
import type { Reaper } from '../process/reaper.ts';
import type { RunningShell } from '../process/shell.ts';
import type { SpareShells } from '../process/spares.ts';
import type { Redactor } from '../secrets/redactor.ts';
import { Stop } from '../stop.ts';
import { type Asker, NoAnswer } from '../terminal/ask.ts';
import type { OutputLog } from './log.ts';

/** All that commands need around them, whether a run keeps a journal of them or not. */
export interface Workshop {
  plan: Pick<Plan, 'machine' | 'site' | 'reach'>;
  language: Language;
  say: Say;
  report: Report;
  /** Values of the variables, captured ones among them. */
  values: Values;
  /** The environment that every command starts from: the user's and the world's, without the secrets. */
  base: NodeJS.ProcessEnv;
  /** The names of the plan's secrets. */
  secrets: readonly string[];
  /** Those whose values are known: each command is given what it reads. */
  held: Variables;
  redactor: Redactor;
  reaper: Reaper;
  spares: SpareShells;
  marker: string;
  clock: Clock;
  /** Aborted when the user wants everything to end. */
  interrupt: AbortController;
  /** Says which command runs, to whoever waits for it. Returns what ends that. */
  busy?: (what: string) => () => void;
}

/** A background step that runs. */
export interface BackgroundStep {
  step: string;
  shell: RunningShell;
  stop: AbortController;
}

/** One run while somebody is at it. */
export interface Session extends Workshop {
  plan: Plan;
  steps: Step[];
  files: RunFolder;
  journal: Journal;
  state: RunState;
  log: OutputLog;
  background: BackgroundStep[];
  /** Variables that hold secrets: carried on in memory alone. */
  withheld: Variables;
  /** Asks before each step; absent under `--yes`. */
  asker?: Asker | undefined;
  /** Asks before the steps that ask under `--yes` too; absent in a rehearsal, where nothing is at stake. */
  confirmer?: Asker | undefined;
  /** Whether the user still wants to be asked before each step. */
  asking: boolean;
}

/** Writes a record, and keeps the state in step with it. `commit` returns when it is on disk. */
export function record(
  session: Pick<Session, 'journal' | 'state' | 'files' | 'plan'>,
  entry: JournalRecord,
  how: 'note' | 'commit' = 'note',
): void {
  try {
    session.journal[how](entry);
  } catch (error) {
    if (error instanceof JournalGone) saveRest(session, error);
    throw error;
  }
  apply(session.state, { ...entry, at: new Date().toISOString() });
}

/** Puts the plan back beside a journal that was deleted and stands there again, or else tells what that would have told. */
function saveRest(
  { files, plan, state }: Pick<Session, 'files' | 'plan' | 'state'>,
  error: JournalGone,
): void {
  if (error.cause === undefined) writeWhole(files.plan, JSON.stringify(plan));
  error.done = [...state.steps].filter(([, { effect }]) => effect).map(([id]) => id);
}

/** Returns a text of the plan in the user's language, or else in the first that there is. */
export function inLanguage(text: Readonly<Record<string, string>>, language: Language): string {
  return text[language] ?? Object.values(text)[0] ?? '';
}

/** Returns what every event says of a step. */
export function aboutStep(
  session: Session,
  step: Step,
): { step: string; title: string; number: number; of: number } {
  const { steps } = session.plan;
  return {
    step: step.id,
    title: inLanguage(step.title, session.language),
    number: steps.indexOf(step) + 1,
    of: steps.length,
  };
}

/** Returns the address at which the guide tells of a step, in the user's language. */
export function pageOf({ plan, language }: Session, { source }: Step): string | undefined {
  const place = source[language] ?? Object.values(source)[0];
  return place && `${(plan.site ?? '').replace(/\/$/, '')}${place.page}`;
}

/** Writes down that a step does not run, and why; and the value that it would have captured, where that is known. */
export function pass(session: Session, step: Step, why: 'check' | 'hand' | 'skip', captured?: Values): void {
  record(session, {
    type: 'pass',
    step: step.id,
    digest: step.digest,
    why,
    ...(captured ? { captured } : {}),
  });
  Object.assign(session.values, captured);
  session.report({ event: 'pass', ...aboutStep(session, step), why });
}

/** Writes down how somebody's work at a run ended, and tells what it has come to, and what is left as it was to be for a while. */
export function stop(session: Session, outcome: Extract<RunEvent, { event: 'stop' }>['outcome']): void {
  if (outcome === 'failed' || outcome === 'interrupted') {
    for (const message of lasting(session)) session.report({ event: 'note', message });
  }
  record(session, { type: 'stop', outcome }, 'commit');
  const { run, world } = session.state.header;
  // A temporary world goes once all is done or undone, and the journal with it.
  const gone = (outcome === 'finished' || outcome === 'undone') && world?.temporary === true;
  session.report({
    event: 'stop',
    run,
    outcome,
    ...accountFor(session.state),
    ...(gone ? {} : { journal: session.files.journal }),
  });
}

/** Returns a sentence for each step whose effect was to last until another has run, where that has not. */
function lasting({ plan, state, values, say }: Session): string[] {
  const isDone = (id: string) => ['done', 'passed'].includes(state.steps.get(id)?.status ?? '');
  return plan.steps.flatMap(({ id, until, undo }) => {
    const known = state.steps.get(id);
    if (until === undefined || !known?.effect || known.status === 'undone' || isDone(until)) return [];
    const command = (undo?.shell ?? [])
      .map((piece) => (typeof piece === 'string' ? piece : (values[piece.var] ?? `<${piece.var}>`)))
      .join('');
    return [say('runbook.stop.lasting', { step: id, until, command })];
  });
}

/** Returns what has become of a run's steps, and the files that it wrote. */
function accountFor({ steps }: RunState): Pick<Extract<RunEvent, { event: 'stop' }>, 'steps' | 'files'> {
  const named = (fits: (step: StepState) => boolean) =>
    [...steps].filter(([, step]) => fits(step)).map(([id]) => id);
  return {
    steps: {
      ran: named(({ status }) => status === 'done'),
      found: named(({ status, why }) => status === 'passed' && why !== 'skip'),
      skipped: named(({ status, why }) => status === 'passed' && why === 'skip'),
      undone: named(({ status }) => status === 'undone'),
      left: named(({ status }) => status === 'left'),
    },
    files: [...steps.values()].flatMap(({ file, status }) =>
      file && (status === 'done' || status === 'left') ? [file.path] : [],
    ),
  };
}

/** Does something to a run; where that is refused or nobody answers, the journal says that the run stopped there. */
export async function stopOnThrow<Result>(session: Session, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Stop || error instanceof NoAnswer) stop(session, 'interrupted');
    if (error instanceof NoAnswer) error.told = true;
    throw error;
  }
}
