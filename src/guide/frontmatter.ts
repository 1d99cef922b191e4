import * as z from 'zod';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** A runbook that a page holds: the steps of the whole page, or of the section under one heading. */
export const runbookSchema = z.strictObject({
  id,
  requires: z
    .array(z.string().regex(/^[\w.-]+$/))
    .default([])
    .describe('Programs that have to be on the path.'),
  minutes: z
    .number()
    .int()
    .positive()
    .optional()
    .describe("About how long it takes, by its author's estimate; readers are told that it is one."),
  section: z
    .string()
    .optional()
    .describe('The id of the heading that its steps stand under; the whole page unless told.'),
});
export type RunbookEntry = z.infer<typeof runbookSchema>;

/** What our programs read of a page's frontmatter; Starlight reads the rest. */
export const frontmatterSchema = z.looseObject({
  title: z.string().min(1),
  description: z.string().optional(),
  runbooks: z.array(runbookSchema).default([]),
  aliases: z
    .record(z.string(), z.array(z.string().min(1)))
    .default({})
    .describe('Old ids that readers arrive with, by the heading id (or `top`) that they now lead to.'),
  search: z
    .record(z.string(), z.array(z.string().min(1)).min(1))
    .default({})
    .describe(
      'Words that people type and that do not stand in a section, by the id of the heading that they lead to.',
    ),
  recording: z
    .strictObject({
      runbook: z.string(),
      steps: z.array(z.string()).min(1),
      ask: z.string().optional().describe('The variable that can be filled in beside it.'),
    })
    .optional()
    .describe('On a page with a hero: the recorded rehearsal that it shows, and which of its steps.'),
  facts: z
    .array(z.string().min(1))
    .optional()
    .describe('On a page with a hero: what a reader wants to know first, a few words each.'),
  confirmed: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional()
    .describe('On a translation: the digest of the original prose that it was last confirmed against.'),
});
export type Frontmatter = z.infer<typeof frontmatterSchema>;
