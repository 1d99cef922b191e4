import { expect, test } from 'vitest';
import { deployed, newWorld, type TestWorld } from '../world.ts';

const app = ['-a', 'my-openclaw'];

/** What the tests ask of a volume as `--json` tells it. */
interface Volume {
  id: string;
  name: string;
  region: string;
  size_gb: number;
  attached_machine_id: string | null;
}

async function volumes(world: TestWorld): Promise<Volume[]> {
  return JSON.parse(await world.out(['fly', 'volumes', 'list', '--json', ...app]));
}

/** Runs a line of shell on the machine. */
function onMachine(world: TestWorld, line: string): Promise<string> {
  return world.out(['fly', 'ssh', 'console', ...app, '-C', `sh -c "${line}"`]);
}

async function snapshotOf(world: TestWorld, volume: string): Promise<string> {
  await world.out(['fly', 'volumes', 'snapshots', 'create', volume]);
  const listed = await world.out(['fly', 'volumes', 'snapshots', 'list', volume, '--json']);
  return JSON.parse(listed).at(-1).id;
}

test('a volume made from a snapshot holds what was there then, under its own name, and belongs to whom it did', async () => {
  using world = await newWorld();
  await deployed(world);
  await onMachine(world, 'echo before > /data/note; chown root /data/note');
  const [first] = await volumes(world);
  const snapshot = await snapshotOf(world, first?.id ?? '');
  await onMachine(world, 'echo after > /data/note');
  const create = [
    'fly',
    'volumes',
    'create',
    'openclaw_data_2',
    '-r',
    'iad',
    '--snapshot-id',
    snapshot,
    '-y',
    ...app,
  ];
  const made = JSON.parse(await world.out([...create, '--json']));
  expect(made).toMatchObject({ name: 'openclaw_data_2', size_gb: 1, attached_machine_id: null });
  const [machine] = JSON.parse(await world.out(['fly', 'machine', 'list', '--json', ...app]));
  await world.out(['fly', 'machine', 'clone', machine.id, '--attach-volume', made.id, ...app]);
  const { id } = JSON.parse(await world.out(['fly', 'machine', 'list', '--json', ...app])).at(-1);
  const read = 'cat /data/note; ls -l /data/note';
  const restored = await world.out([
    'fly',
    'ssh',
    'console',
    ...app,
    '--machine',
    id,
    '-C',
    `sh -c "${read}"`,
  ]);
  expect(restored).toMatch(/^before\n.* root /);
});

test('a snapshot of another app is none', async () => {
  using world = await newWorld();
  await deployed(world);
  const create = ['fly', 'volumes', 'create', 'more', '-r', 'iad', '--snapshot-id', 'vs_none', '-y', ...app];
  expect(await world.run(create)).toMatchObject({
    status: 1,
    stderr: 'Error: failed to create volume: snapshot not found\n',
  });
  expect(await volumes(world)).toHaveLength(1);
});

test('a fork is a copy in the region that is told, attached to nothing, and goes its own way', async () => {
  using world = await newWorld();
  await deployed(world);
  await onMachine(world, 'echo kept > /data/note');
  const [first] = await volumes(world);
  const fork = ['fly', 'volumes', 'fork', first?.id ?? '', '--region', 'fra', ...app];
  const printed = await world.out(fork);
  expect(printed).toMatch(
    /^ {18}ID: vol_\w+\n {16}Name: openclaw_data\n {17}App: my-openclaw\n {14}Region: fra\n/,
  );
  await onMachine(world, 'rm /data/note');
  const [, copy] = await volumes(world);
  expect(copy).toMatchObject({ name: 'openclaw_data', region: 'fra', attached_machine_id: null });
  expect(await world.out(['fly', 'volumes', 'show', copy?.id ?? '', ...app])).toBe(printed);
});

test('a clone begins with an empty volume of the same name, unless a snapshot is told', async () => {
  using world = await newWorld();
  await deployed(world);
  const [machine] = JSON.parse(await world.out(['fly', 'machine', 'list', '--json', ...app]));
  const printed = await world.out(['fly', 'machine', 'clone', machine.id, ...app]);
  expect(printed).toContain("Volume 'openclaw_data' will start empty\n");
  const [first, second] = await volumes(world);
  expect(second).toMatchObject({ name: 'openclaw_data', encrypted: false });
  const snapshot = await snapshotOf(world, first?.id ?? '');
  const again = await world.out(['fly', 'machine', 'clone', machine.id, '--from-snapshot', 'last', ...app]);
  expect(again).toContain(`Creating new volume from snapshot ${snapshot} of ${first?.id}\n`);
});
