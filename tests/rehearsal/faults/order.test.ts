import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { faultNames, order } from '../../../src/rehearsal/index.ts';
import { deployed, newWorld, type TestWorld } from '../world.ts';

const logs = ['fly', 'logs', '-n', '-a', 'my-openclaw'];
const onTheMachine = (script: string) => [
  'fly',
  'ssh',
  'console',
  '-a',
  'my-openclaw',
  '-C',
  `sh -c '${script}'`,
];
const machines = ['fly', 'machine', 'list', '--json', '-a', 'my-openclaw'];

describe('mishaps of a command', () => {
  test('one that fails once has not happened', async () => {
    using world = await newWorld();
    order(world.dir, 'fails-once', { command: 'apps create' });
    await world.out(['fly', 'apps', 'list']);
    expect((await world.run(['fly', 'apps', 'create', 'mine'])).status).toBe(1);
    expect(await world.out(['fly', 'apps', 'create', 'mine'])).toBe('New app created: mine\n');
  });

  test('one that fails after taking effect has happened', async () => {
    using world = await newWorld();
    order(world.dir, 'fails-after-effect');
    expect((await world.run(['fly', 'apps', 'create', 'mine'])).status).toBe(1);
    expect((await world.run(['fly', 'apps', 'create', 'mine'])).stderr).toContain(
      'Name has already been taken',
    );
  });

  test('an API that times out says so', async () => {
    using world = await newWorld();
    order(world.dir, 'api-timeout', { times: 2 });
    for (const _ of [1, 2]) {
      expect(await world.run(['fly', 'apps', 'list'])).toMatchObject({
        status: 126,
        stderr: expect.stringContaining('context deadline exceeded'),
      });
    }
    await world.out(['fly', 'apps', 'list']);
  });

  test('a slow one takes five seconds longer, and does its work', async () => {
    using world = await newWorld();
    order(world.dir, 'slow', { command: 'apps create' });
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const running = world.out(['fly', 'apps', 'create', 'mine']);
      await vi.waitUntil(() => vi.getTimerCount() > 0, { timeout: 20_000 });
      vi.advanceTimersByTime(5000);
      expect(await running).toBe('New app created: mine\n');
    } finally {
      vi.useRealTimers();
    }
  });

  test('a build that runs out of memory deploys nothing', async () => {
    using world = await newWorld();
    await deployed(world);
    order(world.dir, 'build-out-of-memory');
    const deploy = ['fly', 'deploy', '-a', 'my-openclaw'];
    const ran = await world.run(deploy, { in: 'openclaw' });
    expect(ran).toMatchObject({ status: 1, stderr: expect.stringContaining('heap out of memory') });
    const releases = JSON.parse(await world.out(['fly', 'releases', '--json', '-a', 'my-openclaw']));
    expect(releases).toHaveLength(1);
    await world.out(deploy, { in: 'openclaw' });
  });
});

