import * as z from 'zod';
import type { WordKey } from '../words.ts';

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .describe('lower-case letters, digits and single hyphens');

/** `30s`, `5m`, `1h`: how long, with its unit. */
export const duration = z.string().regex(/^[1-9]\d{0,4}(ms|s|m|h)$/);

const pattern = z.string().refine(isPattern);

const flag = z.literal(true);

/** What an author may write in a fence's meta, after the language. Doc comments here are the reference of /authoring/. */
export const annotationSchema = z.strictObject({
  file: z
    .string()
    .regex(/^(?!.*\.\.)[\w.-]+(\/[\w.-]+)*$/)
    .optional()
    .describe('The snippet is this file: shown as its title, downloadable, and written by a runbook step.'),
  target: z
    .string()
    .regex(/^[a-z0-9-]+@[\w.-]+$/)
    .optional()
    .describe("Checked against this version instead of the guide's."),
  step: id.optional().describe("A step of the page's or section's runbook; unique there."),
  check: id
    .optional()
    .describe(
      "Exits 0 when the named step's effect is in place, 1 when it is not, and with 2 when it cannot tell.",
    ),
  undo: id.optional().describe("Takes the named step's effect back."),
  expect: id.optional().describe('In a text fence: what the named step prints.'),
  match: z
    .enum(['glob', 'regex', 'exact', 'json'])
    .optional()
    .describe('How `expect` compares; `glob` unless told.'),
  symptom: id
    .optional()
    .describe('Exits 0 when this problem is present, 1 when it is not, and with 2 when it cannot tell.'),
  otherwise: flag.optional().describe('Asked after all other symptoms, and told only where none of them is.'),
  on: z.literal('machine').optional().describe('Runs on the machine instead of here.'),
  until: id
    .optional()
    .describe('What it does lasts until the named step has run: a run that ends before says how to end it.'),
  capture: id.optional().describe("Takes a variable from the step's output."),
  pattern: pattern.optional().describe('The regular expression whose first group is captured.'),
  confirm: flag.optional().describe('Asks before it runs, also under --yes unless the run says otherwise.'),
  interactive: flag.optional().describe('Gets the terminal.'),
  background: flag.optional().describe('Goes on while the steps after it run.'),
  ready: z
    .string()
    .regex(/^(port:\d{1,5}|output:.+|https?:\/\/.+|delay:\d+(ms|s|m))$/)
    .optional()
    .describe(
      'When a background step counts as started: `port:3000`, `output:text`, an address, or `delay:5s`.',
    ),
  always: flag.optional().describe('Runs again whenever the run goes on.'),
  timeout: duration.optional().describe('How long it may take.'),
  retries: z.coerce
    .number()
    .int()
    .min(1)
    .max(20)
    .optional()
    .describe('How often it is tried again when it fails.'),
  secrets: z
    .enum(['read', 'named'])
    .optional()
    .describe('Whether a secret named without a `$` is read from the environment, or only named.'),
  ignore: z.string().trim().min(1).optional().describe('Not checked; why.'),
});

/** A fence's annotations, parsed. */
export type Annotations = z.infer<typeof annotationSchema>;
export type AnnotationName = keyof Annotations;

/** The names of all annotations. */
export const annotationNames = Object.keys(annotationSchema.shape) as AnnotationName[];

/** What each annotation's value has to be, in words. */
export const expectations: Record<AnnotationName, WordKey> = {
  file: 'expected.file',
  target: 'expected.target',
  step: 'expected.id',
  check: 'expected.id',
  undo: 'expected.id',
  expect: 'expected.id',
  match: 'expected.match',
  symptom: 'expected.id',
  otherwise: 'expected.flag',
  until: 'expected.id',
  on: 'expected.machine',
  capture: 'expected.id',
  pattern: 'expected.pattern',
  confirm: 'expected.flag',
  interactive: 'expected.flag',
  background: 'expected.flag',
  ready: 'expected.ready',
  always: 'expected.flag',
  timeout: 'expected.duration',
  retries: 'expected.retries',
  secrets: 'expected.secrets',
  ignore: 'expected.reason',
};

/** Meta keys of Expressive Code that an author may use beside ours: how a block looks, never what it means. */
export const displayKeys = [
  'title',
  'frame',
  'wrap',
  'preserveIndent',
  'showLineNumbers',
  'startLineNumber',
  'collapse',
  'mark',
  'ins',
  'del',
  'lang',
] as const;

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'mu');
    return true;
  } catch {
    return false;
  }
}
