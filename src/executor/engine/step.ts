import { setTimeout as pause } from 'node:timers/promises';
import type { Failure } from '../../runbook/event.ts';
import type { Command, Step, Template } from '../../runbook/plan.ts';
import type { Values } from '../plans/values.ts';
import { type Changes, changesBetween } from '../process/environment.ts';
import { birthOf } from '../process/identity.ts';
import { instant } from '../process/instant.ts';
import { FolderGone } from '../process/shell.ts';
import { harmless } from '../terminal/clean.ts';
import { type Answer, ask } from './answer.ts';
import { startBackground } from './background.ts';
import { type CommandResult, environmentOf, runCommand } from './command.ts';
import { isWritten, writeStep } from './file.ts';
import { judge } from './judge.ts';
import { pageOf, record, type Session } from './session.ts';

/** How one attempt at a step went. */
export interface Attempt {
  outcome: 'done' | 'failed' | 'interrupted';
  failure?: Failure;
  exit?: number;
  /** Milliseconds. */
  duration: number;
  captured?: Record<string, string>;
  diff?: string[];
  /** What went wrong, where a number does not say it. */
  reason?: string;
  result?: CommandResult;
}

/** Asks whether a step's effect is in place already, as far as it can be told without running it. */
export async function findInPlace(session: Session, step: Step): Promise<Answer> {
  if (step.check) return ask(session, step.check, { within: session.state.now, withheld: session.withheld });
  const written = 'write' in step.action && isWritten(session, step.action.write);
  return { says: written ? 'yes' : 'no', printed: '' };
}

/** Runs a step, again where the plan allows it, and writes down how it went. */
export async function runStep(session: Session, step: Step): Promise<Attempt> {
  for (let attempt = 1; ; attempt++) {
    const result = await attemptStep(session, step, attempt);
    finish(session, step, result);
    const again = result.outcome === 'failed' && attempt <= step.retries && result.failure !== 'folder';
    if (!again) return result;
    const wait = Math.min(500 * 2 ** (attempt - 1), 30_000);
    session.journal.flush();
    session.report({ event: 'retry', step: step.id, attempt: attempt + 1, wait });
    await pause(wait, undefined, { signal: session.interrupt.signal }).catch(() => {});
    if (session.interrupt.signal.aborted) return { ...result, outcome: 'interrupted' };
  }
}

async function attemptStep(session: Session, step: Step, attempt: number): Promise<Attempt> {
  const started = instant();
  const log = session.log.begin(step.id);
  // A step that runs whenever the run goes on stands where it stood at first: `cd openclaw` goes there, not below it.
  const first = step.always ? session.state.steps.get(step.id)?.within : undefined;
  try {
    if ('write' in step.action) return writeStep(session, step, step.action.write, attempt);
    const onStart = (pid: number) => {
      const birth = birthOf(pid);
      record(
        session,
        {
          type: 'start',
          step: step.id,
          digest: step.digest,
          attempt,
          log,
          ...(first ? { again: true } : {}),
          process: { pid, ...(birth ? { birth } : {}) },
        },
        'commit',
      );
    };
    if (step.background) return await startBackground(session, step, step.action.run, onStart);
    const result = await runCommand(session, step.action.run, {
      within: first ?? session.state.now,
      onStart,
      show: { step: step.id, log: session.log },
      interactive: step.interactive,
      withheld: session.withheld,
    });
    return await verify(session, step, judge(session, step, result));
  } catch (error) {
    if (!(error instanceof FolderGone)) throw error;
    // Nothing was started, so the journal has to be told of the attempt.
    record(session, { type: 'start', step: step.id, digest: step.digest, attempt });
    return {
      outcome: 'failed',
      failure: 'folder',
      duration: instant() - started,
      reason: error.folder,
    };
  }
}

