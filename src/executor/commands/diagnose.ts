import type { PlanIndex, Symptom } from '../../runbook/plan.ts';
import { variablesIn } from '../../runbook/plan.ts';
import { runCommand } from '../engine/command.ts';
import { inLanguage, type Workshop } from '../engine/session.ts';
import type { Host } from '../host.ts';
import { loadIndex } from '../plans/load.ts';
import { openStore } from '../plans/store.ts';
import { readValues, settleValues, type Values } from '../plans/values.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import { Asker } from '../terminal/ask.ts';
import { oneLine } from '../terminal/clean.ts';
import { askValues } from './ask-values.ts';
import type { Console } from './console.ts';
import { chooseMending, type Finding, type Mending, mendingOf } from './mending.ts';
import type { Options } from './options.ts';
import { isOnPath } from './preflight.ts';
import { run } from './run.ts';
import { closeWorkshop, heedSignals, openWorkshop } from './session.ts';
import { closePlace, openPlace, type Place } from './world.ts';

/** How long a symptom's test may take, in milliseconds. */
const patience = 60_000;

/**
 * `diagnose`: runs the symptoms' tests and says which problems are present, with the page of each and the runbook that mends it; at a
 * terminal it offers to run that.
 */
export async function diagnose(host: Host, options: Options, console: Console): Promise<Exit> {
  const store = await openStore(host, options.plans);
  // What comes from elsewhere has no digest to be trusted by as a whole.
  if (store.foreign)
    throw new Stop(exits.refused, { key: 'runbook.diagnose.foreign', values: { origin: store.origin } });
  const index = await loadIndex(store);
  const given = await readValues(host.cwd, options.vars, options.var);
  const values = settleValues(index, given, console.language);
  const place = await openPlace(host, options);
  const workshop = openWorkshop({ ...index, secrets: [] }, values, place, console);
  const heedless = heedSignals(workshop);
  const atTerminal = host.stdin.isTTY === true && !options.yes && !options.json;
  const asker = atTerminal ? new Asker(host, console.aside, workshop.interrupt.signal) : undefined;
  const findings: Finding[] = [];
  let mending: Mending[] = [];
  try {
    if (asker) Object.assign(values, await askValues(index, given, asker, console));
    if (!options.json) sayValues(index, values, console);
    for (const symptom of index.symptoms) {
      const done = showProgress(host, console, symptom, options);
      const finding = await test(workshop, place, index, symptom);
      done();
      if (workshop.interrupt.signal.aborted) return exits.interrupted;
      findings.push(finding);
      const mend = await mendingOf(store, host, options, finding, values);
      if (mend) mending.push(mend);
      if (!options.json) for (const line of lines(finding, mend, console)) console.print(line);
    }
    const count = findings.filter(({ present }) => present === true).length;
    if (options.json) console.print(JSON.stringify(findings, null, 2));
    else console.print(console.say('runbook.diagnose.found', { count }));
    // What a world of its own showed cannot be mended in another.
    mending = asker && !place.world?.temporary ? await chooseMending(mending, asker, console) : [];
  } finally {
    heedless();
    asker?.release();
    closeWorkshop(workshop);
    closePlace(place);
  }
  const { vars: _, ...rest } = options;
  for (const { runbook, words } of mending) {
    const exit = await run(host, { ...rest, var: words }, console, runbook);
    if (exit !== exits.done) return exit;
  }
  return exits.done;
}

/** Says which values the tests look with: the guide's own are seldom the reader's. */
function sayValues({ variables }: PlanIndex, values: Values, { say, print, style }: Console): void {
  const known = variables.filter(({ name }) => values[name] !== undefined);
  const text = known.map(({ name }) => `${name}=${values[name]}`).join(', ');
  if (text !== '') print(style.dim(say('runbook.diagnose.values', { values: text })));
}

/** Shows at a terminal what is being looked at. Returns what takes it away. */
function showProgress(
  { stdout, env }: Host,
  { style, language }: Console,
  { title }: Symptom,
  { json }: Options,
): () => void {
  if (!stdout.isTTY || json || env.TERM === 'dumb') return () => {};
  stdout.write(style.dim(`… ${oneLine(inLanguage(title, language))}`));
  return () => stdout.write('\r\x1b[K');
}

async function test(workshop: Workshop, place: Place, index: PlanIndex, symptom: Symptom): Promise<Finding> {
  const { language } = workshop;
  const at = symptom.source[language] ?? Object.values(symptom.source)[0];
  const known =
    variablesIn(symptom.test.shell).every((name) => name in workshop.values) &&
    missingFor(symptom, index, place).length === 0;
  const within = { cwd: place.cwd, changes: { set: {}, unset: [] } };
  const result = known
    ? await runCommand(workshop, { timeout: patience, ...symptom.test }, { within })
    : undefined;
  const told = result?.reached && result.ended === undefined && result.exit !== undefined;
  return {
    symptom: symptom.id,
    title: inLanguage(symptom.title, language),
    present: told ? result.exit === 0 : 'unknown',
    ...(at ? { page: `${(index.site ?? '').replace(/\/$/, '')}${at.page}` } : {}),
    ...(symptom.mends === undefined ? {} : { mends: symptom.mends }),
  };
}

/** Returns the programs that the test calls and that are not there: a pipe would hide that behind the status of its last program. */
function missingFor(
  { test: { shell, on } }: Symptom,
  { demands, machine }: PlanIndex,
  { env }: Place,
): string[] {
  const text = [...shell, ...(on === 'machine' ? (machine ?? []) : [])]
    .map((piece) => (typeof piece === 'string' ? piece : piece.var))
    .join('');
  const words = new Set(text.split(/[\s;|&(){}`]+/));
  return demands
    .map(({ program }) => program)
    .filter((program) => words.has(program) && !isOnPath(program, env));
}

function lines(
  { title, present, page }: Finding,
  mend: Mending | undefined,
  { say, style }: Console,
): string[] {
  const name = oneLine(title);
  if (present === false) return [`${style.green(say('runbook.diagnose.absent'))}  ${name}`];
  if (present === 'unknown') return [`${style.dim(say('runbook.diagnose.unknown'))}  ${name}`];
  return [
    `${style.red(say('runbook.diagnose.present'))}  ${style.bold(name)}`,
    ...(page === undefined ? [] : [`    ${say('runbook.explain.page', { page: oneLine(page) })}`]),
    ...(mend === undefined ? [] : [`    ${say('runbook.diagnose.mends', { command: mend.command })}`]),
  ];
}
