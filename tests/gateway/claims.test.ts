import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { meaningRules } from '../../src/formats/openclaw-config/rules/meaning.ts';
import type { RealGateway } from '../../src/rehearsal/real/gateway.ts';
import { ownNetwork } from '../../src/rehearsal/real/network.ts';
import { ids, type Telling } from './support/discord.ts';
import { fenceOf } from './support/fences.ts';
import { deploymentIn, Machine, secrets } from './support/machine.ts';

// What the pages say of the bot, of who may command it and of where a request comes from, decided by the real program.

const deploy = {
  flyToml: fenceOf('deploy', 'file', 'fly.toml').text,
  config: fenceOf('deploy', 'file', 'openclaw.json').text,
  installDiscord: fenceOf('deploy', 'step', 'install-discord').text,
};
const trustProxy = fenceOf('deploy', 'step', 'trust-proxy');
const channelsStatus =
  'runuser -u node -- env OPENCLAW_STATE_DIR=/data OPENCLAW_GATEWAY_PORT=3000 node /app/dist/index.js channels status --probe';
const privateConfig = fenceOf('private', 'file', 'openclaw.json').text;
const withIds = (config: string) =>
  config.replaceAll('YOUR_USER_ID', ids.owner).replaceAll('YOUR_GUILD_ID', ids.guild);

type Findings = [severity: string, id: string][];

/** Returns what the real audit finds in each configuration. */
function audited(configs: readonly unknown[]): Findings[] {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  const script = join(import.meta.dirname, 'support/audit.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [script, inject('release').folder], {
    input: configs.map((config) => `${JSON.stringify(config)}\n`).join(''),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder, OPENCLAW_STATE_DIR: folder },
  });
  rmSync(folder, { recursive: true, force: true });
  const lines = stdout.split('\n').filter((line) => line.startsWith('['));
  if (lines.length !== configs.length) throw new Error(stderr);
  return lines.map((line) => JSON.parse(line));
}

const critical = (findings: Findings) =>
  findings.filter(([severity]) => severity === 'critical').map(([, id]) => id);

describe('`security audit`', () => {
  // The audit takes a command policy that nobody has written for the strictest, while the program's own is the loosest, and asks about
  // Discord's servers only with its plugin: that such a bot is open is shown by the bot itself, below.
  const examples = meaningRules
    .filter(({ code }) => code === 'openclaw/open-agent' || code === 'openclaw/exposed')
    .flatMap((rule) => rule.examples)
    .filter(({ wrong }) => !wrong.includes('"guilds"'));
  /** With an origin of its own, whose lack is another matter. */
  const whole = (text: string) => {
    const { gateway = {}, ...rest } = JSON.parse(text);
    const controlUi = { allowedOrigins: ['https://claw.example.com'], ...gateway.controlUi };
    return { ...rest, gateway: { ...gateway, controlUi } };
  };
  const guides = [deploy.config, privateConfig].map((config) => JSON.parse(withIds(config)));
  let found: Findings[];
  beforeAll(() => {
    const ours = examples.flatMap(({ wrong, right }) => [whole(wrong), whole(right)]);
    found = audited([...guides, ...ours]);
  });

  test("finds nothing critical in the guide's configurations, and the one warning that the page explains", () => {
    for (const findings of found.slice(0, guides.length)) {
      expect(critical(findings)).toEqual([]);
      expect(findings.filter(([severity]) => severity === 'warn').map(([, id]) => id)).toEqual([
        'security.trust_model.multi_user_heuristic',
      ]);
    }
  });

  test('calls critical what our rules find open or exposed, and not what they leave alone', () => {
    const ours = found.slice(guides.length);
    expect(examples.length).toBeGreaterThan(15);
    for (const [index, example] of examples.entries()) {
      expect(critical(ours[2 * index] ?? []), example.wrong).not.toEqual([]);
      expect(critical(ours[2 * index + 1] ?? []), example.right).toEqual([]);
    }
  });
});

