import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deployed, newWorld, onMachine } from './world.ts';

test('the whole deployment, from nothing to an answer', async () => {
  using world = await newWorld();
  const machine = await deployed(world);
  expect(machine).toMatch(/^[0-9a-f]{14}$/);

  const status = await world.out(['fly', 'status', '-a', 'my-openclaw']);
  expect(status).toContain('Hostname │ my-openclaw.fly.dev');
  expect(status).toMatch(/ app {5}│ [0-9a-f]{14} │ 1 {7}│ iad {4}│ started │ {6}│ 1 total, 1 passing │ /);

  const logs = await world.out(['fly', 'logs', '--no-tail', '-a', 'my-openclaw']);
  expect(logs).toMatch(/\[gateway\] http server listening \(14 plugins: /);
  expect(logs).toMatch(/\[gateway\] ready/);

  const alive = await world.run(['curl', '-fsS', 'https://my-openclaw.fly.dev/healthz']);
  expect(alive).toMatchObject({ status: 0, stdout: '{"ok":true,"status":"live"}' });
});

test('a first deployment gives out addresses where there is a service, and never again', async () => {
  using world = await newWorld();
  await deployed(world);
  const list = () => world.out(['fly', 'ips', 'list', '-a', 'my-openclaw', '--json']);
  const addresses = JSON.parse(await list());
  expect(addresses.map((one: { Type: string }) => one.Type)).toEqual(['v6', 'shared_v4']);

  for (const { Address } of addresses)
    await world.out(['fly', 'ips', 'release', Address, '-a', 'my-openclaw']);
  await world.out(['fly', 'deploy', '-a', 'my-openclaw'], { in: 'openclaw' });
  expect(JSON.parse(await list())).toEqual([]);
  expect(await world.run(['curl', '-sS', 'https://my-openclaw.fly.dev/'])).toMatchObject({
    status: 6,
    stderr: 'curl: (6) Could not resolve host: my-openclaw.fly.dev\n',
  });
});

test('without a service no address is given out and none is needed to run', async () => {
  using world = await newWorld();
  await world.out(['git', 'clone', '-q', 'https://github.com/openclaw/openclaw']);
  await world.out(['fly', 'apps', 'create', 'hidden']);
  await world.out(['fly', 'secrets', 'set', 'OPENCLAW_GATEWAY_TOKEN=t', '-a', 'hidden']);
  await world.out(['fly', 'deploy', '-c', 'deploy/fly.private.toml', '-a', 'hidden'], { in: 'openclaw' });
  expect(JSON.parse(await world.out(['fly', 'ips', 'list', '-a', 'hidden', '--json']))).toEqual([]);
  expect(await world.out(['fly', 'machine', 'list', '-a', 'hidden'])).toContain('started');
});

test.each([
  [3000, 'passing'],
  [8080, 'critical'],
])(
  'without a service a check of the app itself stands under its own name: of port %i it is %s',
  async (port, how) => {
    using world = await newWorld();
    await world.out(['git', 'clone', '-q', 'https://github.com/openclaw/openclaw']);
    await world.out(['fly', 'apps', 'create', 'hidden']);
    await world.out(['fly', 'secrets', 'set', 'OPENCLAW_GATEWAY_TOKEN=t', '-a', 'hidden']);
    const config = readFileSync(join(world.dir, 'work/openclaw/deploy/fly.private.toml'), 'utf8');
    const check = (name: string, at: number) =>
      `[checks.${name}]\ntype = "http"\nport = ${at}\npath = "/startupz"\ninterval = "15s"\n`;
    world.write('openclaw/fly.toml', `${config}\n${check('startup', 3000)}\n${check('other', port)}`);
    await world.run(['fly', 'deploy', '-a', 'hidden'], { in: 'openclaw' });
    const status = await world.out(['fly', 'status', '-a', 'hidden']);
    expect(status).toContain(how === 'passing' ? '2 total, 2 passing' : '2 total, 1 passing, 1 critical');
    const [machine] = JSON.parse(await world.out(['fly', 'machine', 'list', '-a', 'hidden', '--json']));
    expect(machine.config.checks.other).toEqual({
      port,
      type: 'http',
      interval: '15s',
      method: 'GET',
      path: '/startupz',
    });
    const byName = (name: string) => machine.checks.find((one: { name: string }) => one.name === name).status;
    expect([byName('startup'), byName('other')]).toEqual(['passing', how]);
  },
);

test('the first deployment makes the volume that is missing', async () => {
  using world = await newWorld();
  await world.out(['git', 'clone', '-q', 'https://github.com/openclaw/openclaw']);
  await world.out(['fly', 'apps', 'create', 'mine']);
  await world.out(['fly', 'secrets', 'set', 'OPENCLAW_GATEWAY_TOKEN=t', '-a', 'mine']);
  const printed = await world.out(['fly', 'deploy', '-a', 'mine'], { in: 'openclaw' });
  expect(printed).toContain("Creating a 1 GB volume named 'openclaw_data' for process group 'app'.");
});

test.each([
  [
    'a name that somebody has',
    ['fly', 'deploy', '-a', 'nobody-has-me'],
    'the app name nobody-has-me could not be found, did you create the app',
  ],
  [
    'a file that is not there',
    ['fly', 'deploy', '-c', 'no.toml', '-a', 'my-openclaw'],
    'config file not found at specified path: ',
  ],
])('refuses %s', async (_, command, words) => {
  using world = await newWorld();
  await deployed(world);
  const { status, stderr } = await world.run(command, { in: 'openclaw' });
  expect(status).toBe(1);
  expect(stderr).toContain(`Error: ${words}`);
});

test('a machine that crashes at its start fails the deployment and is left stopped after ten tries', async () => {
  using world = await newWorld();
  await world.out(['git', 'clone', '-q', 'https://github.com/openclaw/openclaw']);
  await world.out(['fly', 'apps', 'create', 'mine']);
  const { status, stderr } = await world.run(['fly', 'deploy', '-a', 'mine'], { in: 'openclaw' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/Error: smoke checks for [0-9a-f]{14} failed: the app appears to be crashing/);
  const logs = await world.out(['fly', 'logs', '-n', '-a', 'mine']);
  expect(logs).toContain('machine has reached its max restart count of 10');
  expect(logs).toContain('Refusing to bind gateway to lan without auth.');
  expect(await world.out(['fly', 'machine', 'list', '-a', 'mine'])).toContain('stopped');
});

test('two worlds of one seed give the same names to the same things', async () => {
  const end = async () => {
    using world = await newWorld(7);
    await deployed(world);
    const machines = JSON.parse(await world.out(['fly', 'machine', 'list', '-a', 'my-openclaw', '--json']));
    return machines.map(({ id, name, private_ip, instance_id }: Record<string, string>) => ({
      id,
      name,
      private_ip,
      instance_id,
    }));
  };
  expect(await end()).toEqual(await end());
});

test('nothing of a secret is written anywhere in the world', async () => {
  using world = await newWorld();
  await deployed(world);
  await world.out(['fly', 'secrets', 'set', 'OPENAI_API_KEY=very-secret-value', '-a', 'my-openclaw']);
  await world.out(['fly', 'secrets', 'set', 'GOOGLE_API_KEY=-', '-a', 'my-openclaw'], {
    stdin: 'very-secret-value',
  });
  const files = readdirSync(world.dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const text = readFileSync(join(file.parentPath, file.name), 'utf8');
    expect(text).not.toContain('very-secret-value');
    expect(text).not.toContain('a-token');
  }
});

test('a folder that is named is gone to before its fly.toml is looked for', async () => {
  using world = await newWorld();
  await deployed(world);
  const fly = readFileSync(join(world.dir, 'work/openclaw/fly.toml'), 'utf8');
  world.write('openclaw/fly.toml', fly.replace('app = "openclaw"', 'app = "my-openclaw"'));
  expect(await world.out(['fly', 'deploy', 'openclaw'])).toContain(
    'Visit your newly deployed app at https://my-openclaw.fly.dev/',
  );
  const missing = join(world.dir, 'work', 'nowhere');
  expect(await world.run(['fly', 'deploy', 'nowhere', '-a', 'my-openclaw'])).toEqual({
    status: 1,
    stdout: '',
    stderr: `Error: failed changing working directory: chdir ${missing}: no such file or directory\n`,
  });
  expect((await world.run(['fly', 'deploy', 'openclaw/fly.toml'])).stderr).toContain(
    'openclaw/fly.toml: not a directory\n',
  );
});

test('a machine that a deployment has just made is not changed by it once more', async () => {
  using world = await newWorld();
  const machine = await deployed(world);
  const fly = readFileSync(join(world.dir, 'work/openclaw/fly.toml'), 'utf8');
  world.write('openclaw/fly.toml', fly.replace('[processes]', '[processes]\n  worker = "sleep inf"'));
  const printed = await world.out(['fly', 'deploy', '-a', 'my-openclaw'], { in: 'openclaw' });
  expect(printed).toContain('Launching new machine');
  expect(printed.match(/Updating (\w{14}) /g)).toEqual([`Updating ${machine} `, `Updating ${machine} `]);
});

test("a mount's destination does not lead out of the machine", async () => {
  using world = await newWorld();
  await deployed(world);
  const fly = readFileSync(join(world.dir, 'work/openclaw/fly.toml'), 'utf8');
  world.write('openclaw/fly.toml', fly.replace('destination = "/data"', 'destination = "/../../x"'));
  await world.run(['fly', 'deploy', '-a', 'my-openclaw'], { in: 'openclaw' });
  expect(existsSync(join(world.dir, 'x'))).toBe(false);
  expect((await onMachine(world, 'touch /x/note; df /x/note')).stdout).toMatch(/ \/x\n$/);
});
