import { z } from 'zod';
import { failureSchema } from '../journal/record.ts';

const step = z.string().describe("The step's id.");
const milliseconds = z.number().nonnegative().describe('Milliseconds.');
const exit = z.number().int().optional();

/** What happens in a run, as it happens: with `--json`, a line each. */
export const eventSchema = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('run'),
    run: z.string(),
    plan: z.string(),
    digest: z.string(),
    title: z.string(),
    steps: z.number().int(),
    journal: z.string().describe("The journal's path."),
    world: z.string().optional().describe("The rehearsal's folder."),
    resumed: z.boolean(),
  }),
  z.strictObject({
    event: z.literal('secret'),
    name: z.string(),
    source: z.enum(['environment', 'prompt', 'generated', 'made-up', 'absent']),
  }),
  z.strictObject({
    event: z.literal('step'),
    step,
    title: z.string(),
    number: z.number().int().positive(),
    of: z.number().int().positive(),
    text: z.string().describe('What runs, or the file that is written, with values in place.'),
    file: z.string().optional(),
    on: z.literal('machine').optional(),
    undo: z.boolean().describe('Whether it can be undone.'),
  }),
  z.strictObject({
    event: z.literal('start'),
    step,
    interactive: z.boolean().describe('Whether it gets the terminal.'),
  }),
  z.strictObject({ event: z.literal('output'), step, stream: z.enum(['out', 'err']), text: z.string() }),
  z.strictObject({
    event: z.literal('pass'),
    step,
    title: z.string(),
    number: z.number().int(),
    of: z.number().int(),
    why: z.enum(['check', 'hand', 'skip']),
  }),
  z.strictObject({ event: z.literal('retry'), step, attempt: z.number().int(), wait: milliseconds }),
  z.strictObject({
    event: z.literal('end'),
    step,
    outcome: z.enum(['done', 'failed', 'interrupted']),
    failure: failureSchema.optional(),
    exit,
    duration: milliseconds,
    captured: z.record(z.string(), z.string()).optional(),
    diff: z.array(z.string()).optional().describe('Expected (-) and found (+) output, where they differ.'),
    reason: z.string().optional(),
    moved: z.string().optional().describe('The folder that the following steps stand in.'),
    exported: z.array(z.string()).optional().describe('Names of variables that the step exported.'),
  }),
  z.strictObject({ event: z.literal('undo'), step, title: z.string(), text: z.string() }),
  z.strictObject({
    event: z.literal('undone'),
    step,
    outcome: z.enum(['done', 'failed', 'interrupted', 'left', 'gone']),
    exit,
    duration: milliseconds,
  }),
  z.strictObject({
    event: z.literal('note'),
    message: z.string().describe("A remark in the user's language."),
  }),
  z.strictObject({ event: z.literal('error'), message: z.string() }),
  z.strictObject({
    event: z.literal('stop'),
    run: z.string(),
    outcome: z.enum(['finished', 'failed', 'interrupted', 'undone']),
    journal: z
      .string()
      .optional()
      .describe("The journal's path; absent where it went with the rehearsal's world."),
  }),
]);
export type RunEvent = z.infer<typeof eventSchema>;

/** Tells what happens to whoever watches. */
export type Report = (event: RunEvent) => void;
