import { matches } from '../../../../src/executor/match/expectation.ts';
import type { RunEvent } from '../../../../src/runbook/event.ts';
import { fill, type Plan, type Step } from '../../../../src/runbook/plan.ts';
import { speak } from '../../../../src/words.ts';
import { type Ground, type Run, readPlan, run } from './runbook.ts';

/** What became of each step in a run: done, found done by its check, or neither. */
export function outcomes({ records }: Run): Record<string, string> {
  const told = records.flatMap((record): [string, string][] => {
    if (record.type === 'end') return [[record.step, record.outcome]];
    return record.type === 'pass' ? [[record.step, `found by ${record.why}`]] : [];
  });
  return Object.fromEntries(told);
}

/** Returns what each step that was taken back, or could not be, came to. */
export function undone({ records }: Run): Record<string, string> {
  return Object.fromEntries(
    records.flatMap((record) => (record.type === 'undone' ? [[record.step, record.outcome]] : [])),
  );
}

/** Returns what a run printed for each step of which the page says what it prints, and whether that is what it says. */
export function expectations(plan: Plan, { events, records }: Run): Record<string, boolean> {
  const captured = Object.assign(
    {},
    ...records.map((record) =>
      record.type === 'run' ? record.variables : record.type === 'end' ? record.captured : {},
    ),
  );
  return Object.fromEntries(
    plan.steps.flatMap(({ id, expect }) => {
      if (expect === undefined) return [];
      const printed = events.flatMap((event) =>
        event.event === 'output' && event.step === id && event.stream === 'out' ? [event.text] : [],
      );
      return [[id, matches(expect.match, fill(expect.text, captured), printed.join('\n'))]];
    }),
  );
}

/** Returns the ids of the steps that the page says the output of. */
export function expecting(plan: Plan): string[] {
  return plan.steps.flatMap(({ id, expect }) => (expect === undefined ? [] : [id]));
}

/** Whether a step can be found done: its check tells, or its file is there. */
export function hasCheck(step: Step): boolean {
  return step.check !== undefined || 'write' in step.action;
}

/** Whether a run came to its end. */
export function isFinished({ exit, events }: Run): boolean {
  const last = events.at(-1);
  return exit === 0 && last?.event === 'stop' && last.outcome === 'finished';
}

/**
 * Goes through a runbook and stops after each step, as somebody does who is asked before each: one more, then enough for this time.
 * Steps that run whenever a run goes on are let run. Returns how often it was stopped, and the run that came to the end.
 */
export async function stepByStep(ground: Ground, id: string): Promise<{ stops: number; last: Run }> {
  const { steps } = readPlan(ground, id);
  const enough = speak(ground.language)('runbook.ask.word.quit');
  const oneMore = () => {
    let taken = false;
    return (event: RunEvent) => {
      if (event.event !== 'step') return undefined;
      if (steps.find((step) => step.id === event.step)?.always) return '';
      if (taken) return enough;
      taken = true;
      return '';
    };
  };
  let last = await run(ground, ['run', id], oneMore());
  let stops = 0;
  while (wasStopped(last) && stops < steps.length) {
    stops += 1;
    last = await run(ground, ['resume'], oneMore());
  }
  return { stops, last };
}

function wasStopped({ events }: Run): boolean {
  const last = events.at(-1);
  return last?.event === 'stop' && last.outcome === 'interrupted';
}
