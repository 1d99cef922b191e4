import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Guide, rootLanguage } from '../guide/guide.ts';
import { toTemplate, usualOf, type Variable } from '../guide/variables.ts';
import { addressOf, type PlacedFence } from './address.ts';
import { withCaptured } from './captured.ts';
import { checkStep } from './check-step.ts';
import { commandsOf, compileStep, textsOf, usesMachine } from './compile-step.ts';
import {
  type Plan,
  type PlanIndex,
  type PlanReach,
  type PlanVariable,
  planVersion,
  sealPlan,
  variablesIn,
} from './plan.ts';
import { frontmatterSpan, type PageRunbook, readRunbooks, spanOf } from './steps.ts';
import { compileSymptoms } from './symptoms.ts';

/** What the guide's fences come to: the plans, their index with the symptoms, and what is wrong with either. */
export interface Compiled {
  plans: Plan[];
  index: PlanIndex;
  diagnostics: Diagnostic[];
}

/**
 * Compiles a guide's fences into plans.
 *
 * @param options.language whose pages the commands are taken from; comments may differ between languages, nothing else does
 * @param options.site the site's address, where it is known
 */
export function compile(written: Guide, options: { language?: string; site?: string } = {}): Compiled {
  const { language = rootLanguage, site } = options;
  const guide = withCaptured(written);
  const diagnostics: Diagnostic[] = [];
  const all = guide.pages.flatMap((page) => {
    const { runbooks, diagnostics: found } = readRunbooks(page);
    diagnostics.push(...found);
    return runbooks;
  });
  const plans: Plan[] = [];
  for (const runbook of all.filter(({ page }) => page.language === language)) {
    const { id } = runbook.entry;
    const report = (code: string, message: Diagnostic['message']) =>
      diagnostics.push({
        file: runbook.page.file,
        code,
        severity: 'error',
        message,
        ...frontmatterSpan(runbook.page, id),
      });
    if (plans.some((plan) => plan.id === id)) {
      report('runbook/twice', { key: 'rules.runbook/twice', values: { runbook: id } });
      continue;
    }
    // Without its section it has no steps either, and that it has none is told already.
    if (runbook.entry.section !== undefined && !headingOf(runbook)) continue;
    if (runbook.steps.length === 0) {
      report('runbook/empty', { key: 'rules.runbook/empty', values: { runbook: id } });
      continue;
    }
    const twins = all.filter(({ entry }) => entry.id === id);
    const plan = compilePlan(guide, runbook, twins, diagnostics);
    if (plan) plans.push(sealPlan({ ...plan, ...(site !== undefined && { site }) }));
  }
  return { plans, index: compileIndex(guide, plans, language, site), diagnostics };
}

/** Returns the plan of a runbook, or nothing where no step of it can be run. */
function compilePlan(
  guide: Guide,
  runbook: PageRunbook,
  twins: PageRunbook[],
  diagnostics: Diagnostic[],
): Omit<Plan, 'digest'> | undefined {
  const { variables, secrets } = guide.variables;
  const captured = new Set<string>();
  const steps = runbook.steps.flatMap((step) => {
    diagnostics.push(...checkStep(guide, runbook.page, step, captured));
    const { capture } = step.fence.annotations;
    if (capture !== undefined) captured.add(capture);
    const compiled = compileStep(step, twinsOf(step.id, runbook, twins, diagnostics), guide.variables);
    return compiled ? [compiled] : [];
  });
  if (steps.length === 0) return undefined;
  const machine = steps.some(usesMachine) ? machineOf(guide) : undefined;
  const reach = reachOf(guide, runbook.entry.requires);
  const texts = [...steps.flatMap(textsOf), machine ?? [], reach?.test ?? []];
  const read = new Set(steps.flatMap(commandsOf).flatMap(({ reads = [] }) => reads));
  return {
    version: planVersion,
    id: runbook.entry.id,
    title: Object.fromEntries(
      twins.map((twin) => [twin.page.language, headingOf(twin)?.text ?? twin.page.frontmatter.title]),
    ),
    source: Object.fromEntries(
      twins.map((twin) => [
        twin.page.language,
        {
          page: addressOf(twin.page, twin.entry.section),
          file: twin.page.file,
          line: headingOf(twin)?.line ?? 1,
        },
      ]),
    ),
    requires: runbook.entry.requires,
    targets: guide.targets,
    variables: variablesOf(variables, texts.flatMap(variablesIn)),
    secrets: secrets
      .filter(({ name }) => read.has(name))
      .map((secret) => ({ ...secret, optional: secret.optional ?? false })),
    ...(machine && { machine }),
    ...(reach && { reach }),
    steps,
  };
}