test('`fly ssh console` hangs where its standard input is /dev/null, and nowhere else', async () => {
  using world = await newWorld();
  await deployed(world);
  order(world.dir, 'ssh-hangs-without-a-terminal');
  const script = join(import.meta.dirname, '../../../scripts/rehearse.ts');
  const far = ['--', 'fly', 'ssh', 'console', '-a', 'my-openclaw', '-C', 'echo arrived'];
  const child = spawn(process.execPath, [script, '--world', world.dir, ...far], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let ended = false;
  child.once('close', () => {
    ended = true;
  });
  await new Promise((connected) => child.stderr.once('data', connected));
  // Whatever came after the connection has had the time that the same command takes with a pipe.
  expect((await world.out(far.slice(1), { stdin: '\n' })).trim()).toBe('arrived');
  expect(ended).toBe(false);
  process.kill(-(child.pid ?? 0), 'SIGKILL');
});

describe('ways in which a deployment falls ill', () => {
  test.each<[fault: string, command: string[], sign: RegExp]>([
    ['restart-loop', logs, /Missing config\./],
    ['token-missing', logs, /Refusing to bind gateway/],
    ['config-rejected', logs, /Invalid config at \/data\/openclaw\.json/],
    ['config-cut-off', logs, /JSON5 parse failed/],
    ['eacces-on-the-state-folder', logs, /EACCES: permission denied/],
    ['gateway-lock', logs, /owns gateway-lifecycle/],
    ['oom-memory-issues', machines, /"oom_killed": true/],
    ['discord-plugin-missing', logs, /Plugin "discord" channel settings cannot be checked/],
    ['app-is-not-listening-on-expected-address', machines, /"--bind",\s+"loopback"/],
    ['health-checks-failing', machines, /"internal_port": 8080/],
    ['grace-period-too-short', machines, /"grace_period": "10s"/],
    ['downgrade-guard', logs, /Refusing to run automatic gateway startup migrations/],
    ['config-not-being-read', onTheMachine('test -e /data/openclaw.json || echo gone'), /^gone$/m],
    ['pairing-required', logs, /reason=pairing required/],
    ['proxy-attribution-required', logs, /proxy-shaped traffic from/],
    ['origin-not-allowed', logs, /reason=origin not allowed/],
    ['state-not-persisting', machines, /^(?!.*OPENCLAW_STATE_DIR)/s],
  ])('%s', async (fault, command, sign) => {
    using world = await newWorld();
    await deployed(world);
    const config = { stdin: '{ "gateway": { "mode": "local" } }\n' };
    await world.out(onTheMachine('tee /data/openclaw.json'), config);
    expect(await world.out(command)).not.toMatch(sign);
    order(world.dir, fault);
    expect(await world.out(command)).toMatch(sign);
  });
});

describe('what is wrong with the machine stands in its fly.toml', () => {
  const oddly = `app = 'my-openclaw'
primary_region = "iad"
env = { OPENCLAW_STATE_DIR = '/data', NODE_ENV = "production" }
processes = { app = 'node dist/index.js gateway --allow-unconfigured --bind=lan' }

[http_service]
  internal_port=3000 # where it listens
  processes = ['app']
  [[http_service.checks]]
    path = "/startupz"
    grace_period='1m'

[[vm]]
  size = "shared-cpu-2x"
  memory='2048mb'

[[mounts]]
  source = "openclaw_data"
  destination = "/data"
`;
  const read = (world: TestWorld) => readFileSync(join(world.dir, 'work/openclaw/fly.toml'), 'utf8');

  test.each<[fault: string, spoilt: (text: string) => string]>([
    ['oom-memory-issues', (text) => text.replace("'2048mb'", '"512mb"')],
    ['health-checks-failing', (text) => text.replace('port=3000', 'port=8080')],
    ['grace-period-too-short', (text) => text.replace("'1m'", '"10s"')],
    ['state-not-persisting', (text) => text.replace("OPENCLAW_STATE_DIR = '/data', ", '')],
    [
      'app-is-not-listening-on-expected-address',
      (text) =>
        text.replace(/'node.*lan'/, '"node dist/index.js gateway --allow-unconfigured --bind=loopback"'),
    ],
  ])('%s, however the file is written', async (fault, spoilt) => {
    using world = await newWorld();
    await deployed(world);
    world.write('openclaw/fly.toml', oddly);
    order(world.dir, fault);
    expect(read(world)).toBe(spoilt(oddly));
  });

  test.each<[fault: string, without: RegExp]>([
    ['health-checks-failing', /\[http_service\][\s\S]*?(?=\[\[vm)/],
    ['grace-period-too-short', /\[\[http_service\.checks\]\][\s\S]*?(?=\[\[vm)/],
    ['state-not-persisting', /OPENCLAW_STATE_DIR = '\/data', /],
    ['app-is-not-listening-on-expected-address', / --bind=lan/],
  ])('%s is refused where the file has nothing of it, and changes nothing', async (fault, without) => {
    using world = await newWorld();
    const text = oddly.replace(without, '');
    expect(text).not.toBe(oddly);
    await deployed(world);
    world.write('openclaw/fly.toml', text);
    const configs = async () =>
      JSON.parse(await world.out(machines)).map(({ config }: { config: unknown }) => config);
    const before = await configs();
    expect(() => order(world.dir, fault)).toThrow(RangeError);
    expect([read(world), await configs()]).toEqual([text, before]);
  });

  test('a machine without a size of its own gets one that is too small', async () => {
    using world = await newWorld();
    const text = oddly.replace(/\[\[vm\]\][^[]*/, '');
    await deployed(world);
    world.write('openclaw/fly.toml', text);
    order(world.dir, 'oom-memory-issues');
    expect(read(world)).toBe(`${text}\n[[vm]]\n  memory = "512mb"\n`);
  });
});

test('a name that is none, and a world with nothing to spoil, are refused', async () => {
  using world = await newWorld();
  expect(() => order(world.dir, 'nonsense')).toThrow(RangeError);
  expect(() => order(world.dir, 'gateway-lock')).toThrow(RangeError);
  expect(faultNames).toContain('gateway-lock');
});
