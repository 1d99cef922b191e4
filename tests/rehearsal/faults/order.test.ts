import { describe, expect, test } from 'vitest';
import { faultNames, order } from '../../../src/rehearsal/index.ts';
import { deployed, newWorld } from '../world.ts';

const logs = ['fly', 'logs', '-n', '-a', 'my-openclaw'];
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
    ['proxy-attribution-required', logs, /proxy-shaped traffic from/],
    ['origin-not-allowed', logs, /reason=origin not allowed/],
    ['state-not-persisting', machines, /^(?!.*OPENCLAW_STATE_DIR)/s],
  ])('%s', async (fault, command, sign) => {
    using world = await newWorld();
    await deployed(world);
    expect(await world.out(command)).not.toMatch(sign);
    order(world.dir, fault);
    expect(await world.out(command)).toMatch(sign);
  });
});

test('a name that is none, and a world with nothing to spoil, are refused', async () => {
  using world = await newWorld();
  expect(() => order(world.dir, 'nonsense')).toThrow(RangeError);
  expect(() => order(world.dir, 'gateway-lock')).toThrow(RangeError);
  expect(faultNames).toContain('gateway-lock');
});
