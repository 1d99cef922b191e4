import { join, relative } from 'node:path';
import type { TestContext } from 'vitest';
import type { Fence } from '../../src/guide/fence.ts';
import { readGuide } from '../../src/guide/guide.ts';
import { addEvidence, evidenceVariable } from '../../src/proof/evidence.ts';
import { identify } from '../../src/proof/identity.ts';
import type { Level } from '../../src/proof/proofs.ts';
import { home } from './program.ts';

let read: ReturnType<typeof readGuide>['guide'] | undefined;

/** The guide, read once. */
export function theGuide() {
  read ??= readGuide(join(home, 'content')).guide;
  return read;
}

/**
 * Says that this test has proven fences of the guide. Where nobody gathers proofs, nothing is written. Call it last: what stands
 * after it may still fail, and then nobody gathers anything.
 */
export function prove({ task }: Pick<TestContext, 'task'>, level: Level, fences: Iterable<Fence>): void {
  const file = process.env[evidenceVariable];
  if (file === undefined) return;
  const test = { file: relative(home, task.file.filepath), name: task.name };
  addEvidence(
    file,
    [...new Set(fences)].map((fence) => {
      const page = theGuide().pages.find((one) => one.file === fence.file);
      if (page === undefined) throw new Error(`${fence.file} is no page of the guide.`);
      return { ...identify(page, fence), language: page.language, level, test };
    }),
  );
}
