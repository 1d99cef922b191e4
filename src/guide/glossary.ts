import * as z from 'zod';

/** One term of the trade, and how each language says it. */
export const termSchema = z.strictObject({
  term: z.record(z.string().regex(/^[a-z]{2}$/), z.string().min(1)),
  avoid: z
    .record(z.string().regex(/^[a-z]{2}$/), z.array(z.string().min(1)))
    .describe('What is not to be written in its place, by language; `*` at the end stands for any ending.'),
});

/** content/glossary.json */
export const glossarySchema = z.array(termSchema);
export type Glossary = z.infer<typeof glossarySchema>;
