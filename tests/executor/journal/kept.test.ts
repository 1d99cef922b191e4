import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/runbook/plan.ts';
import { type Ground, ground, linesOf } from '../support/ground.ts';

// Runs' folders as earlier versions of the program left them; CONTRIBUTING.md says when one is added. Only the folder that they ran
// in is not kept: `@GROUND@` stands for it.
const kept = join(import.meta.dirname, 'kept');
const versions = readdirSync(kept);
const environment = { TOKEN: 'a-token-of-a-test' };

/** Lays a kept run out as if it had run here, its first lines or all of them, with what its steps had done. */
async function laidOut(version: string, lines = Number.POSITIVE_INFINITY): Promise<Ground> {
  const from = join(kept, version);
  const at = await ground([JSON.parse(readFileSync(join(from, 'plan.json'), 'utf8')) as Plan]);
  const journal = readFileSync(join(from, 'journal.jsonl'), 'utf8').trim().split('\n').slice(0, lines);
  const [, run = ''] = /"run":"([^"]+)"/.exec(journal[0] ?? '') ?? [];
  const folder = join(at.state, 'runbook/runs', run);
  cpSync(from, folder, { recursive: true });
  writeFileSync(
    join(folder, 'journal.jsonl'),
    journal.map((line) => `${sealed(line, at.folder)}\n`).join(''),
    {
      mode: 0o600,
    },
  );
  mkdirSync(join(at.work, 'in'));
  writeFileSync(join(at.work, 'effects'), 'first\n');
  writeFileSync(join(at.work, 'in/made'), 'id m-7\n');
  writeFileSync(join(at.work, 'in/conf.txt'), 'new\n');
  return at;
}

/** A line in another folder, with the sum that the journal ends its lines with. */
function sealed(line: string, folder: string): string {
  const body = line.replace(/,"crc":"\w+"\}$/, '').replaceAll('@GROUND@', folder);
  return `${body},"crc":"${crc32(body).toString(16).padStart(8, '0')}"}`;
}

/** How many lines there are when the step that has a check has begun and not ended. */
const untilKilled = 6;

describe.each(versions)('a run that version %s of the journal tells of', (version) => {
  test.each([
    ['stopped at a step that failed', undefined],
    ['was killed in a step', untilKilled],
  ])('is resumed where it %s, with what it had captured and exported', async (_, lines) => {
    const at = await laidOut(version, lines);
    writeFileSync(join(at.work, 'ready'), '');
    const { exit, err } = await at.run(['resume', '--yes', '--plans', at.plans], { env: environment });
    expect([exit, err]).toEqual([0, '']);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['first', `kept m-7 ${join(at.work, 'in')}`]);
  });

  test('is undone: the file that it replaced is as it was, and what it made is gone', async () => {
    const at = await laidOut(version);
    const { exit } = await at.run(['undo', '--yes', '--plans', at.plans], { env: environment });
    expect(exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['first', 'undo-first']);
    expect(readFileSync(join(at.work, 'in/conf.txt'), 'utf8')).toBe('old\n');
    expect(existsSync(join(at.work, 'in/made'))).toBe(false);
  });
});

test('there are kept journals of each version', () => {
  expect(versions).toEqual(['v1', 'v1-mode']);
});
