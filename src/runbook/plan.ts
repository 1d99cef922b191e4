import { z } from 'zod';
import { demandSchema } from '../guide/reach.ts';
import { digest as digestOf } from './digest.ts';

export type { Demand } from '../guide/reach.ts';
export { checkValue, type ValueProblem } from '../guide/variables.ts';

/** What a plan is called, and what its runs record themselves as having run. Raised when an old plan could be misread. */
export const planVersion = 1;

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const localized = z.record(z.string().regex(/^[a-z]{2}$/), z.string());
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Text in pieces: what stands as it is, and variables to be filled in. */
export const templateSchema = z.array(z.union([z.string(), z.strictObject({ var: z.string() })]));
export type Template = z.infer<typeof templateSchema>;

/** Where a step's fence stands in one language: the page's address below the site's base, and the line of its file. */
const sourceSchema = z.strictObject({
  page: z
    .string()
    .describe('Address below the base path, with the heading as fragment: `/it/deploy/#set-secrets`.'),
  file: z.string(),
  line: z.number().int().positive(),
});

/** One piece of shell, and where and how long it may run. */
export const commandSchema = z.strictObject({
  shell: templateSchema,
  on: z.literal('machine').optional(),
  /** Milliseconds. */
  timeout: z.number().int().positive().optional(),
});
export type Command = z.infer<typeof commandSchema>;

/** What a step is expected to print. */
export const expectSchema = z.strictObject({
  text: templateSchema,
  match: z.enum(['glob', 'regex', 'exact', 'json']),
});

export const stepSchema = z.strictObject({
  id,
  title: localized,
  source: z.record(z.string(), sourceSchema),
  /** What the page says before the step's fence, as plain text. */
  words: localized.optional(),
  /** A command to run, or a file to write. */
  action: z.union([
    z.strictObject({ run: commandSchema }),
    z.strictObject({ write: z.strictObject({ path: z.string(), text: templateSchema }) }),
  ]),
  check: commandSchema.optional(),
  undo: commandSchema.optional(),
  expect: expectSchema.optional(),
  capture: z.strictObject({ name: id, pattern: z.string() }).optional(),
  confirm: z.boolean().default(false),
  interactive: z.boolean().default(false),
  background: z.boolean().default(false),
  ready: z.string().optional(),
  always: z.boolean().default(false),
  retries: z.number().int().min(0).default(0),
  /** SHA-256 of everything above that decides what the step does. */
  digest,
});
export type Step = z.infer<typeof stepSchema>;

/** A variable that the plan's text names. One without a default is captured from a step's output. */
export const planVariableSchema = z.strictObject({
  name: z.string(),
  default: z.string().optional(),
  pattern: z.string(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  multipleOf: z.number().optional(),
  label: localized,
  help: localized,
});
export type PlanVariable = z.infer<typeof planVariableSchema>;

/** A secret that the plan's steps read from their environment. */
export const planSecretSchema = z.strictObject({
  name: z.string(),
  optional: z.boolean().default(false),
  generate: z.strictObject({ bytes: z.number().int(), encoding: z.enum(['hex', 'base64url']) }).optional(),
  label: localized,
  help: localized,
});
export type PlanSecret = z.infer<typeof planSecretSchema>;

/** A problem that `diagnose` can tell to be present. */
export const symptomSchema = z.strictObject({
  id,
  title: localized,
  source: z.record(z.string(), sourceSchema),
  test: commandSchema,
  /** The runbook that mends it, where the page has one under the same heading. */
  mends: id.optional(),
});
export type Symptom = z.infer<typeof symptomSchema>;

/** A procedure of the guide, compiled from its fences: all that a runner needs, in every language. */
export const planSchema = z.strictObject({
  version: z.literal(planVersion),
  id,
  title: localized,
  source: z.record(z.string(), sourceSchema),
  /** The site's address, to which a source's page is added. */
  site: z.string().optional(),
  requires: z.array(z.string()),
  targets: z.record(z.string(), z.string()),
  variables: z.array(planVariableSchema),
  secrets: z.array(planSecretSchema),
  /** The command that runs a script on the machine from its standard input. */
  machine: templateSchema.optional(),
  steps: z.array(stepSchema).min(1),
  /** SHA-256 of all of the above. */
  digest,
});
export type Plan = z.infer<typeof planSchema>;

/** What a folder of plans holds: index.json beside `<id>.json` for each plan. */
export const planIndexSchema = z.strictObject({
  version: z.literal(planVersion),
  plans: z.array(z.strictObject({ id, title: localized, file: z.string(), digest, steps: z.number().int() })),
  symptoms: z.array(symptomSchema),
  /** What the symptoms' tests name. */
  variables: z.array(planVariableSchema),
  machine: templateSchema.optional(),
  /** The site's address, to which a source's page is added. */
  site: z.string().optional(),
  /** What `doctor` asks. */
  demands: z.array(demandSchema).default([]),
  /** The one file that runs these plans, once it is built: its name beside this folder, and what it must be. */
  program: z.strictObject({ file: z.string(), sha256: digest, bytes: z.number().int() }).optional(),
});
export type PlanIndex = z.infer<typeof planIndexSchema>;

/**
 * Returns a template's text with the values in place.
 *
 * @throws RangeError where a variable has no value
 */
export function fill(template: Template, values: Readonly<Record<string, string>>): string {
  return template
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const value = values[piece.var];
      if (value === undefined) throw new RangeError(`No value for the variable ${piece.var}.`);
      return value;
    })
    .join('');
}

/** Returns the names of the variables in a template, each once, in order. */
export function variablesIn(template: Template): string[] {
  return [...new Set(template.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.var])))];
}

/** A step as its author has it, before it is sealed. */
export type StepDraft = Omit<z.input<typeof stepSchema>, 'digest'>;
/** A plan as its author has it, before it is sealed. */
export type PlanDraft = Omit<z.input<typeof planSchema>, 'digest' | 'steps'> & { steps: StepDraft[] };

const unsealed = '0'.repeat(64);

/** Returns a step with its digest: SHA-256 of all that decides what it does, so of everything but its words and its place. */
export function sealStep(step: StepDraft): Step {
  const { digest: _, ...whole } = stepSchema.parse({ ...step, digest: unsealed });
  const { title: _title, source: _source, words: _words, ...decides } = whole;
  return { ...whole, digest: digestOf(decides) };
}

/** Returns a plan with its digest, its steps sealed too. Sealing a sealed plan again changes nothing. */
export function sealPlan(plan: PlanDraft): Plan {
  const steps = plan.steps.map((step) => sealStep(step));
  const { digest: _, ...whole } = planSchema.parse({ ...plan, steps, digest: unsealed });
  return { ...whole, digest: digestOf(whole) };
}
