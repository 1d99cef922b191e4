import { availableParallelism, loadavg } from 'node:os';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { matches } from '../../src/executor/match/expectation.ts';
import type { RealGateway } from '../../src/rehearsal/real/gateway.ts';
import { prove } from '../support/evidence.ts';
import { fenceOf } from './support/fences.ts';
import { deploymentIn, Machine, secrets } from './support/machine.ts';

// One machine lives through what the page has a reader do; each test goes on where the one before it stopped.

const fence = {
  flyToml: fenceOf('deploy', 'file', 'fly.toml'),
  config: fenceOf('deploy', 'file', 'openclaw.json'),
  installDiscord: fenceOf('deploy', 'step', 'install-discord'),
  hasDiscord: fenceOf('deploy', 'check', 'install-discord'),
  removeDiscord: fenceOf('deploy', 'undo', 'install-discord'),
  readLog: fenceOf('deploy', 'step', 'read-log'),
  log: fenceOf('deploy', 'expect', 'read-log'),
  channelHasDiscord: fenceOf('deploy', 'check', 'restart'),
  findProxy: fenceOf('deploy', 'step', 'find-proxy'),
  trustProxy: fenceOf('deploy', 'step', 'trust-proxy'),
  distrustProxy: fenceOf('deploy', 'undo', 'trust-proxy'),
  health: fenceOf('deploy', 'expect', 'verify'),
};
const { command, env, state } = deploymentIn(fence.flyToml.text);
const forwarded = { 'X-Forwarded-For': '203.0.113.7' };
const upgrade = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
const fiveMinutes = 300_000;

let machine: Machine;
let gateway: RealGateway;
beforeAll(() => {
  machine = new Machine();
});
afterAll(() => machine.remove());

/** Runs a snippet that reads `fly logs` on the real log. */
function onLog(snippet: string) {
  const log = `printf '%s\\n' "$GATEWAY_LOG"`;
  const script = snippet.replaceAll(/fly logs -a \S+ --no-tail/g, log);
  return machine.run(`GATEWAY_LOG=$(cat <<'END_OF_LOG'\n${gateway.log}\nEND_OF_LOG\n)\n${script}`);
}

test('the release is the one that the guide is true for, and its state folder the volume', () => {
  expect(inject('release').version).toBe('2026.9.6');
  expect(state).toBe('/data');
});

test('the Discord plugin is installed, found and removed by the commands of the page', async (context) => {
  let ran = await machine.run(fence.installDiscord.text);
  for (let again = 0; ran.status !== 0 && again < 2; again++) {
    ran = await machine.run(fence.installDiscord.text);
  }
  expect(ran).toMatchObject({ status: 0 });
  expect(await machine.run(fence.hasDiscord.text)).toMatchObject({ status: 0 });
  expect(await machine.run(fence.removeDiscord.text)).toMatchObject({ status: 0 });
  expect((await machine.run(fence.hasDiscord.text)).status).not.toBe(0);
  expect(await machine.run(fence.installDiscord.text)).toMatchObject({ status: 0 });
  prove(context, 'real', [...fence.installDiscord.all, ...fence.hasDiscord.all, ...fence.removeDiscord.all]);
});

test('with the fly.toml and the openclaw.json of the page it is ready within five minutes', async (context) => {
  // Where this is tried again, the one before may still be there.
  await machine.stop();
  machine.writeConfig(fence.config.text);
  const began = Date.now();
  gateway = await machine.start(command, { ...env, ...secrets });
  expect(await gateway.ready(), gateway.log).toBe(true);
  // Five minutes of a machine that has nothing else to do.
  const overload = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
  expect((Date.now() - began) / overload).toBeLessThan(fiveMinutes);
  prove(context, 'real', [...fence.flyToml.all, ...fence.config.all]);
});

test('its log reads as the page says, and it says of itself that it has Discord', async (context) => {
  await gateway.until(() => gateway.log.includes('[gateway] ready'));
  const { status, out } = await onLog(fence.readLog.text);
  expect(status, gateway.log).toBe(0);
  expect(matches('glob', fence.log.text, out), out).toBe(true);
  expect(gateway.log).toMatch(/http server listening \(.*discord/);
  expect(await machine.run(fence.channelHasDiscord.text, gateway)).toMatchObject({ status: 0 });
  prove(context, 'real', [...fence.readLog.all, ...fence.log.all, ...fence.channelHasDiscord.all]);
});

test('/startupz and /healthz answer, the latter with what the page shows', async (context) => {
  expect(await gateway.ask('/startupz')).toMatchObject({ status: 200 });
  const health = await gateway.ask('/healthz');
  expect(health?.status).toBe(200);
  expect(matches('glob', fence.health.text, health?.body ?? '')).toBe(true);
  prove(context, 'real', fence.health.all);
});

test('what a proxy passes on is refused, and the log names the proxy', async () => {
  for (const path of ['/', '/startupz']) {
    const refused = await gateway.ask(path, forwarded);
    expect(refused?.status, path).toBe(403);
    expect(refused?.body).toContain('proxy_attribution_required');
  }
  expect(await gateway.ask('/', { ...forwarded, ...upgrade })).toMatchObject({ status: 403 });
  expect(await gateway.ask('/healthz', forwarded)).toMatchObject({ status: 200 });
  const [found] = fence.findProxy.all;
  const pattern = new RegExp(found?.annotations.pattern ?? '', 'm');
  const line = gateway.log.split('\n').find((one) => one.includes('proxy-shaped traffic from')) ?? '';
  expect(pattern.exec(line)?.[1]).toBe('127.0.0.1');
});

test('once the proxy is trusted as the page shows it is let through, without a restart', async (context) => {
  const trust = fence.trustProxy.text
    .replaceAll('<proxy-address>', '127.0.0.1')
    .replaceAll('<public-ipv4>', '66.241.124.7')
    .replaceAll('<public-ipv6>', '2a09:8280:1::1:2:0');
  const isLetThrough = async () => (await gateway.ask('/', forwarded))?.status === 200;
  const failures = () => gateway.log.split('config reload failed').length;
  // On a busy machine the gateway may fail to read its config just as it is written (`lifecycle-busy`), and does not try again.
  for (let attempt = 1; attempt <= 3; attempt++) {
    const before = failures();
    expect(await machine.run(trust, gateway)).toMatchObject({ status: 0 });
    await gateway.until(async () => (await isLetThrough()) || failures() > before);
    if (await isLetThrough()) break;
    expect(await machine.run(fence.distrustProxy.text, gateway)).toMatchObject({ status: 0 });
  }
  expect(await gateway.ask('/', forwarded)).toMatchObject({ status: 200 });
  expect(await gateway.ask('/startupz', forwarded)).toMatchObject({ status: 200 });
  expect(await gateway.ask('/', { ...forwarded, ...upgrade })).toMatchObject({ status: 101 });
  expect(await machine.run(fence.distrustProxy.text, gateway)).toMatchObject({ status: 0 });
  prove(context, 'real', [...fence.trustProxy.all, ...fence.distrustProxy.all]);
});
