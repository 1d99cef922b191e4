/** What each part of `npm cit` costs, one after another, and how soon a file's first test begins. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const home = join(import.meta.dirname, '../../..');
const vitest = [process.execPath, 'node_modules/vitest/vitest.mjs', 'run'];
const work = mkdtempSync(join(tmpdir(), 'bench-suite-'));

interface Cost {
  /** On the clock, and of the processors, in seconds. */
  clock: number;
  processor: number;
  status: number | null;
}

interface Report {
  testResults: { name: string; startTime: number; endTime: number; assertionResults: unknown[] }[];
}

/** Runs a command to its end, and returns what it and all that it waited for has cost. */
function costOf(words: readonly string[]): Cost {
  const timed = 'TIMEFORMAT="%R %U %S"; { time "$@" > /dev/null 2>&1; } 2>&1; exit $?';
  const { stdout, status } = spawnSync('bash', ['-c', timed, 'bash', ...words], {
    cwd: home,
    encoding: 'utf8',
  });
  const [clock = 0, user = 0, system = 0] = stdout.trim().split(/\s+/).map(Number);
  return { clock, processor: user + system, status };
}

function row(...cells: string[]): void {
  const [first = '', ...rest] = cells;
  process.stdout.write(`${first.padEnd(52)}${rest.map((cell) => cell.padStart(10)).join('')}\n`);
}

const seconds = (value: number) => value.toFixed(1);

/** Lint's programs and vitest's projects, each by its name. */
const linters: Record<string, string[]> = {
  biome: ['biome', 'check', '--error-on-warnings'],
  'astro check': [
    'astro',
    'check',
    '--tsconfig',
    'src/site/tsconfig.json',
    '--minimumFailingSeverity',
    'hint',
  ],
  tsc: ['tsc', '--noEmit'],
  knip: ['knip'],
  'lint, side by side': [process.execPath, 'scripts/lint.ts'],
};
const projects = ['guide', 'faults', 'rehearsal', 'site', 'gateway'];
/** A file of each project that is soon done. */
const small = { guide: 'tests/diagnostics/nearest.test.ts' };

const asked = process.argv.slice(2);
const isAsked = (part: string) => asked.length === 0 || asked.includes(part);

try {
  row('', 'clock s', 'cores s', 'set-up s', 'passed');
  const files: { name: string; seconds: number; tests: number }[] = [];
  for (const [name, words] of Object.entries(linters)) {
    if (!isAsked('lint')) continue;
    const { clock, processor, status } = costOf(words);
    row(name, seconds(clock), seconds(processor), '', status === 0 ? 'yes' : 'NO');
  }
  for (const project of projects.filter(isAsked)) {
    const file = join(work, `${project}.json`);
    const began = Date.now();
    const { clock, processor, status } = costOf([
      ...vitest,
      '--project',
      project,
      '--reporter=json',
      `--outputFile=${file}`,
    ]);
    const { testResults }: Report = JSON.parse(readFileSync(file, 'utf8'));
    const first = Math.min(...testResults.map(({ startTime }) => startTime));
    row(
      `tests: ${project}`,
      seconds(clock),
      seconds(processor),
      seconds((first - began) / 1000),
      status === 0 ? 'yes' : 'NO',
    );
    for (const { name, startTime, endTime, assertionResults } of testResults)
      files.push({
        name: relative(home, name),
        seconds: (endTime - startTime) / 1000,
        tests: assertionResults.length,
      });
  }
  if (files.length > 0) {
    process.stdout.write('\n');
    row('the slowest files', 'clock s', 'tests');
    for (const file of files.toSorted((a, b) => b.seconds - a.seconds).slice(0, 20))
      row(file.name, seconds(file.seconds), String(file.tests));
  }
  if (isAsked('first')) {
    process.stdout.write('\n');
    row('`npm test -- FILE`, until its first test begins', 'clock s');
    for (const file of Object.values(small)) {
      const times = Array.from({ length: 3 }, () => {
        const report = join(work, 'first.json');
        const began = Date.now();
        spawnSync('npm', ['test', '--', file, '--reporter=json', `--outputFile=${report}`], {
          cwd: home,
          stdio: 'ignore',
        });
        const { testResults }: Report = JSON.parse(readFileSync(report, 'utf8'));
        return (Math.min(...testResults.map(({ startTime }) => startTime)) - began) / 1000;
      }).toSorted((a, b) => a - b);
      row(file, seconds(times[1] ?? Number.NaN));
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
