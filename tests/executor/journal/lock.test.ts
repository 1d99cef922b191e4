import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { holderOfFolder, Lock } from '../../../src/executor/journal/lock.ts';
import { birthOf } from '../../../src/executor/process/identity.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'lock-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

test('one holds it, and others are told who', () => {
  const at = folder();
  const lock = Lock.take(at);
  expect(lock).toBeInstanceOf(Lock);
  expect(Lock.take(at)).toEqual({ pid: process.pid });
  if (lock instanceof Lock) lock.release();
  expect(holderOfFolder(at)).toBeUndefined();
  expect(Lock.take(at)).toBeInstanceOf(Lock);
});

test('a dead holder’s is taken over', async () => {
  const at = folder();
  const child = spawn('sleep', ['60']);
  writeFileSync(join(at, 'lock.4'), `${child.pid} ${birthOf(child.pid ?? 0)}\n`);
  expect(Lock.take(at)).toEqual({ pid: child.pid });
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(Lock.take(at)).toBeInstanceOf(Lock);
  expect(readdirSync(at)).toEqual(['lock.5']);
});

test('a later process with a dead holder’s id does not hold it', () => {
  const at = folder();
  writeFileSync(join(at, 'lock.1'), `${process.pid} an-earlier-boot:12345\n`);
  expect(Lock.take(at)).toBeInstanceOf(Lock);
});

test('of many at once, one alone gets a dead holder’s', async () => {
  const at = folder();
  writeFileSync(join(at, 'lock.1'), '999999999 long-gone\n');
  const module = join(import.meta.dirname, '../../../src/executor/journal/lock.ts');
  const script = `import { Lock } from ${JSON.stringify(module)}; console.log(Lock.take(${JSON.stringify(at)}) instanceof Lock); setTimeout(() => {}, 1500);`;
  const answers = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let out = '';
      child.stdout.on('data', (chunk) => (out += chunk));
      await once(child, 'close');
      return out.trim();
    }),
  );
  expect(answers.filter((answer) => answer === 'true')).toHaveLength(1);
});

test('a lock that was let go stays let go, though it is let go again after another took it', () => {
  const at = folder();
  const first = Lock.take(at);
  if (!(first instanceof Lock)) throw new Error('It was held.');
  first.release();
  const second = Lock.take(at);
  expect(second).toBeInstanceOf(Lock);
  first.release();
  expect(holderOfFolder(at)).toEqual({ pid: process.pid });
  expect(readdirSync(at)).toEqual(['lock.2']);
});

test('an empty folder is held by nobody, and files of other names are no locks', () => {
  const at = folder();
  expect(holderOfFolder(at)).toBeUndefined();
  const me = `${process.pid} ${birthOf(process.pid)}\n`;
  for (const name of ['lock.9.free', 'xlock.9', 'lock.x', 'lock.']) writeFileSync(join(at, name), me);
  expect(holderOfFolder(at)).toBeUndefined();
  expect(Lock.take(at)).toBeInstanceOf(Lock);
  expect(readdirSync(at)).toContain('lock.1');
});

test('the last of several counts, by number and not by letter', () => {
  const at = folder();
  writeFileSync(join(at, 'lock.10'), 'free\n');
  writeFileSync(join(at, 'lock.9'), `${process.pid} ${birthOf(process.pid)}\n`);
  expect(holderOfFolder(at)).toBeUndefined();
  expect(Lock.take(at)).toBeInstanceOf(Lock);
  expect(readdirSync(at)).toEqual(['lock.11']);
});

test.each(['', 'free\n', '12', '12 x', 'x y\n', '999999999 long-gone\n'])('%j in it is no holder', (text) => {
  const at = folder();
  writeFileSync(join(at, 'lock.1'), text);
  expect(holderOfFolder(at)).toBeUndefined();
});

test('a folder that is not there is no lock, and nothing is left where it fails', () => {
  const at = folder();
  expect(() => Lock.take(join(at, 'none'))).toThrow(/ENOENT/);
  expect(readdirSync(at)).toEqual([]);
});
