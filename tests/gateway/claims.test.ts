import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { meaningRules } from '../../src/formats/openclaw-config/rules/meaning.ts';
import { withIds } from './support/discord.ts';
import { fenceOf } from './support/fences.ts';

// What the pages say of who may command the bot, decided by OpenClaw's own audit. What the bot itself does is in boot.test.ts.

const configs = ['deploy', 'private'].map((page) => fenceOf(page, 'file', 'openclaw.json').text);

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
  // Discord's servers only with its plugin: that such a bot is open is shown by the bot itself.
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
  const guides = configs.map((config) => JSON.parse(withIds(config)));
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
