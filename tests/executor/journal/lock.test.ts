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
