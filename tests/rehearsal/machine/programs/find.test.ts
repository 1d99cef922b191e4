import { afterAll, beforeAll, expect, test } from 'vitest';
import { order } from '../../../../src/rehearsal/index.ts';
import { deployed, newWorld, onMachine, type TestWorld } from '../../world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await newWorld();
  await deployed(world);
  await onMachine(
    world,
    'mkdir -p /data/f/roots /data/f/nodes; echo x > /data/f/roots/a.lock; echo x > /data/f/nodes/b.json; chown -R node:node /data/f/nodes; chown node:node /data/f',
  );
});
afterAll(() => world[Symbol.dispose]());

test.each([
  ['find /data/f -user root', '/data/f/roots\n/data/f/roots/a.lock\n'],
  ['find /data/f -user node', '/data/f\n/data/f/nodes\n/data/f/nodes/b.json\n'],
  ['find /data/f -user 1000 -type f', '/data/f/nodes/b.json\n'],
  ['find /data/f ! -user node', '/data/f/roots\n/data/f/roots/a.lock\n'],
  ['find /data/f -not -user node -type f', '/data/f/roots/a.lock\n'],
  ["find /data/f -type f ! -name '*.lock'", '/data/f/nodes/b.json\n'],
  ["find /data/f -name '*.lock' -print", '/data/f/roots/a.lock\n'],
  ['find /data/f -mindepth 1 -maxdepth 1 ! -user root', '/data/f/nodes\n'],
  ["find /data/f -name '[z-a]'", ''],
])('%s', async (script, printed) => {
  expect(await onMachine(world, script)).toMatchObject({ stdout: printed, stderr: '', status: 0 });
});

test.each([
  ['find /data/f -newer /etc/hostname', 3, 'The rehearsal does not cover `find -newer`.\n'],
  ['find /data/f -delete', 3, 'The rehearsal does not cover `find -delete`.\n'],
  ['find /data/f -user nobody-here', 1, "find: 'nobody-here' is not the name of a known user\n"],
  ['find /data/f -user', 1, "find: missing argument to `-user'\n"],
  ['find /data/f -type l', 3, 'The rehearsal does not cover `find -type l`.\n'],
  ['find /data/f -name a -o -name b', 3, 'The rehearsal does not cover `find -o`.\n'],
  ['find /data/f !', 1, "find: expected an expression after '!'\n"],
])('%s lists nothing', async (script, status, said) => {
  const ran = await onMachine(world, script);
  expect(ran).toMatchObject({ status, stdout: '' });
  expect(ran.stderr).toContain(said);
});

test("what the gateway writes is node's, so that only what is somebody else's is found", async () => {
  using other = await newWorld();
  await deployed(other);
  await other.out(['fly', 'apps', 'open', '-a', 'my-openclaw']);
  order(other.dir, 'pairing-required');
  const { stdout } = await onMachine(other, 'find /data -type f; echo; find /data ! -user node');
  expect(stdout).toBe('/data/openclaw.json\n/data/state/devices.json\n\n/data/openclaw.json\n');
});
