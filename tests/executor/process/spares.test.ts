import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { Reaper } from '../../../src/executor/process/reaper.ts';
import { startShell } from '../../../src/executor/process/shell.ts';
import { SpareShells } from '../../../src/executor/process/spares.ts';
import { until } from '../../support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'spares-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const opened: { reaper: Reaper; spares: SpareShells }[] = [];
afterEach(() => {
  for (const { reaper, spares } of opened.splice(0)) {
    spares.close();
    reaper.close();
  }
});

/** Returns a function that runs one script after the other, and says how each ended and what it printed. */
function workshop(environment: Record<string, string> = {}) {
  const { reaper, spares } = { reaper: new Reaper(), spares: new SpareShells() };
  opened.push({ reaper, spares });
  const run = async (script: string, { env = {}, cwd = folder } = {}) => {
    let out = '';
    const { pid, result } = await startShell({
      script,
      env: { PATH: process.env.PATH, ...environment, ...env },
      cwd,
      reaper,
      spares,
      onOutput: (chunk) => {
        out += chunk.toString();
      },
    });
    const { duration: _, ...ended } = await result;
    return { pid, out, ...ended };
  };
  return { run, spares };
}

/** Returns the ids of the processes that have a mark in their environment. */
function marked(mark: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark);
    } catch {
      return false;
    }
  });
}

describe('of many scripts in a row, each', () => {
  const many = Array.from({ length: 60 }, (_, index) => index);

  test('has a shell and a process group of its own, and its output to itself', async () => {
    const { run } = workshop();
    const pids = new Set<number>();
    for (const index of many) {
      const { pid, out, exit, surroundings } = await run(
        `export N=${index}; echo "${index} $$ $(ps -o pgid= -p $$)"`,
      );
      expect(out.trim().split(/\s+/).map(Number)).toEqual([index, pid, pid]);
      expect({ exit, n: surroundings?.variables.N }).toEqual({ exit: 0, n: String(index) });
      pids.add(pid);
    }
    expect(pids.size).toBe(many.length);
  });

  test('has no pipe but its own', async () => {
    const { run } = workshop();
    for (const _ of many) {
      const { out } = await run('readlink /proc/$$/fd/* 2>/dev/null | grep -c socket');
      expect(out).toBe('3\n');
    }
  });

  test('is said to have ended as it did', async () => {
    const { run } = workshop();
    const ends = [
      ['true', { exit: 0 }],
      ['exit 7', { exit: 7 }],
      ['exit 137', { exit: 137 }],
      ['exit 255', { exit: 255 }],
      ['exec sh -c "exit 3"', { exit: 3 }],
      ['kill -9 $$', { signal: 'SIGKILL' }],
    ] as const;
    for (const index of many) {
      const [script, end] = ends[index % ends.length] ?? ends[0];
      const { exit, signal } = await run(script);
      expect({ exit, signal }, `${index}: ${script}`).toEqual({ exit: undefined, signal: undefined, ...end });
    }
  });

  test('ends by itself, and not with those after it, where something outlives it', async () => {
    const { run } = workshop();
    for (const _ of many.slice(0, 20)) await run('true');
    const pid = join(folder, 'pid');
    await run(
      `setsid sh -c 'echo $$ > "$0"; exec sleep 60' '${pid}' & until test -s '${pid}'; do sleep 0.01; done`,
    );
    for (const _ of many.slice(0, 5)) expect((await run('echo mine')).out).toBe('mine\n');
    expect((await run(`kill "$(cat '${pid}')"`)).exit).toBe(0);
  });
});

describe('a script stands where it is wanted, whatever stood ready:', () => {
  test.each([1, 5, 40])('after %i others with another environment', async (before) => {
    const { run } = workshop();
    for (let index = 0; index < before; index++) await run('true', { env: { A: 'old' } });
    expect((await run('echo "$A"', { env: { A: 'new' } })).out).toBe('new\n');
    expect((await run('echo "$A"')).out).toBe('\n');
  });

  test.each([1, 5, 40])('after %i others in another folder', async (before) => {
    const other = mkdtempSync(join(folder, 'other-'));
    const { run } = workshop();
    for (let index = 0; index < before; index++) await run('true');
    expect((await run('pwd -P', { cwd: other })).out).toBe(`${other}\n`);
  });

  test.each([1, 5, 40])(
    'after %i others, of which the last put another folder in its place',
    async (before) => {
      const place = mkdtempSync(join(folder, 'place-'));
      const { run } = workshop();
      for (let index = 1; index < before; index++) await run('true', { cwd: place });
      await run(`rm -rf ${place}; mkdir ${place}; echo new > ${place}/file`, { cwd: place });
      expect((await run('cat file', { cwd: place })).out).toBe('new\n');
    },
  );
});

describe('no shell is left that waits', () => {
  test.each([1, 3, 40])('after %i scripts, when all is closed', async (count) => {
    const mark = `SPARE_MARK=closed-${process.pid}-${count}`;
    const { run, spares } = workshop({ SPARE_MARK: mark.slice(11) });
    for (let index = 0; index < count; index++) await run('true');
    expect(marked(mark).length).toBeGreaterThan(0);
    spares.close();
    await until(() => marked(mark).length === 0);
  });

  test('when the process that started them is killed', async () => {
    const mark = `SPARE_MARK=killed-${process.pid}`;
    const program = programOf("process.stdout.write('ready\\n'); await run('sleep 60');", mark);
    const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await until(() => marked(mark).length > 1);
    child.kill('SIGKILL');
    await until(() => marked(mark).length === 0);
  });
});

test('where descriptors are too few for many, each script gets a shell all the same', () => {
  const program = programOf("process.stdout.write('done');", 'SPARE_MARK=few');
  // The number on which a shell keeps its line has to be there.
  const taken = Array.from({ length: 150 }, (_, index) => `exec ${index + 10}</dev/null`).join('; ');
  const limited = ['-c', `${taken}; ulimit -n 260; exec "$0" "$1"`, process.execPath, program];
  const { stdout, stderr } = spawnSync('bash', limited, { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: 'done', stderr: '' });
});

/** Writes a program that runs many scripts in a row, with a mark in their environment, and then does something more. Returns its path. */
function programOf(then: string, mark: string): string {
  const sources = join(import.meta.dirname, '../../../src/executor/process');
  const [name, value] = mark.split('=');
  const file = join(mkdtempSync(join(folder, 'program-')), 'program.ts');
  writeFileSync(
    file,
    `import { Reaper } from '${sources}/reaper.ts';
import { runShell } from '${sources}/shell.ts';
import { SpareShells } from '${sources}/spares.ts';
const [reaper, spares, env] = [new Reaper(), new SpareShells(), { ...process.env, ${name}: '${value}' }];
const run = (script) => runShell({ script, cwd: '/', env, reaper, spares });
for (let index = 0; index < 50; index++) if ((await run('true')).exit !== 0) throw new Error(String(index));
${then}
spares.close();
reaper.close();
`,
  );
  return file;
}