// In a network of its own there is no Discord but the one that stands in for it.
describe.runIf(ownNetwork() !== undefined)(
  'a gateway as the page makes it, with a Discord to sign in to',
  () => {
    const discord = 'http://127.0.0.1:4000';
    const proxy = '127.0.0.1';
    const app = '66.241.124.7';
    let machine: Machine;
    let gateway: RealGateway;

    beforeAll(async () => {
      machine = new Machine();
      for (let again = 0; (await machine.run(deploy.installDiscord)).status !== 0 && again < 2; again++);
      const config = JSON.parse(withIds(deploy.config));
      config.gateway.trustedProxies = [proxy];
      machine.writeConfig(JSON.stringify(config));
      const { command, env } = deploymentIn(deploy.flyToml);
      const bot = `${Buffer.from(ids.bot).toString('base64')}.a-bot.for-tests`;
      const started = {
        ...env,
        ...secrets,
        DISCORD_BOT_TOKEN: bot,
        DISCORD_API_URL: `${discord}/api/v10`,
      };
      const script = join(import.meta.dirname, 'support/discord.ts');
      const words = `'${process.execPath}' '${script}' '${inject('release').folder}' 4000`;
      // The program gives itself five seconds for what a busy machine may take longer for, and then does not start.
      for (let again = 0; again < 3; again++) {
        gateway = await machine.start(command, started);
        await gateway.run(['sh', '-c', `${words} > /dev/null 2>&1 & echo $! >> '${machine.folder}/discord'`]);
        if (await gateway.ready()) break;
      }
      expect(gateway.ended, gateway.log).toBeUndefined();
    }, 600_000);
    afterAll(async () => {
      await gateway?.run(['sh', '-c', `kill $(cat '${machine.folder}/discord')`]);
      await machine?.remove();
    });

    /** Asks for something over HTTP, in the gateway's network. */
    async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<string> {
      const script = `fetch(${JSON.stringify(url)}, ${JSON.stringify({ method: 'POST', body: JSON.stringify(body), headers })})
      .then(async (said) => process.stdout.write(said.status + ' ' + await said.text()))`;
      return (await gateway.run([process.execPath, '-e', script])).out;
    }
    const tell = (telling: Telling) => post(`${discord}/tell`, telling);
    const told = async () => (await post(`${discord}/told`, {})).split('"method":"').slice(1);
    /** Whatever of it anybody could see: a message, or a sign of life. */
    const visible = (deeds: string[]) =>
      deeds.filter((deed) => /^(POST|PUT)".*\/(messages|typing|reactions)/.test(deed));

    test('the log and `channels status` say that Discord has let it in', async () => {
      const signedIn = /\[discord\] (logged in to discord as|client initialized as) \d+/;
      expect(await gateway.until(() => signedIn.test(gateway.log)), gateway.log).toBe(true);
      const status = await machine.run(channelsStatus, gateway);
      expect(status.out).toMatch(/- Discord default: enabled, configured, running, connected, .*works/);
    });

    test('it does nothing for a stranger, nor where it is not mentioned; it answers its owner', async () => {
      const before = (await told()).length;
      await tell({ from: ids.stranger, where: 'dm', text: 'hello' });
      await tell({ from: ids.stranger, where: 'channel', text: `<@${ids.bot}> hello` });
      await tell({ from: ids.owner, where: 'channel', text: 'not for the bot' });
      await tell({ from: ids.owner, where: 'channel', text: `<@${ids.bot}> hello` });
      // What came last is seen to last.
      await gateway.until(async () => visible((await told()).slice(before)).length > 0);
      const seen = visible((await told()).slice(before));
      expect(seen.length).toBeGreaterThan(0);
      for (const deed of seen) expect(deed).toContain(ids.channel);
      expect(gateway.log).not.toContain(`<@${ids.stranger}>`);
    });

    test('the log says that an intent is missing', async () => {
      await post(`${discord}/close`, 4014);
      const said = 'gateway closed with code 4014 (missing privileged gateway intents)';
      expect(await gateway.until(() => gateway.log.includes(said)), gateway.log).toBe(true);
    });

    /** Ten wrong tokens from one visitor, as Fly.io's proxy passes them on; then one from another. Returns what both are told last. */
    async function lockOut(one: string, other: string): Promise<string[]> {
      const wrong = (visitor: string) =>
        post(
          `http://127.0.0.1:${gateway.port}/tools/invoke`,
          { tool: 'sessions_list' },
          {
            'X-Forwarded-For': `${visitor}, ${app}`,
            Authorization: 'Bearer wrong',
            'Content-Type': 'application/json',
          },
        );
      for (let attempt = 0; attempt < 10; attempt++) await wrong(one);
      return [await wrong(one), await wrong(other)].map((said) => said.slice(0, 3));
    }

    test('with the proxy alone trusted, one visitor locks out all; with the app’s address too, only itself', async () => {
      expect(await lockOut('203.0.113.7', '203.0.113.8')).toEqual(['429', '429']);
      const trust = trustProxy.text
        .replaceAll('<proxy-address>', proxy)
        .replaceAll('<public-ipv4>', app)
        .replaceAll('<public-ipv6>', '2a09:8280:1::1:2:0');
      expect(await machine.run(trust, gateway)).toMatchObject({ status: 0 });
      await gateway.until(() => /config hot reload applied \(.*trustedProxies/.test(gateway.log));
      expect(await lockOut('203.0.113.9', '203.0.113.10')).toEqual(['429', '401']);
    });
  },
);
