import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { matches } from '../../src/executor/match/expectation.ts';
import type { RealGateway } from '../../src/rehearsal/real/gateway.ts';
import { prove } from '../support/evidence.ts';
import { ids, type Telling, withIds } from './support/discord.ts';
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
afterAll(async () => {
  await gateway?.run(['sh', '-c', `kill $(cat '${machine.folder}/discord')`]);
  await machine.remove();
});

/** The Discord that stands in for the real one, in the gateway's network. */
const discord = 'http://127.0.0.1:4000';

/** Asks for something over HTTP, in the gateway's network. */
async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<string> {
  const asked = JSON.stringify({ method: 'POST', body: JSON.stringify(body), headers });
  const script = `fetch(${JSON.stringify(url)}, ${asked}).then(async (said) => process.stdout.write(said.status + ' ' + await said.text()))`;
  return (await gateway.run([process.execPath, '-e', script])).out;
}

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
  machine.writeConfig(withIds(fence.config.text));
  const began = Date.now();
  gateway = await machine.start(command, {
    ...env,
    ...secrets,
    DISCORD_BOT_TOKEN: `${Buffer.from(ids.bot).toString('base64')}.a-bot.for-tests`,
    DISCORD_API_URL: `${discord}/api/v10`,
  });
  const standIn = `'${process.execPath}' '${join(import.meta.dirname, 'support/discord.ts')}'`;
  const started = `${standIn} '${inject('release').folder}' 4000 > /dev/null 2>&1 & echo $! >> '${machine.folder}/discord'`;
  await gateway.run(['sh', '-c', started]);
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

/** The command of the page that says whom to trust, with these addresses. */
function trusting(...addresses: string[]): string {
  return fence.trustProxy.text.replace(/\[.*\]/, JSON.stringify(addresses));
}

/** Trusts these addresses, and waits until the gateway does. */
async function trust(...addresses: string[]): Promise<void> {
  const failures = () => gateway.log.split('config reload failed').length;
  const applied = () => gateway.log.split('config hot reload applied (gateway.trustedProxies').length;
  // On a busy machine the gateway may fail to read its config just as it is written (`lifecycle-busy`), and does not try again.
  for (let attempt = 1; attempt <= 3; attempt++) {
    const before = { failures: failures(), applied: applied() };
    expect(await machine.run(trusting(...addresses), gateway)).toMatchObject({ status: 0 });
    await gateway.until(() => applied() > before.applied || failures() > before.failures);
    if (applied() > before.applied) return;
    expect(await machine.run(fence.distrustProxy.text, gateway)).toMatchObject({ status: 0 });
  }
}

const proxy = '127.0.0.1';
const app = ['66.241.124.7', '2a09:8280:1::1:2:0'] as const;

test('once the proxy is trusted as the page shows it is let through, without a restart', async (context) => {
  expect(trusting('<proxy-address>', '<public-ipv4>', '<public-ipv6>').replaceAll(' ', '')).toBe(
    fence.trustProxy.text.replaceAll(' ', ''),
  );
  await trust(proxy, ...app);
  expect(await gateway.ask('/', forwarded)).toMatchObject({ status: 200 });
  expect(await gateway.ask('/startupz', forwarded)).toMatchObject({ status: 200 });
  expect(await gateway.ask('/', { ...forwarded, ...upgrade })).toMatchObject({ status: 101 });
  expect(await machine.run(fence.distrustProxy.text, gateway)).toMatchObject({ status: 0 });
  prove(context, 'real', [...fence.trustProxy.all, ...fence.distrustProxy.all]);
});

const tell = (telling: Telling) => post(`${discord}/tell`, telling);
const told = async () => (await post(`${discord}/told`, {})).split('"method":"').slice(1);
/** Whatever of it anybody could see: a message, or a sign of life. */
const visible = (deeds: string[]) =>
  deeds.filter((deed) => /^(POST|PUT)".*\/(messages|typing|reactions)/.test(deed));

test('it says of itself that Discord has let it in', async () => {
  // The line with `initialized` comes without any Discord too: what the bot says of itself is asked.
  const begun = /\[discord\] (logged in to discord as|client initialized as) \d+/;
  expect(await gateway.until(() => begun.test(gateway.log)), gateway.log).toBe(true);
  const probe = fence.channelHasDiscord.text.match(/runuser .* channels status/)?.[0];
  const connected = /- Discord default: enabled, configured, running, connected, .*works/;
  let said = '';
  await gateway.until(async () => {
    said = (await machine.run(`${probe} --probe`, gateway)).out;
    return connected.test(said);
  });
  expect(said).toMatch(connected);
});

test('it does nothing for a stranger, nor where it is not mentioned; it answers its owner', async () => {
  const before = (await told()).length;
  await tell({ from: ids.stranger, where: 'dm', text: 'hello' });
  await tell({ from: ids.stranger, where: 'channel', text: `<@${ids.bot}> hello` });
  await tell({ from: ids.owner, where: 'channel', text: 'not for the bot' });
  const since = async () => visible((await told()).slice(before));
  // What comes last is seen to last, and is the only one that has an effect.
  await tell({ from: ids.owner, where: 'channel', text: `<@${ids.bot}> hello` });
  await gateway.until(async () => (await since()).length > 0);
  const [first = '', ...more] = await since();
  expect(first).toContain('/reactions/');
  for (const deed of [first, ...more]) expect(deed).toContain(ids.channel);
});

/** Ten wrong tokens from one visitor, as Fly.io's proxy passes them on; then one from another. Returns what both are told last. */
async function lockOut(one: string, other: string): Promise<string[]> {
  const wrong = (visitor: string) =>
    post(
      `http://127.0.0.1:${gateway.port}/tools/invoke`,
      { tool: 'sessions_list' },
      {
        'X-Forwarded-For': `${visitor}, ${app[0]}`,
        Authorization: 'Bearer wrong',
        'Content-Type': 'application/json',
      },
    );
  for (let attempt = 0; attempt < 10; attempt++) await wrong(one);
  return [await wrong(one), await wrong(other)].map((said) => said.slice(0, 3));
}

test("with the proxy alone trusted, one visitor locks out all; with the app's addresses too, only itself", async () => {
  await trust(proxy);
  expect(await lockOut('203.0.113.7', '203.0.113.8')).toEqual(['429', '429']);
  await trust(proxy, ...app);
  expect(await lockOut('203.0.113.9', '203.0.113.10')).toEqual(['429', '401']);
  await trust(proxy, app[0], '203.0.113.0/24');
  expect(await lockOut('203.0.113.11', '203.0.113.12')).toEqual(['403', '403']);
});

test('the log says that an intent is missing', async () => {
  await post(`${discord}/close`, 4014);
  const said = 'gateway closed with code 4014 (missing privileged gateway intents)';
  expect(await gateway.until(() => gateway.log.includes(said)), gateway.log).toBe(true);
});