/** After a step that did well, its check has the last word, or leaves it in doubt. */
async function verify(session: Session, step: Step, attempt: Attempt): Promise<Attempt> {
  if (attempt.outcome !== 'done' || !step.check) return attempt;
  const { result } = attempt;
  const within = result ? after(session, step, result) : session.state.now;
  const values = { ...session.values, ...attempt.captured };
  const asking = { within, withheld: session.withheld };
  const answer = await ask({ ...session, values }, step.check, asking);
  if (answer.says === 'yes') return attempt;
  if (session.interrupt.signal.aborted) return { ...attempt, outcome: 'interrupted', failure: 'interrupt' };
  // What cannot be told stays in doubt, until the check can tell.
  if (answer.says === 'unknown')
    return { ...attempt, outcome: 'interrupted', failure: 'doubt', reason: answer.reason };
  return { ...attempt, outcome: 'failed', failure: 'check' };
}

/** Where the next step will stand. */
function after(
  session: Session,
  { action }: Step,
  { surroundings }: CommandResult,
): { changes: Changes; cwd: string } {
  const { now } = session.state;
  if (!surroundings || !('run' in action)) return now;
  const none = { changes: { set: {}, unset: [] } };
  const base = environmentOf(session, action.run, none, session.withheld);
  return { changes: changesBetween(base, surroundings.variables), cwd: surroundings.cwd };
}

/** Writes down how an attempt ended, and carries on what it left behind. */
export function finish(session: Session, step: Step, attempt: Attempt): void {
  const { outcome, failure, exit, captured, result, diff, reason } = attempt;
  const carried = (outcome === 'done' || failure === 'doubt') && result ? carry(session, step, result) : {};
  const duration = Math.round(attempt.duration);
  record(session, {
    type: 'end',
    step: step.id,
    outcome,
    duration,
    ...(failure ? { failure } : {}),
    ...(exit === undefined ? {} : { exit }),
    ...(captured ? { captured } : {}),
    ...carried,
  });
  Object.assign(session.values, captured);
  // What a terminal would obey goes first, as it could split a secret.
  const shown = (text: string) => session.redactor.clean(harmless(text));
  const page = outcome === 'failed' ? pageOf(session, step) : undefined;
  const exported = Object.keys(carried.environment?.set ?? {});
  session.report({
    event: 'end',
    step: step.id,
    outcome,
    duration,
    ...(failure ? { failure } : {}),
    ...(exit === undefined ? {} : { exit }),
    ...(captured ? { captured } : {}),
    ...(diff ? { diff: diff.map(shown) } : {}),
    ...(reason === undefined ? {} : { reason: shown(reason) }),
    ...(page === undefined ? {} : { page }),
    ...(carried.cwd === undefined ? {} : { moved: carried.cwd }),
    ...(exported.length > 0 ? { exported } : {}),
  });
}

/** Returns what goes on from a step to the next, secrets left out; those are carried on in memory alone. */
function carry(
  session: Session,
  step: Step,
  result: CommandResult,
): { cwd?: string; environment?: Changes; withheld?: string[] } {
  const { surroundings } = result;
  if (!surroundings || !('run' in step.action) || step.action.run.on === 'machine') return {};
  const { now, steps } = session.state;
  const { cwd, changes } = steps.get(step.id)?.within ?? now;
  const before = environmentOf(session, step.action.run, { changes }, session.withheld);
  const { set, unset } = changesBetween(before, surroundings.variables);
  const withheld: string[] = [];
  for (const [name, value] of Object.entries(set)) {
    if (!session.secrets.includes(name) && !session.redactor.holds(value)) continue;
    if (session.secrets.includes(name)) session.redactor.hide(value);
    session.withheld[name] = value;
    withheld.push(name);
    delete set[name];
  }
  const changed = Object.keys(set).length + unset.length > 0;
  return {
    // Where the run has gone on from there, it stays where it is.
    ...(surroundings.cwd === now.cwd || cwd !== now.cwd ? {} : { cwd: surroundings.cwd }),
    ...(changed ? { environment: { set, unset } } : {}),
    ...(withheld.length > 0 ? { withheld } : {}),
  };
}

/** Returns what a step does, as text with the values in place that are known. */
export function textOf(step: Step, values: Values): string {
  return filled('run' in step.action ? step.action.run.shell : step.action.write.text, values);
}

/** Returns a command's shell with the values in place that are known. */
export function shellText(command: Command, values: Values): string {
  return filled(command.shell, values);
}

function filled(template: Template, values: Values): string {
  return template
    .map((piece) => (typeof piece === 'string' ? piece : (values[piece.var] ?? `<${piece.var}>`)))
    .join('');
}
