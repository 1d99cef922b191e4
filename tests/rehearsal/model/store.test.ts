import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorldState } from '../../../src/rehearsal/model/create.ts';
import { openStore } from '../../../src/rehearsal/model/store.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rehearsal-store-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const open = () => openStore(join(dir, 'state.json'), () => createWorldState(1));
const storeFile = join(import.meta.dirname, '../../../src/rehearsal/model/store.ts');

/** Starts a process that changes the state of this folder by a piece of code, in which `store` is open. */
function elsewhere(code: string) {
  const script = `import { openStore } from ${JSON.stringify(storeFile)};
const store = openStore(${JSON.stringify(join(dir, 'state.json'))}, () => { throw new Error('no state'); });
${code}`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const end = (child: ReturnType<typeof elsewhere>) =>
  new Promise<number | null>((done) => child.once('close', (code) => done(code)));

test('a change that throws changes nothing and leaves no lock', () => {
  const store = open();
  const before = store.read();
  expect(() =>
    store.change((state) => {
      state.user = 'somebody else';
      throw new Error('on the way');
    }),
  ).toThrow('on the way');
  expect(store.read()).toEqual(before);
  expect(readdirSync(dir)).toEqual(['state.json']);
});

test('changes of several processes at once are all kept', async () => {
  const store = open();
  const ends = [1, 2, 3].map(() =>
    end(elsewhere('for (let i = 0; i < 20; i++) store.change((state) => { state.drawn++; });')),
  );
  for (let i = 0; i < 20; i++) {
    store.change((state) => {
      state.drawn++;
    });
    await new Promise(setImmediate);
  }
  expect(await Promise.all(ends)).toEqual([0, 0, 0]);
  expect(store.read().drawn).toBe(createWorldState(1).drawn + 80);
});

test('a process killed in the middle of a change leaves the state as it was, and its lock stops nobody', async () => {
  const store = open();
  const before = store.read();
  const child = elsewhere(
    "store.change((state) => { state.user = 'half'; process.stdout.write('in\\n'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000); });",
  );
  await new Promise((done) => child.stdout.once('data', done));
  child.kill('SIGKILL');
  await end(child);
  expect(readdirSync(dir)).toContain('state.json.lock');
  expect(store.read()).toEqual(before);
  store.change((state) => {
    state.user = 'whole';
  });
  expect(store.read().user).toBe('whole');
});

test('what is no state is not taken for one', () => {
  writeFileSync(join(dir, 'state.json'), '{"version":2}');
  expect(() => open().read()).toThrow();
  expect(readFileSync(join(dir, 'state.json'), 'utf8')).toBe('{"version":2}');
});
