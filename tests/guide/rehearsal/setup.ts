import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what the first test that wants it makes for all: plans, deployed worlds, and the programs' snapshot. */
    rehearsals: string;
  }
}

/** The folder of this run of vitest, which its projects share. */
const shared = 'REHEARSALS_OF_THIS_RUN';

/** Makes the folder for rehearsals, and removes it when all tests are over. */
export default function setup(project: TestProject): () => void {
  process.env[shared] ??= mkdtempSync(join(tmpdir(), 'guide-rehearsals-'));
  const folder = process.env[shared];
  project.provide('rehearsals', folder);
  return () => {
    delete process.env[shared];
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
