import * as z from 'zod';
import { failureSchema } from '../../runbook/event.ts';

const milliseconds = z.number().nonnegative();
const values = z.record(z.string(), z.string());
const changes = z.strictObject({ set: values, unset: z.array(z.string()) });

/** Which steps a run is about. */
export const selectionSchema = z.strictObject({
  from: z.string().optional(),
  until: z.string().optional(),
  only: z.array(z.string()).default([]),
  skip: z.array(z.string()).default([]),
});
export type Selection = z.infer<typeof selectionSchema>;

/** Where a process stands: its id, and what tells it from a later one with the same id. */
const processSchema = z.strictObject({ pid: z.number().int().positive(), birth: z.string().optional() });

/** The first record of a journal. Secrets are named, with where their values came from; the values are nowhere. */
const runRecord = z.strictObject({
  type: z.literal('run'),
  version: z.literal(1),
  run: z.string(),
  plan: z.strictObject({ id: z.string(), digest: z.string() }),
  variables: values,
  cwd: z.string(),
  selection: selectionSchema,
  /** Where the plan was found. */
  origin: z.string(),
  /** The folder of the rehearsal's world, and whether it goes when the run is done. */
  world: z.strictObject({ folder: z.string(), temporary: z.boolean() }).optional(),
  /** Whose account the program that has to reach one reached. */
  account: z.string().optional(),
  secrets: z.record(z.string(), z.enum(['environment', 'prompt', 'generated', 'made-up', 'absent'])),
});

/** Somebody took the run up again. */
const resumeRecord = z.strictObject({
  type: z.literal('resume'),
  digest: z.string(),
  /** Values that were given only now. */
  variables: values.optional(),
});

/** On disk before the step's process may do anything. */
const startRecord = z.strictObject({
  type: z.literal('start'),
  step: z.string(),
  digest: z.string(),
  attempt: z.number().int().positive(),
  process: processSchema.optional(),
  /** Where in the log its output begins, in bytes. */
  log: z.number().int().nonnegative().optional(),
  /** The step ran before, and runs again because the run goes on: where it stood then. */
  again: z.literal(true).optional(),
  /** Where a file that the step replaces is kept, with the mode that it had, or that there was none. */
  file: z
    .strictObject({
      path: z.string(),
      kept: z.string().optional(),
      /** Absent in journals of earlier versions, where the copy has the file's mode. */
      mode: z.number().int().nonnegative().optional(),
      digest: z.string(),
    })
    .optional(),
});

const endRecord = z.strictObject({
  type: z.literal('end'),
  step: z.string(),
  outcome: z.enum(['done', 'failed', 'interrupted']),
  failure: failureSchema.optional(),
  exit: z.number().int().optional(),
  duration: milliseconds,
  /** Where the step left off, when it moved. */
  cwd: z.string().optional(),
  /** What the step did to the exported environment. */
  environment: changes.optional(),
  /** Variables that held a secret, and so are not kept. */
  withheld: z.array(z.string()).optional(),
  captured: values.optional(),
});

/** A step that did not run: its effect was there, the user did it, or wanted to do without. */
const passRecord = z.strictObject({
  type: z.literal('pass'),
  step: z.string(),
  digest: z.string(),
  why: z.enum(['check', 'hand', 'skip']),
  captured: values.optional(),
});

const undoRecord = z.strictObject({
  type: z.literal('undo'),
  step: z.string(),
  process: processSchema.optional(),
});

const undoneRecord = z.strictObject({
  type: z.literal('undone'),
  step: z.string(),
  outcome: z.enum(['done', 'failed', 'interrupted', 'left']),
  exit: z.number().int().optional(),
  duration: milliseconds,
});

const stopRecord = z.strictObject({
  type: z.literal('stop'),
  outcome: z.enum(['finished', 'failed', 'interrupted', 'undone']),
});

/** What a journal holds, one a line. */
export const recordSchema = z.discriminatedUnion('type', [
  runRecord,
  resumeRecord,
  startRecord,
  endRecord,
  passRecord,
  undoRecord,
  undoneRecord,
  stopRecord,
]);
export type JournalRecord = z.infer<typeof recordSchema>;
export type RunRecord = z.infer<typeof runRecord>;

/** A record as it was read: its number, and when it was written by the clock of the wall. */
export type DatedRecord = JournalRecord & { at: string };
