import { appendFileSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { levels } from './proofs.ts';

/** The environment variable that names the file to which tests add what they have proven. */
export const evidenceVariable = 'PROOF_EVIDENCE';

/** That a test has proven a fence in one language, up to a level. */
const evidenceSchema = z.strictObject({
  page: z.string(),
  section: z.string(),
  digest: z.string(),
  language: z.string(),
  level: z.enum(levels),
  test: z.strictObject({ file: z.string(), name: z.string() }),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** Adds evidence to a file, a line each. Several processes may do so at once. */
export function addEvidence(file: string, evidence: readonly Evidence[]): void {
  appendFileSync(file, evidence.map((one) => `${JSON.stringify(one)}\n`).join(''));
}

/** Returns the evidence in a file. */
export function readEvidence(file: string): Evidence[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => evidenceSchema.parse(JSON.parse(line)));
}