/** Returns the same step on the pages of every language, and reports those where it is missing. */
function twinsOf(
  id: string,
  runbook: PageRunbook,
  twins: PageRunbook[],
  diagnostics: Diagnostic[],
): PlacedFence[] {
  return twins.flatMap((twin) => {
    const step = twin.steps.find((candidate) => candidate.id === id);
    if (step) return [{ page: twin.page, fence: step.fence }];
    const own = runbook.steps.find((candidate) => candidate.id === id);
    diagnostics.push({
      file: runbook.page.file,
      code: 'runbook/untranslated',
      severity: 'error',
      message: {
        key: 'rules.runbook/untranslated',
        values: { step: id, runbook: runbook.entry.id, language: twin.page.language },
      },
      ...(own ? spanOf(own.fence, 'step') : { start: 0, end: 3 }),
    });
    return [];
  });
}

function headingOf({ page, entry }: PageRunbook) {
  return page.headings.find(({ id }) => id !== undefined && id === entry.section);
}

function machineOf(guide: Guide) {
  return guide.reach.machine === undefined
    ? undefined
    : toTemplate(guide.reach.machine, guide.variables.variables);
}

/** Returns how it is told whether the first of some programs that has to reach something does. */
function reachOf(guide: Guide, programs: readonly string[]): PlanReach | undefined {
  const demand = guide.reach.demands.find(
    ({ program, reach }) => reach !== undefined && programs.includes(program),
  );
  if (demand?.reach === undefined) return undefined;
  return {
    program: demand.program,
    test: toTemplate(demand.reach, guide.variables.variables),
    remedy: demand.loginRemedy ?? demand.remedy,
  };
}

/**
 * Returns the named variables, and those that they follow, as plans carry them: what a value has to be, without what only a page
 * needs.
 */
function variablesOf(variables: Variable[], names: string[]): PlanVariable[] {
  const followed = variables.flatMap(({ name, follows }) => (names.includes(name) ? (follows ?? []) : []));
  return variables
    .filter(({ name }) => names.includes(name) || followed.includes(name))
    .map((whole) => {
      const { choices: _, forms: __, follows: ___, default: ____, ...variable } = whole;
      const usual = usualOf(whole, variables);
      return usual === undefined ? variable : { ...variable, default: usual };
    });
}

function compileIndex(guide: Guide, plans: Plan[], language: string, site: string | undefined): PlanIndex {
  const symptoms = compileSymptoms(guide, language);
  const machine = machineOf(guide);
  const reach = reachOf(
    guide,
    guide.reach.demands.map(({ program }) => program),
  );
  const used = [...symptoms.map(({ test }) => test.shell), machine ?? [], reach?.test ?? []].flatMap(
    variablesIn,
  );
  return {
    version: planVersion,
    plans: plans.map(({ id, title, digest, steps }) => ({
      id,
      title,
      file: `${id}.json`,
      digest,
      steps: steps.length,
    })),
    symptoms,
    variables: variablesOf(guide.variables.variables, used),
    ...(machine && { machine }),
    ...(reach && { reach }),
    ...(site !== undefined && { site }),
    demands: guide.reach.demands.map(({ target, reach: _, ...demand }) => {
      const version = target === undefined ? undefined : guide.targets[target];
      return version === undefined ? demand : { ...demand, target: version };
    }),
  };
}
