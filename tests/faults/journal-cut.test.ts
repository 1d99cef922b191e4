import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Ground, ground, linesOf } from '../executor/support/ground.ts';
import { defineFaults } from './support/define.ts';
import { expectUndisturbedEnd, resumeToTheEnd, surroundings, twentySteps } from './support/twenty-steps.ts';

/** How many records the run of twenty steps writes. */
const records = 42;

/** What becomes of a line: all from it on is lost, or from its midst, or its end; or it alone is lost, or not as it was written. */
const ways = ['before', 'within', 'unended', 'lost', 'changed'] as const;

defineFaults({
  name: 'journal-cut',
  holds: 'a journal that is cut short is gone on with, and one that is damaged in its midst is refused',
  cases: () =>
    Array.from({ length: records }, (_, index) => index + 1).flatMap((line) =>
      ways.filter((way) => isCut(way) || line < records - 1).map((way) => ({ line, way })),
    ),
  label: ({ line, way }) => `${line}-${way}`,
  sample: 4,
  async run({ line, way }, { random, onTestFinished }) {
    const at = await ground([twentySteps()], {}, onTestFinished);
    expect((await at.run(['run', 'try', '--yes'], { env: surroundings(at) })).exit).toBe(0);
    const file = journalOf(at);
    const lines = readFileSync(file, 'utf8').match(/.*\n/g) ?? [];
    expect(lines).toHaveLength(records);
    writeFileSync(file, spoil(lines, line - 1, way, random));
    if (!isCut(way)) {
      const effects = linesOf(join(at.folder, 'effects'));
      const { exit, err } = await at.run(['resume', '--yes'], { env: surroundings(at) });
      expect({ exit, err }).toEqual({
        exit: 3,
        err: expect.stringContaining(`${file} is damaged at line ${line}`),
      });
      return expect(linesOf(join(at.folder, 'effects'))).toEqual(effects);
    }
    await resumeToTheEnd(at);
    expectUndisturbedEnd(at);
  },
});

function isCut(way: (typeof ways)[number]): boolean {
  return way === 'before' || way === 'within' || way === 'unended';
}

function spoil(
  lines: readonly string[],
  index: number,
  way: (typeof ways)[number],
  random: () => number,
): string {
  const line = lines[index] ?? '';
  const place = 1 + Math.floor(random() * (line.length - 2));
  const changed = `${line.slice(0, place)}${line[place] === '~' ? '-' : '~'}${line.slice(place + 1)}`;
  const head = lines.slice(0, index).join('');
  const tail = lines.slice(index + 1).join('');
  return {
    before: head,
    within: head + line.slice(0, place),
    unended: head + line.slice(0, -1),
    lost: head + tail,
    changed: head + changed + tail,
  }[way];
}

function journalOf(at: Ground): string {
  const [journal] = at.journals();
  return join(journal?.folder ?? '', 'journal.jsonl');
}
