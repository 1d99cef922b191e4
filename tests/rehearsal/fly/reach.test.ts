import { expect, test } from 'vitest';
import { order } from '../../../src/rehearsal/index.ts';
import { newWorld } from '../world.ts';

const list = ['fly', 'apps', 'list'];

test('who signs out is told to sign in, by every command that asks the platform', async () => {
  using world = await newWorld();
  expect(await world.out(['fly', 'auth', 'logout'])).toBe('successfully logged out\n');
  for (const words of [list, ['fly', 'auth', 'whoami'], ['fly', 'machine', 'list', '-a', 'mine']]) {
    expect(await world.run(words)).toEqual({
      status: 1,
      stdout: '',
      stderr: "Error: no access token available. Please login with 'flyctl auth login'\n",
    });
  }
  expect((await world.run(['fly', 'version'])).status).toBe(0);
  await world.out(['fly', 'auth', 'login']);
  expect((await world.run(list)).status).toBe(0);
});

test('without a network nothing is reached, until told otherwise', async () => {
  using world = await newWorld();
  order(world.dir, 'no-network');
  for (const words of [list, list, ['fly', 'auth', 'whoami']])
    expect((await world.run(words)).stderr).toContain('lookup api.fly.io: no such host');
  expect((await world.run(['curl', '-sS', 'https://my-openclaw.fly.dev/'])).status).toBe(6);
  const clone = ['git', 'clone', '--depth', '1', 'https://github.com/openclaw/openclaw.git'];
  expect(await world.run(clone)).toMatchObject({ status: 128 });
  order(world.dir, 'no-network', { times: 0 });
  expect((await world.run(list)).status).toBe(0);
});

test.each([401, 429, 500, 503])(
  'an answer of %d is told once, at the command that it was ordered for',
  async (status) => {
    using world = await newWorld();
    order(world.dir, `http-${status}`, { command: 'apps list' });
    expect((await world.run(['fly', 'auth', 'whoami'])).status).toBe(0);
    const { stderr } = await world.run(list);
    expect(stderr).toBe(`Error: server returned a non-200 status code: ${status}\n`);
    expect((await world.run(list)).status).toBe(0);
  },
);

test('a group of commands prints its help for a name that it does not know', async () => {
  using world = await newWorld();
  const { status, stdout, stderr } = await world.run(['fly', 'volumes', 'frobnicate']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('Available Commands:');
});
