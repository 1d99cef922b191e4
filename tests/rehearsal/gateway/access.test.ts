import { expect, test } from 'vitest';
import { isTrusted } from '../../../src/rehearsal/gateway/answer.ts';
import { deployed, newWorld, onMachine, type TestWorld } from '../world.ts';

const site = 'https://my-openclaw.fly.dev';
const openclaw =
  'runuser -u node -- env OPENCLAW_STATE_DIR=/data OPENCLAW_GATEWAY_PORT=3000 node /app/dist/index.js';

async function codeOf(world: TestWorld, path: string): Promise<string> {
  return await world.out(['curl', '-sS', '-o', '/dev/null', '-w', '%{http_code}', `${site}${path}`]);
}

async function proxyAddress(world: TestWorld): Promise<string> {
  await codeOf(world, '/');
  const logs = await world.out(['fly', 'logs', '-n', '-a', 'my-openclaw']);
  return /proxy-shaped traffic from (\S+);/.exec(logs)?.[1] ?? '';
}

test('behind the proxy everything but /healthz is refused until the proxy is trusted, which needs no restart', async () => {
  using world = await newWorld();
  await deployed(world);
  expect([
    await codeOf(world, '/'),
    await codeOf(world, '/startupz'),
    await codeOf(world, '/healthz'),
  ]).toEqual(['403', '403', '200']);
  expect(await world.out(['curl', '-s', `${site}/`])).toContain('"type":"proxy_attribution_required"');
  const address = await proxyAddress(world);
  const set = await onMachine(
    world,
    `${openclaw} config set gateway.trustedProxies '["${address}"]' --strict-json`,
  );
  expect(set.stdout).toBe(
    'Updated gateway.trustedProxies. Change will apply without restarting the gateway.\n',
  );
  expect([await codeOf(world, '/'), await codeOf(world, '/startupz')]).toEqual(['200', '200']);
  expect(await world.out(['fly', 'logs', '-n', '-a', 'my-openclaw'])).toContain(
    '[reload] config hot reload applied (gateway',
  );
});

test('a browser whose origin is not allowed is turned away; one that is has to be approved', async () => {
  using world = await newWorld();
  await deployed(world);
  const set = async (path: string, value: unknown) =>
    expect(
      (await onMachine(world, `${openclaw} config set ${path} '${JSON.stringify(value)}' --strict-json`))
        .status,
    ).toBe(0);
  await set('gateway.trustedProxies', [await proxyAddress(world)]);
  const visit = async () => {
    await world.out(['fly', 'apps', 'open', '-a', 'my-openclaw']);
    return (await world.out(['fly', 'logs', '-n', '-a', 'my-openclaw'])).trim().split('\n').at(-1);
  };
  expect(await visit()).toContain('reason=origin not allowed');
  await set('gateway.controlUi.allowedOrigins', [site]);
  expect(await visit()).toContain('reason=pairing required');

  const list = (await onMachine(world, `${openclaw} devices list`)).stdout;
  const [id = ''] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(list) ?? [];
  expect(list).toContain('Pending (1)');
  expect((await onMachine(world, `${openclaw} devices approve ${id}`)).stdout).toMatch(
    /^Approved [0-9a-f]{64} /,
  );
  expect(await visit()).toContain('webchat connected');
});

test('a config that the schema refuses is not set', async () => {
  using world = await newWorld();
  await deployed(world);
  expect(await onMachine(world, `${openclaw} config set gateway.bogus 1 --strict-json`)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Config validation failed: gateway: Unrecognized key: "bogus"\n'),
  });
  expect((await onMachine(world, 'test -e /data/openclaw.json')).status).toBe(1);
});

test('plugins are installed into the state folder, once, and go with it', async () => {
  using world = await newWorld();
  await deployed(world);
  const plugins = (words: string) => onMachine(world, `${openclaw} plugins ${words}`);
  expect((await plugins('inspect discord')).stderr).toContain('Plugin not found: discord.');
  expect((await plugins('install @openclaw/discord')).stdout).toContain('Installed plugin: discord\n');
  expect((await plugins('install @openclaw/discord')).stderr).toContain(
    'plugin already exists: /data/npm/projects/openclaw-discord-c0892df945/',
  );
  expect((await plugins('inspect discord')).stdout).toContain('Status: enabled\n');
  expect((await plugins('install @openclaw/voice-call')).status).toBe(1);
  expect((await plugins('uninstall discord --force')).stdout).toContain('Uninstalled plugin "discord".');
  expect((await plugins('inspect discord')).status).toBe(1);
});

test.each([
  ['172.16.5.2', ['172.16.5.2'], true],
  ['172.16.5.2', ['172.16.0.0/12'], true],
  ['172.16.5.2', ['10.0.0.0/8', 'nonsense', '172.16.5.0/99'], false],
  ['fdaa::3', ['fdaa::/16'], true],
  ['fdaa::3', ['127.0.0.1', '::1'], false],
  ['1.2.3.4', [], false],
])('%s in %j: %s', (address, trusted, is) => {
  expect(isTrusted(address, trusted)).toBe(is);
});
