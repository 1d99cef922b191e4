import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, inject, onTestFinished, test } from 'vitest';
import { bootGateway } from '../../src/rehearsal/gateway/boot.ts';
import { filesOf } from '../../src/rehearsal/machine/files.ts';
import { ownNetwork } from '../../src/rehearsal/real/network.ts';
import { Machine, secrets } from './support/machine.ts';

// How a real gateway starts, case by case, as the guide and the rehearsal tell it. The rehearsal's gateway is asked the same.

const lan = 'node dist/index.js gateway --port 3000 --bind lan';
const unconfigured = `${lan} --allow-unconfigured`;
const local = { gateway: { mode: 'local' } };
const token = { OPENCLAW_GATEWAY_TOKEN: secrets.OPENCLAW_GATEWAY_TOKEN };

interface Refusal {
  name: string;
  command: string;
  config?: object;
  env?: Record<string, string>;
  exit: number;
  says: string;
}

const refusals: Refusal[] = [
  {
    name: 'no config, and no flag for that',
    command: lan,
    exit: 78,
    says: 'Missing config. Run `openclaw setup` or set gateway.mode=local (or pass --allow-unconfigured).',
  },
  {
    name: 'no token on all addresses',
    command: unconfigured,
    env: {},
    exit: 78,
    says: 'Refusing to bind gateway to lan without auth.',
  },
  {
    name: 'an unknown key',
    command: lan,
    config: { ...local, bogus: 1 },
    exit: 78,
    says: 'Unrecognized key: "bogus"',
  },
  {
    name: 'a config without gateway.mode',
    command: lan,
    config: { agents: { defaults: { maxConcurrent: 4 } } },
    exit: 78,
    says: 'existing config is missing gateway.mode',
  },
  {
    name: 'an address for --bind',
    command: unconfigured.replace('lan', '0.0.0.0'),
    exit: 1,
    says: 'Invalid --bind. Use "loopback", "lan", "tailnet", "auto", or "custom".',
  },
  {
    name: 'a config that a newer release wrote last',
    command: lan,
    config: { ...local, meta: { lastTouchedVersion: '2099.1.1' } },
    exit: 1,
    says: 'Refusing to run automatic gateway startup migrations',
  },
];

function machineWith(config?: object): Machine {
  const machine = new Machine(config);
  onTestFinished(() => machine.remove());
  return machine;
}

/** Returns what the rehearsal's gateway does in the same case. */
function rehearsed(machine: Machine, command: string, env: Record<string, string>) {
  const { version } = inject('release');
  return bootGateway({
    command: command.split(' '),
    env: { OPENCLAW_STATE_DIR: '/data' },
    secrets: new Set(Object.keys(env)),
    files: filesOf(machine.folder, { id: 'x', config: { mounts: [{ path: '/data', volume: '../state' }] } }),
    version,
    memory: 2048,
    stateTaken: false,
    stateWritable: true,
  });
}

describe.concurrent('a real gateway refuses to start with', () => {
  test.for(refusals)(
    '$name, and the rehearsed one with the same status and words',
    async ({ command, config, env = token, exit, says }, { expect }) => {
      const machine = machineWith(config);
      const model = rehearsed(machine, command, env);
      const gateway = await machine.start(command.split(' '), env);
      expect(await gateway.end(), gateway.log).toBe(exit);
      expect(gateway.log).toContain(says);
      expect(model.process.exitCode).toBe(exit);
      expect(model.lines.join('\n')).toContain(says);
    },
  );

  test('a second gateway on the same state folder', async ({ expect }) => {
    const machine = machineWith();
    const first = await machine.start(unconfigured.split(' '), token);
    expect(await first.ready(), first.log).toBe(true);
    const second = await machine.start(unconfigured.replace('3000', '3001').split(' '), token);
    expect(await second.end(), second.log).toBe(78);
    expect(second.log).toContain('another OpenClaw process owns gateway-lifecycle');
  });
});

describe.concurrent('a real gateway starts', () => {
  test('with no config where --allow-unconfigured is given, and writes none', async ({ expect }) => {
    const machine = machineWith();
    const gateway = await machine.start(unconfigured.split(' '), token);
    expect(await gateway.ready(), gateway.log).toBe(true);
    expect(existsSync(join(machine.state, 'openclaw.json'))).toBe(false);
    expect(rehearsed(machine, unconfigured, token).process.listening).toEqual({
      host: '0.0.0.0',
      port: 3000,
    });
  });

  test('and lets a proxy through that its config trusts', async ({ expect }) => {
    const machine = machineWith({ gateway: { mode: 'local', trustedProxies: ['127.0.0.1', '::1'] } });
    const gateway = await machine.start(lan.split(' '), token);
    expect(await gateway.ready(), gateway.log).toBe(true);
    expect(await gateway.ask('/', { 'X-Forwarded-For': '203.0.113.7' })).toMatchObject({ status: 200 });
  });
});

// Elsewhere it would fetch the plugin.
if (ownNetwork() !== undefined) {
  test('a gateway with Discord in its config, no plugin for it and no network tries in vain, and then starts without Discord', async ({
    expect,
  }) => {
    const discord = { enabled: true };
    const machine = machineWith({ ...local, channels: { discord }, plugins: { entries: { discord } } });
    // npm would try for a minute and a half.
    const impatient = { ...token, npm_config_fetch_retries: '0' };
    const gateway = await machine.start(lan.split(' '), impatient);
    expect(await gateway.ready(), gateway.log).toBe(true);
    expect(gateway.log).toContain(
      'Plugin "discord" channel settings cannot be checked until its data/settings upgrade finishes',
    );
    expect(gateway.log).toContain('Failed to install missing configured plugin "discord"');
    expect(gateway.log).toMatch(/http server listening \((?!.*discord)/);
    expect(gateway.log).toContain('channels.discord is configured but no channel plugin is installed');
  });
}
