import { expect, test } from 'vitest';
import { deployed, newWorld } from '../world.ts';

const app = ['-a', 'my-openclaw'];

/** What flyctl v0.4.87 printed, run, less what is different in every world: ids, times and digests. */
test.each<[command: string[], printed: RegExp]>([
  [
    ['checks', 'list', ...app],
    /^Health Checks for my-openclaw\n NAME +│ STATUS +│ MACHINE +│ LAST UPDATED │ OUTPUT +\n─+┼─+┼─+┼─+┼─+\n servicecheck-00-http-3000 │ passing │ \w{14} │/,
  ],
  [
    ['services', 'list', ...app],
    /^Services\n PROTOCOL │ PORTS +│ HANDLERS +│ FORCE HTTPS │ PROCESS GROUP │ REGIONS │ MACHINES \n TCP +│ 80 => 3000 +│ \[HTTP\] +│ True +│ app +│ iad +│ 1 +\n TCP +│ 443 => 3000 │ \[HTTP,TLS\] │ False +│ app +│ iad +│ 1 +\n\n$/,
  ],
  [
    ['image', 'show', ...app],
    /^Image Details\n MACHINE ID +│ REGISTRY +│ REPOSITORY +│ TAG +│ VERSION │ DIGEST +│ LABELS \n \w{14} │ registry\.fly\.io │ my-openclaw │ deployment-\w+ │ N\/A +│ sha256:[0-9a-f]{64} │ +\n\n$/,
  ],
  [
    ['config', 'env', ...app],
    /^Secrets\n NAME +│ DIGEST +\n OPENCLAW_GATEWAY_TOKEN │ [0-9a-f]{16} \n\nEnvironment Variables\n NAME +│ VALUE +\n NODE_ENV +│ production +\n/,
  ],
  [
    ['releases', '--image', ...app],
    /^ VERSION │ STATUS +│ DESCRIPTION │ USER +│ DATE +│ DOCKER IMAGE +\n v1 +│ complete │ Release +│ you@example\.com │ .* │ registry\.fly\.io\/my-openclaw:deployment-\w+ \n\n$/,
  ],
  [
    ['platform', 'regions'],
    /^ NAME +│ CODE │ MPG \n +│ +│ +\n Africa +│ +│ +\n Johannesburg, South Africa +│ jnb /,
  ],
  [['certs', 'list', ...app], /^HOSTNAME {23}SOURCE {5}STATUS\n$/],
  [['help', 'volumes', 'fork'], /^Usage:\n {2}fly volumes fork <volume id> \[flags\]\n/],
  [['tokens', 'create', 'deploy', '-x', '24h', ...app], /^FlyV1 fm2_\S{43}\n$/],
])('fly %j prints what the real one does', async (command, printed) => {
  using world = await newWorld();
  await deployed(world);
  expect(await world.out(['fly', ...command])).toMatch(printed);
});

test('a certificate waits for its name, and can be taken back', async () => {
  using world = await newWorld();
  await deployed(world);
  const added = await world.out(['fly', 'certs', 'add', 'bot.example.com', ...app]);
  expect(added).toMatch(
    /^✓ Certificate created for bot\.example\.com\n\nRecommended DNS setup:\n {2}A {4}bot\.example\.com → 66\.241\.\S+\n {2}AAAA bot\.example\.com → 2a09:8280:\S+\n\nRun fly certs check bot\.example\.com to check/,
  );
  expect(await world.run(['fly', 'certs', 'add', 'bot.example.com', ...app])).toMatchObject({ status: 1 });
  const checked = await world.out(['fly', 'certs', 'check', 'bot.example.com', ...app]);
  expect(checked).toMatch(/^ {2}Status {18}= Not verified\n {2}Hostname {16}= bot\.example\.com\n/);
  expect(await world.out(['fly', 'certs', 'remove', 'bot.example.com', '-y', ...app])).toBe(
    '✓ Certificate bot.example.com deleted from app my-openclaw\n',
  );
  expect(await world.run(['fly', 'certs', 'check', 'bot.example.com', ...app])).toMatchObject({ status: 1 });
});

test("a machine's status tells its checks, and how it ended", async () => {
  using world = await newWorld();
  await deployed(world);
  const [{ id }] = JSON.parse(await world.out(['fly', 'machine', 'list', '--json', ...app]));
  const well = await world.out(['fly', 'machine', 'status', id]);
  expect(well).toMatch(
    /^Machine ID: \w+\nInstance ID: \w+\nState: started\nHostStatus: ok\n\nVM\n ID +│ \w+ +\n/,
  );
  expect(well).toMatch(/\nChecks \[1\/1\]\n NAME .*\n servicecheck-00-http-3000 │ passing │ .*│ /);
  await world.run(['fly', 'machine', 'update', id, '--command', 'node dist/index.js gateway --nope', '-y']);
  expect(await world.out(['fly', 'machine', 'status', id])).toMatch(
    /\n stopped │ exit .*│ exit_code=\d+,oom_killed=false,requested_stop=false \n/,
  );
});

test('a variable of the command line lasts as long as its release', async () => {
  using world = await newWorld();
  await deployed(world);
  await world.out(['fly', 'deploy', ...app, '-e', 'X=y', '--dns-checks=false'], { in: 'openclaw' });
  expect(await world.out(['fly', 'config', 'env', ...app])).toMatch(/\n X +│ y +\n/);
  await world.out(['fly', 'deploy', ...app], { in: 'openclaw' });
  expect(await world.out(['fly', 'config', 'env', ...app])).not.toMatch(/\n X +│ y +\n/);
});

test('what is scaled lasts until the next deployment, and flyctl says so', async () => {
  using world = await newWorld();
  await deployed(world);
  const { stdout, stderr } = await world.run(['fly', 'scale', 'memory', '4096', ...app], { in: 'openclaw' });
  expect(stdout).toMatch(
    /^Updating machine \w+\nMachine \w+ updated successfully!\nScaled VM Type to 'shared-cpu-2x'\n {6}CPU Cores: 2\n {9}Memory: 4096 MB\n$/,
  );
  expect(stderr).toMatch(/^ {2}Waiting for \w+ to become healthy \(started, 1\/1\)\n/);
  expect(stderr).toContain(
    '  Machines now: size=shared-cpu-2x memory=4096MB\n  fly.toml:     size=shared-cpu-2x memory=2048MB\n',
  );
  expect(await world.out(['fly', 'scale', 'show', ...app])).toMatch(/│ 4096 MB │/);
  expect(await world.run(['fly', 'scale', 'memory', '100', ...app])).toMatchObject({ status: 1 });
});

test('a machine that runs is not destroyed without --force, and an update that changes nothing is refused', async () => {
  using world = await newWorld();
  await deployed(world);
  const [{ id }] = JSON.parse(await world.out(['fly', 'machine', 'list', '--json', ...app]));
  expect(await world.run(['fly', 'machine', 'destroy', id])).toMatchObject({
    status: 1,
    stdout: '',
    stderr: `Error: machine ${id} currently started, either stop first or use --force flag\n`,
  });
  expect(await world.run(['fly', 'machine', 'update', id, '--vm-memory', '2048'])).toMatchObject({
    status: 1,
    stderr: 'Error: no config changes found\n',
  });
  expect(await world.out(['fly', 'machine', 'destroy', id, '--force'])).toBe(
    `machine ${id} was found and is currently in started state, attempting to destroy...\n${id} has been destroyed\n`,
  );
});
