import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld } from '../../../../src/rehearsal/world.ts';
import { deployed, newWorld, onMachine, type TestWorld } from '../../world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await newWorld();
  await deployed(world);
});
afterAll(() => world[Symbol.dispose]());

const asNode = (command: string) => `runuser -u node -- ${command}`;

test.each([
  ['a folder belongs to whoever made it', `${asNode('mkdir /data/a')}; stat -c %U:%G /data/a`, 'node:node\n'],
  [
    'so does every folder on its way that was missing',
    `${asNode('mkdir -p /data/ws/b/c')}; stat -c %U /data/ws /data/ws/b /data/ws/b/c`,
    'node\nnode\nnode\n',
  ],
  [
    'and none that was there',
    `mkdir /data/roots; chmod 777 /data/roots; ${asNode('mkdir -p /data/roots/d')}; stat -c %U /data/roots /data/roots/d`,
    'root\nnode\n',
  ],
  ['anybody may make one in /tmp', `${asNode('mkdir -p /tmp/e')}; stat -c %U /tmp/e`, 'node\n'],
  ["a home is its user's", `${asNode('mkdir -p /home/node/f/g')}; stat -c %U /home/node/f/g`, 'node\n'],
  ['what is there already is no fault of -p', 'mkdir -p /data/h; mkdir -p /data/h; echo $?', '0\n'],
])('%s', async (_, script, printed) => {
  expect(await onMachine(world, script)).toMatchObject({ stdout: printed, stderr: '' });
});

test.each([
  [asNode('mkdir /app/i'), "mkdir: cannot create directory '/app/i': Permission denied\n"],
  [asNode('mkdir -p /app/i/j'), "mkdir: cannot create directory '/app/i': Permission denied\n"],
  ['mkdir /data/k; mkdir /data/k', "mkdir: cannot create directory '/data/k': File exists\n"],
  ['touch /data/l; mkdir -p /data/l', "mkdir: cannot create directory '/data/l': File exists\n"],
  ['mkdir /data/no/m', "mkdir: cannot create directory '/data/no/m': No such file or directory\n"],
  [
    `mkdir -p /data/n/o; ${asNode('rmdir /data/n/o')}`,
    "rmdir: failed to remove '/data/n/o': Permission denied\n",
  ],
])('%s', async (script, said) => {
  const { stderr } = await onMachine(world, script);
  expect(stderr).toContain(said);
});

test('what is removed leaves no owner to what is made in its place', async () => {
  const { stdout } = await onMachine(
    world,
    `${asNode('mkdir -p /data/p/q')}; rm -r /data/p; mkdir -p /data/p/q; stat -c %U /data/p /data/p/q`,
  );
  expect(stdout).toBe('root\nroot\n');
});

test('what is moved keeps its owners, all the way down', async () => {
  const { stdout } = await onMachine(
    world,
    `${asNode('mkdir -p /data/r/s')}; mv /data/r /data/t; stat -c %U /data/t /data/t/s; mkdir -p /data/r/s; stat -c %U /data/r/s`,
  );
  expect(stdout).toBe('node\nnode\nroot\n');
});

test("a machine's own files lose their owners with the start that renews them", async () => {
  await onMachine(world, 'mkdir /app/u; chown node:node /app/u');
  const machine = (await world.out(['fly', 'machine', 'list', '-q', '-a', 'my-openclaw'])).trim();
  await world.out(['fly', 'machine', 'restart', machine]);
  const owners = Object.keys(openWorld(world.dir).store.read().owners);
  expect(owners.filter((key) => key.startsWith(machine))).toEqual([]);
  expect((await onMachine(world, 'mkdir /app/u; stat -c %U /app/u')).stdout).toBe('root\n');
});
