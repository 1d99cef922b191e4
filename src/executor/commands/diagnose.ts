import type { PlanIndex, Symptom } from '../../runbook/plan.ts';
import { variablesIn } from '../../runbook/plan.ts';
import { runCommand } from '../engine/command.ts';
import { inLanguage, type Workshop } from '../engine/session.ts';
import type { Host } from '../host.ts';
import { loadIndex } from '../plans/load.ts';
import { openStore } from '../plans/store.ts';
import { readValues, settleValues } from '../plans/values.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import { oneLine } from '../terminal/clean.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';
import { isOnPath } from './preflight.ts';
import { heedSignals, openWorkshop } from './session.ts';
import { closePlace, openPlace, type Place } from './world.ts';

/** How long a symptom's test may take, in milliseconds. */
const patience = 60_000;

interface Finding {
  symptom: string;
  title: string;
  /** `unknown`: it could not be told, because the machine or the time did not allow it. */
  present: boolean | 'unknown';
  page?: string;
  mends?: string;
}

/** `diagnose`: runs the symptoms' tests and says which problems are present, with the page of each and the runbook that mends it. */
export async function diagnose(host: Host, options: Options, console: Console): Promise<Exit> {
  const store = await openStore(host, options.plans);
  // What comes from elsewhere has no digest to be trusted by as a whole.
  if (store.foreign)
    throw new Stop(exits.refused, { key: 'runbook.diagnose.foreign', values: { origin: store.origin } });
  const index = await loadIndex(store);
  const values = settleValues(index, await readValues(host.cwd, options.vars, options.var), console.language);
  const place = await openPlace(host, options);
  const workshop = openWorkshop({ ...index, secrets: [] }, values, place, console);
  const heedless = heedSignals(workshop);
  const findings: Finding[] = [];
  try {
    for (const symptom of index.symptoms) {
      const finding = await test(workshop, place, index, symptom);
      if (workshop.interrupt.signal.aborted) return exits.interrupted;
      findings.push(finding);
      if (!options.json) for (const line of lines(finding, host, console)) console.print(line);
    }
  } finally {
    heedless();
    workshop.reaper.close();
    closePlace(place);
  }
  if (options.json) console.print(JSON.stringify(findings, null, 2));
  else
    console.print(
      console.say('runbook.diagnose.found', {
        count: findings.filter(({ present }) => present === true).length,
      }),
    );
  return exits.done;
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
  { title, present, page, mends }: Finding,
  { program }: Host,
  { say, style }: Console,
): string[] {
  const name = oneLine(title);
  if (present === false) return [`${style.green(say('runbook.diagnose.absent'))}  ${name}`];
  if (present === 'unknown') return [`${style.dim(say('runbook.diagnose.unknown'))}  ${name}`];
  return [
    `${style.red(say('runbook.diagnose.present'))}  ${style.bold(name)}`,
    ...(page === undefined ? [] : [`    ${say('runbook.explain.page', { page: oneLine(page) })}`]),
    ...(mends === undefined
      ? []
      : [`    ${say('runbook.diagnose.mends', { command: `${program} run ${mends}` })}`]),
  ];
}
