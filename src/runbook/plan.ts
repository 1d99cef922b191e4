import * as z from 'zod';
import { demandSchema } from '../guide/reach.ts';
import { digest as digestOf } from './digest.ts';

export type { Demand } from '../guide/reach.ts';
export { checkValue } from '../guide/value.ts';

/** What a plan is called, and what its runs record themselves as having run. Raised when an old plan could be misread. */
export const planVersion = 1;

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const localized = z.record(z.string().regex(/^[a-z]{2}$/), z.string());
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Text in pieces: what stands as it is, and variables to be filled in. */
export const templateSchema = z.array(
  z.union([
    z.string(),
    z.strictObject({ var: z.string().describe('The name of the variable that stands here.') }),
  ]),
);
export type Template = z.infer<typeof templateSchema>;

/** Where a step's fence stands in one language: the page's address below the site's base, and the line of its file. */
const sourceSchema = z.strictObject({
  page: z
    .string()
    .describe('Address below the base path, with the heading as fragment: `/it/deploy/#set-secrets`.'),
  file: z.string().describe('Path of the page below the content folder.'),
  line: z.number().int().positive().describe('Line of the fence in that file, from 1.'),
});

/** One piece of shell, and where and how long it may run. */
export const commandSchema = z.strictObject({
  shell: templateSchema.describe('The script, for a POSIX shell.'),
  on: z.literal('machine').optional().describe('Runs on the machine instead of here.'),
  timeout: z.number().int().positive().optional().describe('How long it may take, in milliseconds.'),
  reads: z
    .array(z.string())
    .optional()
    .describe('The secrets that it is given in its environment; absent where its shell names none.'),
});
export type Command = z.infer<typeof commandSchema>;

/** What a step is expected to print. */
export const expectSchema = z.strictObject({
  text: templateSchema.describe('The pattern that standard output has to match.'),
  match: z.enum(['glob', 'regex', 'exact', 'json']).describe('How the pattern is read.'),
});

export const stepSchema = z.strictObject({
  id: id.describe('Name of the step, unique in its plan.'),
  title: localized.describe('What the step does, by language.'),
  source: z.record(z.string(), sourceSchema).describe('Where its fence stands, by language.'),
  words: localized
    .optional()
    .describe("What the page says before the step's fence, as plain text, by language."),
  action: z
    .union([
      z.strictObject({ run: commandSchema.describe('A command to run.') }),
      z.strictObject({
        write: z
          .strictObject({
            path: z.string().describe('Path of the file, relative to the working folder.'),
            text: templateSchema.describe('What the file holds.'),
          })
          .describe('A file to write.'),
      }),
    ])
    .describe('A command to run, or a file to write.'),
  check: commandSchema
    .optional()
    .describe(
      "Exits 0 when the step's effect is in place, 1 when it is not, and with anything else when it cannot tell.",
    ),
  undo: commandSchema.optional().describe("Takes the step's effect back."),
  expect: expectSchema.optional().describe('What the step prints.'),
  capture: z
    .strictObject({
      name: id.describe('The variable that is taken.'),
      pattern: z.string().describe('A regular expression whose first group is the value.'),
    })
    .optional()
    .describe("A variable that is taken from the step's output."),
  until: id
    .optional()
    .describe(
      'What it does lasts until the step of that name has run: a run that ends before says how to end it.',
    ),
  confirm: z
    .boolean()
    .default(false)
    .describe('Asks before it runs, also under --yes unless the run says otherwise.'),
  interactive: z.boolean().default(false).describe('Gets the terminal.'),
  background: z.boolean().default(false).describe('Goes on while the steps after it run.'),
  ready: z
    .string()
    .optional()
    .describe(
      'When a background step counts as started: `port:3000`, `output:text`, an address, or `delay:5s`.',
    ),
  always: z.boolean().default(false).describe('Runs again whenever the run goes on.'),
  retries: z.number().int().min(0).default(0).describe('How often it is tried again when it fails.'),
  digest: digest.describe('SHA-256 of everything that decides what the step does.'),
});
export type Step = z.infer<typeof stepSchema>;

/** A variable that the plan's text names. One without a default is captured from a step's output. */
export const planVariableSchema = z.strictObject({
  name: z.string().describe('The name that templates use.'),
  default: z
    .union([z.string(), templateSchema])
    .optional()
    .describe('The value where the reader gives none; in pieces where it follows another variable.'),
  pattern: z.string().describe('A regular expression that the whole value has to match.'),
  minimum: z.number().optional().describe('The least that a number may be.'),
  maximum: z.number().optional().describe('The most that a number may be.'),
  multipleOf: z.number().optional().describe('What a number has to be a multiple of.'),
  label: localized.describe('What it is called, by language.'),
  help: localized.describe('What to put in, by language.'),
});
export type PlanVariable = z.infer<typeof planVariableSchema>;

