import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Plan,
  type PlanDraft,
  type PlanIndex,
  planVersion,
  type StepDraft,
  sealPlan,
} from '../../../src/runbook/plan.ts';

const nowhere = { en: { page: '/here/#there', file: 'here.mdx', line: 1 } };

/** A step that runs a line of shell, and whatever else it needs. */
export function step(id: string, shell: string, more: Partial<StepDraft> = {}): StepDraft {
  return {
    id,
    title: { en: `Do ${id}`, it: `Fai ${id}` },
    source: nowhere,
    action: { run: { shell: [shell] } },
    ...more,
  };
}

/** A plan of such steps. */
export function plan(steps: StepDraft[], more: Partial<PlanDraft> = {}): Plan {
  return sealPlan({
    version: planVersion,
    id: 'try',
    title: { en: 'Try it', it: 'Provalo' },
    source: nowhere,
    requires: [],
    targets: {},
    variables: [],
    secrets: [],
    ...more,
    steps,
  });
}

/** A variable with a default, or one that a step captures. */
export function variable(name: string, value?: string, pattern = '[a-z0-9-]+'): Plan['variables'][number] {
  return {
    name,
    ...(value === undefined ? {} : { default: value }),
    pattern,
    label: { en: name, it: name },
    help: { en: '', it: '' },
  };
}

/** A secret that steps read from their environment. */
export function secret(name: string, more: Partial<Plan['secrets'][number]> = {}): Plan['secrets'][number] {
  return { name, optional: false, label: { en: name, it: name }, help: { en: '', it: '' }, ...more };
}

/** The index of a folder with such plans. */
export function indexOf(plans: Plan[], more: Partial<PlanIndex> = {}): PlanIndex {
  return {
    version: planVersion,
    plans: plans.map(({ id, title, digest, steps }) => ({
      id,
      title,
      file: `${id}.json`,
      digest,
      steps: steps.length,
    })),
    symptoms: [],
    variables: [],
    demands: [],
    ...more,
  };
}

/** Writes plans into a folder as the extraction does. */
export function writePlans(folder: string, plans: Plan[], more: Partial<PlanIndex> = {}): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.json'), JSON.stringify(indexOf(plans, more)));
  for (const one of plans) writeFileSync(join(folder, `${one.id}.json`), JSON.stringify(one));
}
