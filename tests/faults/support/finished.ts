import { cpSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal } from '../../../src/executor/journal/journal.ts';
import { writeLine } from '../../../src/executor/journal/line.ts';
import { order } from '../../../src/rehearsal/faults/order.ts';
import { openWorld } from '../../../src/rehearsal/world.ts';
import { deployedOnce } from '../../guide/rehearsal/support/ground.ts';
import { isFinished } from '../../guide/rehearsal/support/life.ts';
import { type Picture, pictureOf } from '../../guide/rehearsal/support/picture.ts';
import { type Ground, run } from '../../guide/rehearsal/support/runbook.ts';
import type { Story } from '../../guide/rehearsal/support/stories.ts';
import { begin } from '../../guide/rehearsal/support/tell.ts';

/** A world in which a runbook of the guide came to its end, and can be taken back. */
export interface Finished {
  ground: Ground;
  /** The run's name. */
  name: string;
  /** The world as it was before. */
  before: Picture;
}

const known = new Map<string, Promise<Finished>>();

/** Returns a copy of a world in which a runbook was run from its story's beginning, its journal as if it had been run there. */
export async function finished(story: Story): Promise<Finished> {
  const original = known.get(story.id) ?? finish(story);
  known.set(story.id, original);
  const { ground, name, before } = await original;
  const { world } = ground;
  const copy = mkdtempSync(`${world}-`);
  cpSync(world, copy, { recursive: true, filter: (path) => path !== join(world, 'tmp') });
  const journal = join(copy, 'runbook', 'runs', name, 'journal.jsonl');
  const lines = readJournal(journal).records.map(({ at, ...record }, index) => {
    const moved = JSON.parse(JSON.stringify(record).replaceAll(world, copy)) as typeof record;
    return writeLine(moved, index + 1, new Date(at));
  });
  writeFileSync(journal, lines.join(''));
  return { ground: { ...ground, world: copy }, name, before };
}

async function finish(story: Story): Promise<Finished> {
  if (story.id === 'deploy' || story.id === 'deploy-private') {
    // All tests share that one, and nothing was there before.
    const ground = await deployedOnce('en', story.id);
    const [name = ''] = readdirSync(join(ground.world, 'runbook', 'runs'));
    return { ground, name, before: { faults: [] } };
  }
  const ground = await begin('en', story);
  const before = pictureOf(ground.world);
  const done = await run(ground, ['run', story.id]);
  if (!isFinished(done)) throw new Error(`${story.id} ended with ${done.exit}: ${done.err}`);
  return { ground, name: done.name, before };
}

/** How the platform may be out of reach: for one call of a command, or for all until it is mended. */
export const outages = ['once', 'no-network', 'logged-out', 'http-503'] as const;

/** Puts the platform out of reach, or, with `false`, mends that. */
export function outage(
  { world }: Ground,
  way: (typeof outages)[number],
  command: string,
  isOut = true,
): void {
  if (way === 'once') {
    if (isOut) order(world, 'http-503', { command });
  } else if (way === 'logged-out') {
    openWorld(world).store.change((state) => {
      if (isOut) state.loggedOut = true;
      else delete state.loggedOut;
    });
  } else {
    order(world, way, { times: isOut ? 1_000_000 : 0 });
  }
}
