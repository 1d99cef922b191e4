import type { PlanIndex, Symptom } from '../../runbook/plan.ts';
import { variablesIn } from '../../runbook/plan.ts';
import { ask, askReach, calls, needsReach } from '../engine/answer.ts';
import { inLanguage, type Workshop } from '../engine/session.ts';
import type { Host } from '../host.ts';
import type { Surroundings } from '../journal/state.ts';
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
 * terminal it offers to run that. Exits 0 where all were asked and none is present, 1 where one is, 3 where some could not be asked.
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
    const reached = await lookForReach(workshop, place, index, console, options);
    for (const symptom of inTurn(index.symptoms)) {
      const done = showProgress(host, console, symptom, options);
      const finding = await test(workshop, place, index, symptom, reached);
      done();
      if (workshop.interrupt.signal.aborted) return exits.interrupted;
      // What explains that nothing else was found explains nothing once something is.
      if (symptom.otherwise && findings.some(({ present }) => present === true)) continue;
      findings.push(finding);
      const mend = await mendingOf(store, host, options, finding, values);
      if (mend) mending.push(mend);
      if (!options.json) for (const line of lines(finding, mend, console)) console.print(line);
    }
    // A connection that was lost meanwhile may have made a no of what could not be told.
    if (reached && (await askReach(workshop, within(place))).says !== 'yes')
      takeBack(workshop, index, findings);
    if (options.json) console.print(JSON.stringify(findings, null, 2));
    else for (const line of summary(findings, console)) console.print(line);
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
  const mended = new Set(mending.map(({ title }) => title));
  return exitOf(findings.filter(({ title }) => !mended.has(title)));
}

/** What is there counts more than what could not be told. */
function exitOf(findings: readonly Finding[]): Exit {
  if (findings.some(({ present }) => present === true)) return exits.failed;
  return findings.some(({ present }) => present === 'unknown') ? exits.refused : exits.done;
}

/** Returns the symptoms in the order in which they are asked: last those that are present only where no other is. */
function inTurn(symptoms: readonly Symptom[]): Symptom[] {
  return [
    ...symptoms.filter(({ otherwise }) => !otherwise),
    ...symptoms.filter(({ otherwise }) => otherwise === true),
  ];
}

/** Whether what is looked at can be reached; where it cannot, why and what to do is said. */
async function lookForReach(
  workshop: Workshop,
  place: Place,
  { variables, reach }: PlanIndex,
  { print, say, style, language }: Console,
  { json }: Options,
): Promise<boolean> {
  if (!reach || !isOnPath(reach.program, place.env)) return true;
  const { program } = reach;
  const answer = await askReach(workshop, within(place));
  if (answer.says === 'yes' || workshop.interrupt.signal.aborted) return true;
  if (json) return false;
  const { values, redactor } = workshop;
  const names = variablesIn(reach.test).filter((name) => variables.some((one) => one.name === name));
  const text =
    answer.says === 'no'
      ? say('runbook.diagnose.nowhere', {
          program,
          values: names.map((name) => `${name}=${values[name]}`).join(', '),
        })
      : say('runbook.diagnose.unreached', {
          program,
          reason: answer.reason,
          remedy: oneLine(inLanguage(reach.remedy, language)),
        });
  print(style.yellow(redactor.clean(text)));
  return false;
}

/** Makes of each no that the lost reach may have caused what it is: nobody could tell. */
function takeBack(workshop: Workshop, { symptoms }: PlanIndex, findings: Finding[]): void {
  for (const finding of findings) {
    const symptom = symptoms.find(({ id }) => id === finding.symptom);
    if (finding.present === false && symptom && needsReach(workshop, symptom.test))
      finding.present = 'unknown';
  }
}

function within({ cwd }: Place): Surroundings {
  return { cwd, changes: { set: {}, unset: [] } };
}

/** Returns what all findings come to: how many problems are there, and which could not be looked for. */
function summary(findings: readonly Finding[], { say }: Console): string[] {
  const count = findings.filter(({ present }) => present === true).length;
  const open = findings.filter(({ present }) => present === 'unknown').map(({ title }) => oneLine(title));
  const told =
    count > 0
      ? [say('runbook.diagnose.found', { count })]
      : open.length === 0
        ? [say('runbook.diagnose.none', { count: findings.length })]
        : [];
  if (open.length > 0)
    told.push(say('runbook.diagnose.open', { count: open.length, titles: open.join('; ') }));
  return told;
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

async function test(
  workshop: Workshop,
  place: Place,
  index: PlanIndex,
  symptom: Symptom,
  reached: boolean,
): Promise<Finding> {
  const { language } = workshop;
  const at = symptom.source[language] ?? Object.values(symptom.source)[0];
  const askable =
    variablesIn(symptom.test.shell).every((name) => name in workshop.values) &&
    missingFor(symptom, index, place).length === 0 &&
    (reached || !needsReach(workshop, symptom.test));
  // That the reach is there is asked before all and after all.
  const asking = { within: within(place), proof: false };
  const answer = askable
    ? await ask(workshop, { timeout: patience, ...symptom.test }, asking)
    : ({ says: 'unknown', reason: '' } as const);
  return {
    symptom: symptom.id,
    title: inLanguage(symptom.title, language),
    present: answer.says === 'unknown' ? 'unknown' : answer.says === 'yes',
    ...(answer.says === 'unknown' && answer.reason !== '' ? { reason: answer.reason } : {}),
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
  return demands
    .map(({ program }) => program)
    .filter(
      (program) =>
        [shell, ...(on === 'machine' ? [machine ?? []] : [])].some((text) => calls(text, program)) &&
        !isOnPath(program, env),
    );
}

function lines(
  { title, present, page, reason }: Finding,
  mend: Mending | undefined,
  { say, style }: Console,
): string[] {
  const name = oneLine(title);
  if (present === false) return [`${style.green(say('runbook.diagnose.absent'))}  ${name}`];
  if (present === 'unknown')
    return [
      `${style.yellow(say('runbook.diagnose.unknown'))}  ${name}`,
      ...(reason === undefined ? [] : [`    ${style.dim(reason)}`]),
    ];
  return [
    `${style.red(say('runbook.diagnose.present'))}  ${style.bold(name)}`,
    ...(page === undefined ? [] : [`    ${say('runbook.explain.page', { page: oneLine(page) })}`]),
    ...(mend === undefined ? [] : [`    ${say('runbook.diagnose.mends', { command: mend.command })}`]),
  ];
}
