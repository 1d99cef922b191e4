import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { deployed, freePort, newWorld } from './world.ts';

const url = 'https://github.com/openclaw/openclaw.git';

test.each<[command: string[], status: number, said: string]>([
  [['fly', 'proxy', '99999', '-a', 'my-openclaw'], 1, 'Error: address 99999: invalid port\n'],
  [['fly', 'proxy', 'abc', '-a', 'my-openclaw'], 3, 'The rehearsal does not cover `fly proxy abc`.\n'],
  [
    ['curl', '-sSo', 'no/such/x', 'https://my-openclaw.fly.dev/healthz'],
    23,
    'curl: (23) Failure writing output to destination\n',
  ],
  [
    ['curl', '-o', 'no/such/x', 'https://my-openclaw.fly.dev/healthz'],
    23,
    'Warning: Failed to open the file no/such/x: No such file or directory\ncurl: (23) Failure writing output to destination\n',
  ],
])('%j says what the tool says', async (command, status, said) => {
  using world = await newWorld();
  await deployed(world);
  expect(await world.run(command)).toEqual({ status, stdout: '', stderr: said });
});

test('plain http in answer to https is error 35 of curl, and nobody in answer is 7', async () => {
  using world = await newWorld();
  const server = createServer((_, response) => response.end());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const at = `https://127.0.0.1:${port}/`;
  expect(await world.run(['curl', at])).toEqual({
    status: 35,
    stdout: '',
    stderr: 'curl: (35) error:0A00010B:SSL routines::wrong version number\n',
  });
  await new Promise((closed) => server.close(closed));
  expect((await world.run(['curl', at])).status).toBe(7);
});

test('so it is on the machine', async () => {
  using world = await newWorld();
  await deployed(world);
  const give = (at: string) =>
    world.run(['fly', 'ssh', 'console', '-q', '-a', 'my-openclaw', '-C', `curl -sS ${at}`]);
  expect((await give('https://localhost:3000/')).stderr).toContain('curl: (35) ');
  expect((await give('https://localhost/')).stderr).toContain('curl: (7) ');
});

test('a proxy outlives the app that it leads to, and answers no more', async () => {
  using world = await newWorld();
  await deployed(world);
  const port = await freePort();
  const proxy = world.run(['fly', 'proxy', `${port}:3000`, '-q', '-a', 'my-openclaw']);
  const ask = () =>
    new Promise<string>((done) => {
      request({ port, path: '/' }, (response) => done(String(response.resume().statusCode)))
        .once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error'))
        .end();
    });
  await until(async () => (await ask()) !== 'ECONNREFUSED');
  expect(await ask()).toBe('ECONNRESET');
  await world.out(['fly', 'apps', 'destroy', 'my-openclaw', '--yes']);
  expect(await ask()).toBe('ECONNRESET');
  writeFileSync(join(world.dir, 'state.json'), '{"version":2}');
  expect(await ask()).toBe('ECONNRESET');
  expect(await proxy).toMatchObject({
    status: 70,
    stderr: expect.stringMatching(/^The rehearsal [^\n]+\n$/),
  });
});

test.each([
  [
    'a file',
    'openclaw',
    "fatal: destination path 'openclaw' already exists and is not an empty directory.\n",
  ],
  [
    'a file on the way',
    'x/openclaw',
    "fatal: could not create leading directories of 'x/openclaw': Not a directory\n",
  ],
])('%s is not cloned into', async (_, target, said) => {
  using world = await newWorld();
  world.write(target.split('/')[0] ?? '', 'plain');
  expect(await world.run(['git', 'clone', url, target])).toEqual({ status: 128, stdout: '', stderr: said });
});

test.each(['{"version":2}', '{"version', ''])(
  'a state that was spoilt to %j is told in one line, by every program',
  async (text) => {
    using world = await newWorld();
    writeFileSync(join(world.dir, 'state.json'), text);
    for (const command of [
      ['fly', 'apps', 'list'],
      ['curl', 'https://my-openclaw.fly.dev/'],
    ]) {
      expect(await world.run(command)).toEqual({
        status: 70,
        stdout: '',
        stderr: `The rehearsal cannot use ${world.dir}: its state.json is not a rehearsal's\n`,
      });
    }
  },
);

test('whatever else breaks is told in one line, and never as a stack', async () => {
  using world = await newWorld();
  mkdirSync(join(world.dir, 'work', 'fly.toml', 'fly.toml'), { recursive: true });
  const { status, stderr } = await world.run(['fly', 'status']);
  expect({ status, lines: stderr.split('\n').length }).toEqual({ status: 70, lines: 2 });
  expect(stderr).toMatch(/^The rehearsal itself failed: EISDIR/);
});
