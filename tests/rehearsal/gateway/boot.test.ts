import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bootGateway, type Outcome, type Surroundings } from '../../../src/rehearsal/gateway/boot.ts';
import { splitWords } from '../../../src/rehearsal/gateway/command.ts';
import { packageFolder } from '../../../src/rehearsal/gateway/plugins.ts';
import { filesOf } from '../../../src/rehearsal/machine/files.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const guide = 'node dist/index.js gateway --allow-unconfigured --port 3000 --bind lan';

function boot(
  command: string,
  config?: unknown,
  over: Partial<Surroundings> = {},
  plugins: string[] = [],
): Outcome {
  const dir = mkdtempSync(join(tmpdir(), 'rehearsal-boot-'));
  folders.push(dir);
  const files = filesOf(dir, { id: '0123456789abcd', config: { mounts: [] } });
  const env = { OPENCLAW_STATE_DIR: '/data' };
  mkdirSync(files.host('/data'), { recursive: true });
  if (config !== undefined) {
    writeFileSync(
      files.host('/data/openclaw.json'),
      typeof config === 'string' ? config : JSON.stringify(config),
    );
  }
  for (const name of plugins) {
    const folder = files.host(packageFolder(env, name));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"version":"2026.9.6"}');
  }
  return bootGateway({
    command: splitWords(command),
    env,
    secrets: new Set(['OPENCLAW_GATEWAY_TOKEN']),
    files,
    version: '2026.9.6',
    memory: 2048,
    stateTaken: false,
    stateWritable: true,
    ...over,
  });
}

const local = { gateway: { mode: 'local' } };

describe('the table of what was seen', () => {
  test.each<[string, Outcome, number, string]>([
    [
      'no config, without the flag',
      boot(guide.replace(' --allow-unconfigured', '')),
      78,
      'Missing config. Run `openclaw setup` or set gateway.mode=local (or pass --allow-unconfigured).',
    ],
    [
      'no token, --bind lan',
      boot(guide, undefined, { secrets: new Set() }),
      78,
      'Refusing to bind gateway to lan without auth.',
    ],
    [
      'an unknown key',
      boot(guide, { gateway: { mode: 'local', bogus: 1 } }),
      78,
      'gateway: Unrecognized key: "bogus"',
    ],
    [
      'an unknown key at the top',
      boot(guide, { ...local, bogus: 1 }),
      78,
      '<root>: Unrecognized key: "bogus"',
    ],
    [
      'a config cut off',
      boot(guide, '{"gateway":{"mode":"local",'),
      78,
      '<root>: JSON5 parse failed: SyntaxError: JSON5: invalid end of input at 2:1',
    ],
    [
      'a config without gateway.mode, without the flag',
      boot(guide.replace(' --allow-unconfigured', ''), { agents: {} }),
      78,
      'Gateway start blocked: existing config is missing gateway.mode.',
    ],
    [
      '--bind 0.0.0.0',
      boot(guide.replace('lan', '0.0.0.0')),
      1,
      'Invalid --bind. Use "loopback", "lan", "tailnet", "auto", or "custom".',
    ],
    [
      'a newer stamp',
      boot(guide, { ...local, meta: { lastTouchedVersion: '2027.1.1' } }),
      1,
      'Refusing to run automatic gateway startup migrations',
    ],
    [
      'a second gateway on the state folder',
      boot(guide, local, { stateTaken: true }),
      78,
      'another OpenClaw process owns gateway-lifecycle',
    ],
    [
      'a state folder of somebody else',
      boot(guide, local, { stateWritable: false }),
      1,
      "EACCES: permission denied, mkdir '/data/tmp'",
    ],
  ])('%s', (_, { process, lines }, exitCode, words) => {
    expect(process).toEqual({ exitCode });
    expect(lines.join('\n')).toContain(words);
  });

  test('no config, with the flag: ready, and the origins of this port are seeded', () => {
    const { process, lines } = boot(guide);
    expect(process.listening).toEqual({ host: '0.0.0.0', port: 3000 });
    expect(process.gateway?.allowedOrigins).toEqual(['http://localhost:3000', 'http://127.0.0.1:3000']);
    expect(lines.at(-2)).toBe('[gateway] ready');
  });

  test('Discord without its plugin: never listens', () => {
    const { process, lines } = boot(guide, { ...local, channels: { discord: { enabled: true } } });
    expect(process).toEqual({});
    expect(lines).toEqual([expect.stringContaining('Plugin "discord" channel settings cannot be checked')]);
  });

  test('Discord with its plugin is loaded where it is trusted, and said to be untrusted where not', () => {
    const config = { ...local, channels: { discord: { enabled: true } } };
    const trusted = { ...config, plugins: { entries: { discord: { enabled: true } } } };
    expect(boot(guide, trusted, {}, ['discord']).lines.join('\n')).toMatch(
      /listening \(15 plugins: .*discord/,
    );
    const untrusted = boot(guide, config, {}, ['discord']).lines.join('\n');
    expect(untrusted).toContain('installed without explicit trust');
    expect(untrusted).toMatch(/listening \(14 plugins/);
  });

  test('half a gigabyte is too little', () => {
    expect(boot(guide, local, { memory: 512 })).toMatchObject({
      outOfMemory: true,
      process: { exitCode: 137 },
    });
  });
});

test.each([
  ['--bind loopback', '127.0.0.1'],
  ['--bind auto', '0.0.0.0'],
  ['--bind tailnet', '127.0.0.1'],
  ['', '0.0.0.0'],
])('%s listens on %s', (flag, host) => {
  const { process } = boot(`node dist/index.js gateway --allow-unconfigured --port 3000 ${flag}`);
  expect(process.listening?.host).toBe(host);
});

test('something else than the gateway does not become one', () => {
  expect(boot('node dist/server.js gatewayish').process.exitCode).toBe(1);
  expect(boot('/nowhere').process.exitCode).toBe(1);
  expect(boot('sleep infinity').process).toEqual({});
});
