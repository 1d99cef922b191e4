import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { campaign, filesOf, sampleOf } from '../../../src/project/mutation/campaign.ts';
import { keepScore, scoreOf } from '../../../src/project/mutation/scores.ts';
import { temporaryFolder } from '../../support/content.ts';
import { home } from '../../support/program.ts';

/** A project of one room, with a program that its test spawns in an environment of its own. */
function toyProject(): string {
  const folder = temporaryFolder();
  const files = {
    'package.json': '{"type": "module"}',
    'src/toy/toy.ts': `
const most = 3 + 0;
let kept: string | undefined;
export const isMany = (count: number): boolean => count > most;
export function once(): string { kept ??= 'kept'; return kept; }
export function unseen(): boolean { return true; }
export function turn(times: number): number { let turns = 0; while (turns < times) turns++; return turns; }
`,
    'src/toy/program.ts': `process.stdout.write('said');`,
    'tests/toy/toy.test.ts': `
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isMany, once, turn } from '../../src/toy/toy.ts';
test.each([[4, true], [3, false]])('%i', (count, many) => { expect(isMany(count)).toBe(many); });
test('fills', () => { once(); });
test('reads', () => { expect(once()).toBe('kept'); });
test('turns', () => { expect(turn(2)).toBe(2); });
test('spawns', () => {
  const program = join(import.meta.dirname, '../../src/toy/program.ts');
  expect(execFileSync(process.execPath, [program], { env: {}, encoding: 'utf8' })).toBe('said');
});
test('is unfit', () => { throw new Error('unfit'); });
// '../../src/toy/program.ts'
`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(home, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

const settings = { room: 'toy', seed: 1, sample: 1000, workers: 1, patience: 5000, slack: 2000 };

function listening() {
  return { sampled: vi.fn(), surveying: vi.fn(), unfit: vi.fn(), tried: vi.fn() };
}

afterEach(() => vi.unstubAllEnvs());

test('mutants are noticed here and in what is spawned, computed once or kept, and without end', async () => {
  const [copies, project] = [temporaryFolder(), toyProject()];
  vi.stubEnv('TMPDIR', copies);
  const progress = listening();
  const { results } = await campaign({ home: project, ...settings }, progress, new AbortController().signal);
  const verdicts = (line: string) =>
    new Set(results.filter(({ mutant }) => mutant.original === line).map(({ verdict }) => verdict));
  expect(verdicts('count > most')).toEqual(new Set(['killed']));
  expect(verdicts("'said'")).toEqual(new Set(['killed']));
  expect(verdicts("'kept'")).toEqual(new Set(['killed']));
  expect(verdicts('3 + 0')).toEqual(new Set(['survived']));
  expect(verdicts('true')).toEqual(new Set(['not-reached']));
  expect(verdicts('turns++')).toEqual(new Set(['timed-out']));
  expect(progress.unfit.mock.calls).toMatchObject([
    [[{ name: 'tests/toy/toy.test.ts is unfit', why: 'Error: unfit' }], []],
  ]);
  expect(readdirSync(copies)).toEqual([]);
});

test('where it is aborted, no copy stays', async () => {
  const [copies, project] = [temporaryFolder(), toyProject()];
  vi.stubEnv('TMPDIR', copies);
  const abort = new AbortController();
  const progress = { ...listening(), surveying: () => abort.abort(new Error('stopped')) };
  await expect(campaign({ home: project, ...settings }, progress, abort.signal)).rejects.toThrow('stopped');
  expect(readdirSync(copies)).toEqual([]);
});

test('a room is a folder, a file, or nothing', () => {
  const project = toyProject();
  expect(filesOf(project, 'toy')).toEqual(['src/toy/program.ts', 'src/toy/toy.ts']);
  expect(filesOf(project, 'toy/toy')).toEqual(['src/toy/toy.ts']);
  expect(filesOf(project, 'joy')).toEqual([]);
});

test('a seed draws the same sample, and another seed another', () => {
  const list = Array.from({ length: 100 }, (_, index) => index);
  expect(sampleOf(list, 10, 1)).toEqual(sampleOf(list, 10, 1));
  expect(sampleOf(list, 10, 1)).not.toEqual(sampleOf(list, 10, 2));
  expect(sampleOf(list, 1000, 1)).toEqual(list);
});

test('a score counts time-outs as noticed, and is kept beside those of other rooms', () => {
  const mutant = {
    id: 1,
    start: 0,
    end: 0,
    text: '',
    form: 'expression',
    file: '',
    line: 1,
    column: 1,
    original: '',
  } as const;
  const verdicts = ['killed', 'killed', 'timed-out', 'survived', 'not-reached', 'killed'] as const;
  const about = { mutants: 60, date: '2026-01-02', seed: 7, patience: 20_000 };
  const score = scoreOf(
    verdicts.map((verdict) => ({ mutant, verdict })),
    about,
  );
  expect(score).toEqual({
    score: 66.7,
    tried: 6,
    killed: 3,
    timedOut: 1,
    survived: 1,
    notReached: 1,
    ...about,
  });
  const file = join(temporaryFolder(), 'scores.json');
  keepScore(file, 'rules', score);
  keepScore(file, 'guide', score);
  expect(Object.entries(JSON.parse(readFileSync(file, 'utf8')))).toEqual([
    ['guide', score],
    ['rules', score],
  ]);
});