/** A secret that the plan's steps read from their environment. */
export const planSecretSchema = z.strictObject({
  name: z.string().describe('The environment variable.'),
  optional: z.boolean().default(false).describe('The steps run without it, too.'),
  generate: z
    .strictObject({
      bytes: z.number().int().describe('How many random bytes.'),
      encoding: z.enum(['hex', 'base64url']).describe('How they are written.'),
    })
    .optional()
    .describe('How one is made up where the reader has none.'),
  label: localized.describe('What it is called, by language.'),
  help: localized.describe('Where to get it, by language.'),
});
export type PlanSecret = z.infer<typeof planSecretSchema>;

/** A problem that `diagnose` can tell to be present. */
export const symptomSchema = z.strictObject({
  id: id.describe('Name of the problem.'),
  title: localized.describe('What the problem is called, by language.'),
  source: z.record(z.string(), sourceSchema).describe('Where its test stands, by language.'),
  test: commandSchema.describe(
    'Exits 0 when the problem is present, 1 when it is not, and with anything else when it cannot tell.',
  ),
  otherwise: z.boolean().optional().describe('Asked last, and present only where no other problem is.'),
  mends: id.optional().describe('The runbook that mends it, where the page has one under the same heading.'),
});
export type Symptom = z.infer<typeof symptomSchema>;

/** How it is told whether what the commands are about can be reached. */
export const planReachSchema = z.strictObject({
  program: z.string().describe('The program that has to reach it: what calls it can tell nothing without.'),
  test: templateSchema.describe(
    'Shell that exits 0 where all of it is reached, 1 where the account is and what the plan is about is not there, and with anything else where it cannot tell.',
  ),
  remedy: localized.describe('What to do where it is not reached, by language.'),
});
export type PlanReach = z.infer<typeof planReachSchema>;

/** A procedure of the guide, compiled from its fences: all that a runner needs, in every language. */
export const planSchema = z.strictObject({
  version: z.literal(planVersion).describe('The version of this format.'),
  id: id.describe('Name of the runbook.'),
  title: localized.describe('What the runbook does, by language.'),
  source: z.record(z.string(), sourceSchema).describe('Where the runbook begins, by language.'),
  site: z.string().optional().describe("The site's address, to which a source's page is added."),
  requires: z.array(z.string()).describe('Programs that have to be on the path.'),
  targets: z
    .record(z.string(), z.string())
    .describe('The versions that the runbook is true for, by program.'),
  variables: z.array(planVariableSchema).describe('What the reader fills in, and what steps capture.'),
  secrets: z
    .array(planSecretSchema)
    .describe('What the steps read from their environment, and nobody shows.'),
  machine: templateSchema
    .optional()
    .describe('The command that runs a script on the machine from its standard input.'),
  reach: planReachSchema.optional().describe('How it is told whether it can be reached.'),
  steps: z.array(stepSchema).min(1).describe('The steps, in the order in which they run.'),
  digest: digest.describe('SHA-256 of all of the above.'),
});
export type Plan = z.infer<typeof planSchema>;

/** What a folder of plans holds: index.json beside `<id>.json` for each plan. */
export const planIndexSchema = z.strictObject({
  version: z.literal(planVersion).describe('The version of this format.'),
  plans: z
    .array(
      z.strictObject({
        id: id.describe('Name of the runbook.'),
        title: localized.describe('What the runbook does, by language.'),
        file: z.string().describe('The file of its plan, beside this one.'),
        digest: digest.describe("The plan's own digest."),
        steps: z.number().int().describe('How many steps it has.'),
      }),
    )
    .describe('The plans of this folder.'),
  symptoms: z.array(symptomSchema).describe('The problems that `diagnose` can tell to be present.'),
  variables: z.array(planVariableSchema).describe("What the symptoms' tests name."),
  machine: templateSchema
    .optional()
    .describe('The command that runs a script on the machine from its standard input.'),
  reach: planReachSchema.optional().describe('How it is told whether it can be reached.'),
  site: z.string().optional().describe("The site's address, to which a source's page is added."),
  demands: z.array(demandSchema).default([]).describe('What `doctor` asks.'),
  program: z
    .strictObject({
      file: z.string().describe('Its name beside this folder.'),
      sha256: digest.describe('What it must be.'),
      bytes: z.number().int().describe('How large it is.'),
    })
    .optional()
    .describe('The one file that runs these plans, once it is built.'),
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
