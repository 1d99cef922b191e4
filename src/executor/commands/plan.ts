import type { Command, Plan, Step } from '../../runbook/plan.ts';
import type { Say } from '../../words.ts';
import { type Answer, ask } from '../engine/answer.ts';
import { inLanguage } from '../engine/session.ts';
import type { Host } from '../host.ts';
import { variablesOf } from '../plans/flaw.ts';
import { loadPlan } from '../plans/load.ts';
import { selectSteps } from '../plans/select.ts';
import { openStore } from '../plans/store.ts';
import { readValues, settleValues, type Values } from '../plans/values.ts';
import { type Exit, exits } from '../stop.ts';
import { oneLine } from '../terminal/clean.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';
import { closeWorkshop, heedSignals, openWorkshop } from './session.ts';
import { namesRead, reachLines, stepLines, textOf } from './show.ts';
import { demandTrust } from './trust.ts';
import { closePlace, openPlace } from './world.ts';

/** What would happen to a step, and why. */
interface Forecast {
  step: string;
  title: string;
  will: 'run' | 'skip' | 'unknown';
  why: 'done' | 'check' | 'doubt' | 'left-out' | 'always' | 'undone';
  asks: boolean;
  reversible: boolean;
  /** Variables whose values only the run can know. */
  unknown: string[];
  /** What it runs, or the file that it writes, and the commands that verify it and take it back. */
  run?: Line;
  write?: { path: string; text: string };
  check?: Line;
  undo?: Line;
}

/** A command with the values in place that are known; on the machine, by the command that reaches it. */
interface Line {
  shell: string;
  on?: 'machine';
  by?: string;
  /** The secrets that it is given. */
  reads?: string[];
}

/** `plan ID`: prints what would happen, with every line of shell, and runs none of it; with `--probe` the checks alone. */
export async function plan(host: Host, options: Options, console: Console, id: string): Promise<Exit> {
  const store = await openStore(host, options.plans);
  const found = await loadPlan(store, id);
  if (options.probe) demandTrust(store, found, options, console);
  const selected = new Set(selectSteps(found, options.selection));
  const values = settleValues(found, await readValues(host.cwd, options.vars, options.var), console.language);
  const done = options.probe
    ? await probe(host, options, console, found, selected, values)
    : new Map<string, Answer['says']>();
  const forecasts = found.steps.map((step) =>
    forecast(found, step, selected.has(step), values, done.get(step.id), console),
  );
  if (options.json) {
    console.print(JSON.stringify(forecasts, null, 2));
    return exits.done;
  }
  console.print(console.style.bold(oneLine(inLanguage(found.title, console.language))));
  for (const line of reachLines(found, console, values)) console.print(line);
  for (const [index, step] of found.steps.entries()) {
    const about = forecasts[index];
    if (!about) continue;
    console.print();
    console.print(
      console.style.bold(`${index + 1}. ${oneLine(about.title)}`) + console.style.dim(`  ${step.id}`),
    );
    for (const line of sentences(about, console.say)) console.print(`   ${line}`);
    for (const line of stepLines(step, found, console, values)) console.print(`   ${line}`);
  }
  return exits.done;
}

function forecast(
  found: Plan,
  step: Step,
  selected: boolean,
  values: Values,
  told: Answer['says'] | undefined,
  console: Console,
): Forecast {
  const unknown = variablesOf(step, found).filter((name) => values[name] === undefined);
  const done = told === 'yes';
  const doubtful = told === 'unknown';
  const undecided = doubtful || (step.check !== undefined && told === undefined && !step.always);
  return {
    step: step.id,
    title: inLanguage(step.title, console.language),
    will: !selected || done ? 'skip' : undecided ? 'unknown' : 'run',
    why: !selected
      ? 'left-out'
      : done
        ? 'done'
        : doubtful
          ? 'doubt'
          : undecided
            ? 'check'
            : step.always
              ? 'always'
              : 'undone',
    asks: step.confirm,
    reversible: step.undo !== undefined || 'write' in step.action,
    unknown,
    ...('run' in step.action
      ? { run: lineOf(found, step.action.run, values) }
      : { write: { path: step.action.write.path, text: textOf(step.action.write.text, values) } }),
    ...(step.check ? { check: lineOf(found, step.check, values) } : {}),
    ...(step.undo ? { undo: lineOf(found, step.undo, values) } : {}),
  };
}

function lineOf({ machine, secrets }: Plan, command: Command, values: Values): Line {
  const { shell, on } = command;
  const reads = namesRead(secrets, command);
  return {
    shell: textOf(shell, values),
    ...(reads.length > 0 ? { reads } : {}),
    ...(on ? { on, ...(machine ? { by: textOf(machine, values) } : {}) } : {}),
  };
}

function sentences({ will, why, asks, reversible, unknown }: Forecast, say: Say): string[] {
  const first =
    why === 'left-out'
      ? say('runbook.plan.leftOut')
      : will === 'skip'
        ? say('runbook.plan.done')
        : will === 'unknown'
          ? say(why === 'doubt' ? 'runbook.plan.doubt' : 'runbook.plan.check')
          : why === 'always'
            ? say('runbook.plan.always')
            : say('runbook.plan.run');
  return [
    first,
    ...(asks ? [say('runbook.plan.asks')] : []),
    ...(reversible ? [] : [say('runbook.plan.final')]),
    ...(unknown.length > 0 ? [say('runbook.plan.unknown', { names: unknown.join(', ') })] : []),
  ];
}

/** Runs the checks alone, as far as their variables are known. Returns what they said. */
async function probe(
  host: Host,
  options: Options,
  console: Console,
  found: Plan,
  selected: ReadonlySet<Step>,
  values: Values,
): Promise<Map<string, Answer['says']>> {
  const place = await openPlace(host, options);
  const workshop = openWorkshop(found, values, place, console);
  const heedless = heedSignals(workshop);
  const within = { cwd: place.cwd, changes: { set: {}, unset: [] } };
  const told = new Map<string, Answer['says']>();
  try {
    for (const step of selected) {
      const known = variablesOf(step, found).every((name) => values[name] !== undefined);
      if (step.check && known) told.set(step.id, (await ask(workshop, step.check, { within })).says);
    }
    return told;
  } finally {
    heedless();
    closeWorkshop(workshop);
    closePlace(place);
  }
}
