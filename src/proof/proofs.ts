import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** How far a fence can be proven, the farthest last. */
export const levels = ['format', 'rehearsed', 'real'] as const;
export type Level = (typeof levels)[number];

const language = z.string().regex(/^[a-z]{2}$/);
const testKey = z.string().regex(/^[0-9a-f]{6}$/);
const byLanguage = z.record(language, testKey).describe('For each language, the test that proved it.');

/** What was proven of one fence. */
const fenceProofSchema = z.strictObject({
  digest: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .describe('What the fence meant when it was proven.'),
  format: byLanguage.optional().describe('Checked against the formats of the target versions.'),
  rehearsed: byLanguage.optional().describe('Run in a rehearsal, or held against what one printed.'),
  real: byLanguage.optional().describe('Run on the real program, or held against what it printed.'),
});
export type FenceProof = z.infer<typeof fenceProofSchema>;

/** A test, and where it stands. */
const testSchema = z.strictObject({ file: z.string(), name: z.string() });
export type ProvingTest = z.infer<typeof testSchema>;

/** content/proofs.json: what was proven of every fence, for which versions, when, and by which test. `npm run prove` writes it. */
export const proofsSchema = z.strictObject({
  version: z.literal(1),
  proven: z.iso.date().describe('The day on which all of it was proven.'),
  targets: z.record(z.string(), z.string()).describe('The versions that it was proven for.'),
  tests: z.record(testKey, testSchema),
  pages: z
    .record(z.string(), z.record(z.string(), z.array(fenceProofSchema)))
    .describe('For each page and section, the fences in their order.'),
});
export type Proofs = z.infer<typeof proofsSchema>;

export const proofsFile = 'proofs.json';

/** Nothing is proven. */
export const noProofs: Proofs = { version: 1, proven: '1970-01-01', targets: {}, tests: {}, pages: {} };

/**
 * Reads what was proven of the guide in a content folder; nothing where the file is missing or cannot be read, since a guide
 * without proofs is still a guide.
 */
export function readProofs(content: string): Proofs {
  const path = join(content, proofsFile);
  if (!existsSync(path)) return noProofs;
  try {
    return proofsSchema.catch(noProofs).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return noProofs;
  }
}
