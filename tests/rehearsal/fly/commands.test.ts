import { expect, test } from 'vitest';
import { deployed, newWorld } from '../world.ts';

test.each([
  [['fly', 'apps', 'destroy', 'my-openclaw'], 'yes flag must be specified when not running interactively'],
  [['fly', 'apps', 'create', 'openclaw'], 'Name has already been taken'],
  [['fly', 'apps', 'create', 'a', '-o', 'nobody'], 'organization nobody not found'],
  [['fly', 'status', '-a', 'other'], 'failed to get app: Could not find App "other"'],
  [
    ['fly', 'status'],
    'the config for your app is missing an app name, add an app field to the fly.toml file or specify with the -a flag',
  ],
  [['fly', 'status', '--nope', '-a', 'my-openclaw'], 'unknown flag: --nope'],
  [['fly', 'statu'], 'unknown command "statu" for "fly"'],
  [
    ['fly', 'volumes', 'create', 'more', '-a', 'my-openclaw', '-r', 'iad'],
    'yes flag must be specified when not running interactively',
  ],
  [
    ['fly', 'volumes', 'create', 'more', '-a', 'my-openclaw', '-y'],
    'region code must be specified when not running interactively',
  ],
  [['fly', 'ips', 'release', '1.2.3', '-a', 'my-openclaw'], "Invalid IP address: '1.2.3'"],
  [
    ['fly', 'machine', 'restart', '00000000000000', '-a', 'my-openclaw'],
    "machine 00000000000000 was not found in app 'my-openclaw'",
  ],
  [
    ['fly', 'scale', 'count', '2', '-a', 'my-openclaw'],
    '--yes flag must be specified when not running interactively',
  ],
  [['fly', 'secrets', 'import', '-a', 'my-openclaw'], 'requires at least one SECRET=VALUE pair'],
])('%j fails as flyctl does', async (command, words) => {
  using world = await newWorld();
  await deployed(world);
  const { status, stderr } = await world.run(command);
  expect(status).toBe(1);
  expect(stderr).toContain(`Error: ${words}\n`);
});

test('flags stand before or after, joined or apart, and aliases mean their commands', async () => {
  using world = await newWorld();
  await deployed(world);
  const wanted = await world.out(['fly', 'machine', 'list', '--app', 'my-openclaw', '--quiet']);
  for (const command of [
    ['flyctl', 'machines', 'list', '-q', '-amy-openclaw'],
    ['fly', 'm', 'ls', '--app=my-openclaw', '--quiet=true'],
    ['fly', '-a', 'my-openclaw', 'machine', 'list', '-q'],
  ]) {
    expect(await world.out(command)).toBe(wanted);
  }
});

test('JSON is indented by four spaces', async () => {
  using world = await newWorld();
  await deployed(world);
  const printed = await world.out(['fly', 'status', '--json', '-a', 'my-openclaw']);
  expect(printed.split('\n')[1]).toBe('    "AppURL": "https://my-openclaw.fly.dev",');
  expect(JSON.parse(printed).Machines[0].config.init.cmd).toEqual([
    'node',
    'dist/index.js',
    'gateway',
    '--allow-unconfigured',
    '--port',
    '3000',
    '--bind',
    'lan',
  ]);
});

test('what the rehearsal does not have is said in one line, with a status of its own', async () => {
  using world = await newWorld();
  for (const command of [
    ['fly', 'doctor'],
    ['curl', 'https://example.com/'],
    ['curl', '--cookie', 'a', 'https://x.fly.dev'],
  ]) {
    const { status, stdout, stderr } = await world.run(command);
    expect(status).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^The rehearsal does not cover `[^\n]*`\.\n$/);
  }
});

test('secrets are staged until the first deployment, and from then on each change restarts', async () => {
  using world = await newWorld();
  await world.out(['fly', 'apps', 'create', 'mine']);
  const set = (pair: string) => world.out(['fly', 'secrets', 'set', pair, '-a', 'mine']);
  expect(await set('A=1')).toBe('Secrets are staged for the first deployment\n');
  expect(await world.out(['fly', 'secrets', 'list', '-a', 'mine'])).toMatch(
    / \* A +│ [0-9a-f]{16} +│ Staged/,
  );

  using other = await newWorld();
  await deployed(other);
  const printed = await other.out(['fly', 'secrets', 'set', 'A=1', '-a', 'my-openclaw']);
  expect(printed).toContain("Updating existing machines in 'my-openclaw' with rolling strategy\n");
  const secrets = JSON.parse(await other.out(['fly', 'secrets', 'list', '--json', '-a', 'my-openclaw']));
  expect(secrets.map(({ name, status }: Record<string, string>) => [name, status])).toEqual([
    ['A', 'Deployed'],
    ['OPENCLAW_GATEWAY_TOKEN', 'Deployed'],
  ]);
  await other.out(['fly', 'secrets', 'set', 'B=2', '--stage', '-a', 'my-openclaw']);
  expect(await other.out(['fly', 'secrets', 'list', '-a', 'my-openclaw'])).toContain(
    'There is 1 secret not deployed. Deploy with `fly secrets deploy` to make them available.\n',
  );
});

test('what an update sets, the next deployment sets back', async () => {
  using world = await newWorld();
  const machine = await deployed(world);
  const memory = async () =>
    JSON.parse(await world.out(['fly', 'machine', 'list', '--json', '-a', 'my-openclaw']))[0].config.guest
      .memory_mb;
  await world.out(['fly', 'machine', 'update', machine, '--vm-memory', '4096', '-y']);
  expect(await memory()).toBe(4096);
  await world.out(['fly', 'deploy', '-a', 'my-openclaw'], { in: 'openclaw' });
  expect(await memory()).toBe(2048);
});

test.each([
  ['2000', 'invalid memory size', '2000MiB of memory is not valid'],
  ['256', 'memory size for config is too low', 'For shared VMs with 2 CPUs, 256MiB of memory is too low'],
  ['8192', 'memory size for config is too high', 'For shared VMs with 2 CPUs, 8192MiB of memory is too high'],
])('a machine of two shared CPUs does not take %s MB', async (memory, words, description) => {
  using world = await newWorld();
  const machine = await deployed(world);
  const { status, stderr } = await world.run([
    'fly',
    'machine',
    'update',
    machine,
    '--vm-memory',
    memory,
    '-y',
  ]);
  expect(status).toBe(1);
  expect(stderr).toContain(`Error: ${words}\n${description}\n`);
});

test('what is taken apart leaves the world as it was', async () => {
  using world = await newWorld();
  await deployed(world);
  await world.out(['fly', 'scale', 'count', '0', '-a', 'my-openclaw', '--yes']);
  const [volume] = JSON.parse(await world.out(['fly', 'volumes', 'list', '--json', '-a', 'my-openclaw']));
  await world.out(['fly', 'volumes', 'destroy', volume.id, '-a', 'my-openclaw', '-y']);
  await world.out(['fly', 'apps', 'destroy', 'my-openclaw', '--yes']);
  expect(await world.out(['fly', 'apps', 'list'])).toBe('No apps found\n');
});
