import { type Command, type Template, variablesIn } from '../../runbook/plan.ts';
import type { Surroundings } from '../journal/state.ts';
import type { Variables } from '../process/environment.ts';
import { harmless, oneLine } from '../terminal/clean.ts';
import { type CommandResult, runCommand } from './command.ts';
import type { Workshop } from './session.ts';

/**
 * What a command that asks a question (a check, a symptom's test, a reach's test) comes to: 0 is yes, 1 is no; any other status, a
 * signal, a time-out or a machine that did not answer means that it cannot be told.
 */
export type Answer =
  | { says: 'yes'; printed: string }
  | { says: 'no'; printed: string }
  /** `reason`: what was complained of on the way, or how the command ended: harmless and without secrets. */
  | { says: 'unknown'; reason: string };

/** In what a question is asked. */
export interface Asking {
  within: Surroundings;
  withheld?: Variables;
  /** Whether a no has to be borne out by the reach before it counts; so it is unless told. */
  proof?: boolean;
}

/** How long a question may take unless its author says otherwise, in milliseconds. */
const patience = 120_000;

/** How long it is waited before a question that could not be answered is asked again, in milliseconds. */
const waits = [1500, 4500];

/** After that long nothing is asked again, in milliseconds. */
const limit = 15_000;

/**
 * Asks a question, and again, up to three times within 15 s, where nobody could tell. What is asked by way of a program that has to
 * reach something first is answered no only where it did: right after the no, that is asked too.
 */
export async function ask(workshop: Workshop, command: Command, asking: Asking): Promise<Answer> {
  const { within, withheld = {}, proof = true } = asking;
  return insist(workshop, async () => {
    const answer = readAnswer(workshop, await runCommand(workshop, withLimit(command), { within, withheld }));
    // The far side itself has spoken where a command ran there.
    if (answer.says !== 'no' || !proof || command.on === 'machine' || !needsReach(workshop, command))
      return answer;
    const reached = await askOnce(workshop, within);
    return reached.says === 'unknown' ? reached : answer;
  });
}

/**
 * Asks whether what the plan's commands are about can be reached: yes, all of it; no, the account alone; or it cannot be told. A plan
 * that has to reach nothing always says yes.
 */
export function askReach(workshop: Workshop, within: Surroundings): Promise<Answer> {
  return insist(workshop, () => askOnce(workshop, within));
}

/** Whether a command cannot tell anything unless the plan's reach is there. */
export function needsReach({ plan: { reach, machine } }: Pick<Workshop, 'plan'>, command: Command): boolean {
  if (!reach) return false;
  const texts = [command.shell, ...(command.on === 'machine' ? [machine ?? []] : [])];
  return texts.some((text) => calls(text, reach.program));
}

/** Whether a script calls a program by its name. */
export function calls(template: Template, program: string): boolean {
  const text = template.map((piece) => (typeof piece === 'string' ? piece : piece.var)).join('');
  return text.split(/[\s;|&(){}`"']+/).includes(program);
}

async function askOnce(workshop: Workshop, within: Surroundings): Promise<Answer> {
  const { reach } = workshop.plan;
  if (!reach || variablesIn(reach.test).some((name) => workshop.values[name] === undefined))
    return { says: 'yes', printed: '' };
  const command = { shell: reach.test, timeout: 30_000 };
  return readAnswer(workshop, await runCommand(workshop, command, { within }));
}

/** Asks again until somebody can tell, or the time is up. */
async function insist(workshop: Workshop, once: () => Promise<Answer>): Promise<Answer> {
  const { clock } = workshop;
  const { signal } = workshop.interrupt;
  const started = clock.now();
  for (let attempt = 0; ; attempt++) {
    const answer = await once();
    const wait = waits[attempt];
    if (answer.says !== 'unknown' || wait === undefined || signal.aborted) return answer;
    if (clock.now() - started + wait > limit) return answer;
    await clock.pause(wait, signal);
    if (signal.aborted) return answer;
  }
}

function readAnswer(workshop: Workshop, result: CommandResult): Answer {
  const { exit, ended, reached, out } = result;
  if (ended === undefined && reached && exit === 0) return { says: 'yes', printed: out };
  if (ended === undefined && reached && exit === 1) return { says: 'no', printed: out };
  return { says: 'unknown', reason: reasonOf(workshop, result) };
}

/** Returns why nobody can tell: what was complained of, or else how the command ended. */
function reasonOf({ redactor, say }: Workshop, { exit, signal, ended, reached, err }: CommandResult): string {
  if (ended === 'timeout') return say('runbook.answer.timeout');
  const lines = redactor.clean(harmless(err)).split('\n').map(oneLine);
  const told = lines.findLast((line) => /^error\b/i.test(line)) ?? lines.findLast((line) => line !== '');
  if (told !== undefined) return told;
  if (!reached) return say('runbook.answer.machine');
  return exit === undefined
    ? say('runbook.answer.signal', { signal: signal ?? '' })
    : say('runbook.answer.silent', { exit });
}

function withLimit(command: Command): Command {
  return { timeout: patience, ...command };
}
