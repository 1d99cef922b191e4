import { expect, test } from 'vitest';
import { deployed, newWorld, onMachine, type TestWorld } from '../world.ts';

async function state(world: TestWorld): Promise<string> {
  return JSON.parse(await world.out(['fly', 'machine', 'list', '--json', '-a', 'my-openclaw']))[0].state;
}

test('a machine that was stopped is started again', async () => {
  using world = await newWorld();
  const id = await deployed(world);
  await world.out(['fly', 'machine', 'stop', id, '-a', 'my-openclaw']);
  expect(await state(world)).toBe('stopped');
  expect(await world.out(['fly', 'machine', 'start', id, '-a', 'my-openclaw'])).toBe(
    `${id} has been started\n`,
  );
  expect(await state(world)).toBe('started');
  expect((await world.run(['curl', '-fsS', 'https://my-openclaw.fly.dev/healthz'])).status).toBe(0);
});

test('one that runs is left as it is', async () => {
  using world = await newWorld();
  const id = await deployed(world);
  const logs = () => world.out(['fly', 'logs', '--no-tail', '-a', 'my-openclaw']);
  const before = await logs();
  expect(await world.out(['fly', 'machine', 'start', id])).toBe(`${id} has been started\n`);
  expect(await logs()).toBe(before);
});

test('a volume is extended, to a size or by one', async () => {
  using world = await newWorld();
  await deployed(world);
  const list = async () =>
    JSON.parse(await world.out(['fly', 'volumes', 'list', '--json', '-a', 'my-openclaw']));
  const [{ id }] = await list();
  const extend = (...words: string[]) =>
    world.run(['fly', 'volumes', 'extend', id, ...words, '-a', 'my-openclaw']);
  const { status, stdout } = await extend('--size', '3', '-y');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^ {18}ID: vol_\w{16}\n[\s\S]* {13}Size GB: 3\n[\s\S]*\nYour Machine got its volume size extended without needing a restart\n$/,
  );
  expect((await extend('-s', '+2', '--auto-confirm')).status).toBe(0);
  expect((await list())[0].size_gb).toBe(5);
  expect(JSON.parse((await extend('-s', '6GB', '--json')).stdout)).toMatchObject({ id, size_gb: 6 });
});

test('the machine sees its volume grow', async () => {
  using world = await newWorld();
  await deployed(world);
  const [{ id }] = JSON.parse(await world.out(['fly', 'volumes', 'list', '--json', '-a', 'my-openclaw']));
  const df = async (words: string) => (await onMachine(world, `df ${words} /data`)).stdout;
  expect(await df('-h')).toMatch(/^\/dev\/vdc {2}974M {2}1\.2M {2}906M {2}1% {2}\/data$/m);
  await world.out(['fly', 'volumes', 'extend', id, '-s', '3', '-a', 'my-openclaw']);
  expect(await df('-h')).toMatch(/^\/dev\/vdc {2}2\.9G {2}1\.2M {2}2\.7G {2}1% {2}\/data$/m);
  expect(await df('')).toMatch(/^\/dev\/vdc {2}2990340 {2}1228 {2}2783232 {2}1% {2}\/data$/m);
});

test.each([
  [['ID', '-y'], 'Volume size must be specified'],
  [['ID', '-s', 'many', '-y'], "invalid size: 'many'"],
  [['ID', '-s', '1', '-y'], 'failed to extend volume: '],
  [['vol_none', '-s', '9', '-y'], 'failed to extend volume: '],
  [['-s', '9', '-y'], 'volume ID must be specified when not running interactively'],
])('%j does not extend one', async (words, said) => {
  using world = await newWorld();
  await deployed(world);
  const id = JSON.parse(await world.out(['fly', 'volumes', 'list', '--json', '-a', 'my-openclaw']))[0].id;
  await world.out(['fly', 'volumes', 'extend', id, '-s', '2', '-a', 'my-openclaw']).catch(() => {});
  const ran = await world.run([
    'fly',
    'volumes',
    'extend',
    ...words.map((word) => word.replace('ID', id)),
    '-a',
    'my-openclaw',
  ]);
  expect(ran).toMatchObject({ status: 1, stderr: expect.stringContaining(`Error: ${said}`) });
});
