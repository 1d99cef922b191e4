import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { until } from './until.ts';

/** How long what is wanted may take, in milliseconds. */
const patience = 300_000;

/**
 * Makes a thing that several test files need once, by whichever comes first; the others wait for it. What failed is tried by the next.
 *
 * @param place a path of the thing's own, which two more are named after: `.made` says that it is there, `.making` that somebody is at it
 */
export async function once(place: string, make: () => Promise<void> | void): Promise<void> {
  while (!existsSync(`${place}.made`)) {
    if (!claims(`${place}.making`)) {
      await until(() => !existsSync(`${place}.making`), patience);
      continue;
    }
    try {
      if (!existsSync(`${place}.made`)) await make();
      writeFileSync(`${place}.made`, '');
    } finally {
      rmSync(`${place}.making`, { recursive: true, force: true });
    }
  }
}

/**
 * Does something while no other test file is at anything that has this place: one after another.
 *
 * @param place a path of the thing's own, which `.turn` is added to
 */
export async function inTurn<Result>(place: string, act: () => Promise<Result>): Promise<Result> {
  const mine = `${place}.turn`;
  while (!claims(mine)) await until(() => !existsSync(mine), patience);
  try {
    return await act();
  } finally {
    rmSync(mine, { recursive: true, force: true });
  }
}

/** Whether a folder could be made, as only one of several can. */
function claims(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
