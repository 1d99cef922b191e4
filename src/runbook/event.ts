import * as z from 'zod';

/** Why a step did not do what it should have. */
export const failureSchema = z.enum([
  'exit',
  'signal',
  'timeout',
  'interrupt',
  'expect',
  'check',
  /** It did well, and its check could not tell. */
  'doubt',
  'capture',
  'machine',
  'ready',
  'file',
  'folder',
]);
export type Failure = z.infer<typeof failureSchema>;

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
    file: z.string().optional().describe('The path of the file that is written, as the plan has it.'),
    replaces: z.boolean().optional().describe('Whether such a file is there already; it is kept for undo.'),
    on: z.literal('machine').optional(),
    always: z.literal(true).optional().describe('It concerns the run alone, and runs whenever that goes on.'),
    undo: z.boolean().describe('Whether it can be undone.'),
    undoText: z.string().optional().describe('What would take it back, with values in place.'),
    asks: z.boolean().describe('Whether a question about it follows, to be answered on standard input.'),
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
    page: z.string().optional().describe('Where the guide tells of a step that failed.'),
    moved: z.string().optional().describe('The folder that the following steps stand in.'),
    exported: z.array(z.string()).optional().describe('Names of variables that the step exported.'),
  }),
  z.strictObject({
    event: z.literal('undo'),
    step,
    title: z.string(),
    text: z.string().describe('The command that takes the step back, or the path of the file that it wrote.'),
    file: z.string().optional().describe('That path, where no command runs.'),
    kept: z.boolean().optional().describe('Whether a file stood there before, which comes back.'),
  }),
  z.strictObject({
    event: z.literal('undone'),
    step,
    outcome: z
      .enum(['done', 'gone', 'left', 'kept', 'changed', 'failed', 'interrupted'])
      .describe(
        '`gone`: nothing was left to take back. It stays where it cannot be taken back (`left`), the user wants it (`kept`), or somebody has changed it since (`changed`).',
      ),
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
    steps: z
      .strictObject({
        ran: z.array(z.string()),
        found: z.array(z.string()).describe('Done already, or done by hand.'),
        skipped: z.array(z.string()),
        undone: z.array(z.string()),
        left: z.array(z.string()).describe('What could not be undone, and stays.'),
      })
      .describe("The run's steps by what became of them; those that are not named did not run to their end."),
    files: z.array(z.string()).describe('Paths of the files that the run wrote and that are still there.'),
    journal: z
      .string()
      .optional()
      .describe("The journal's path; absent where it went with the rehearsal's world."),
  }),
]);
export type RunEvent = z.infer<typeof eventSchema>;

/** Tells what happens to whoever watches. */
export type Report = (event: RunEvent) => void;
