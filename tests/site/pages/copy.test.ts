import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { test as ofPages } from '../page.ts';

const site = inject('atRoot');
const home = join(import.meta.dirname, '../../..');
let world: string;
beforeAll(() => {
  world = mkdtempSync(join(tmpdir(), 'copied-'));
});
afterAll(() => rmSync(world, { recursive: true, force: true }));

/** Runs shell in the rehearsal's world, as a reader who pastes it into a terminal there. */
function paste(shell: string, folder = '.'): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const line = ['--world', world, '--', 'bash', '-eo', 'pipefail', '-c', `cd ${folder}\n${shell}`];
    const child = spawn(process.execPath, [join(home, 'scripts/rehearse.ts'), ...line], {
      env: { ...process.env, LANG: 'en_GB.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** Returns what a file is downloaded as when a link is followed. */
async function downloaded(page: Page, link: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(link).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

// Presses the copy button of the block that a step is, and returns what the clipboard holds.
const test = ofPages.extend(
  'copyOf',
  ({ page, clipboard }) =>
    (block: string) =>
      clipboard.after(() => page.locator(`${block} .copy button`).first().click()),
);

const step = (command: string) => `.expressive-code.fence-step:has(a[href$=".${command}"])`;

// Each does its work on what the one before it has done.
describe.each(['', 'it/'])(
  'what is filled in and copied on /%sdeploy/ does its work in the rehearsal',
  { concurrent: false },
  (language) => {
    const app = `claw-${language === '' ? 'london' : 'roma'}`;
    const folder = `${app}-clone`;

    test.beforeEach(async ({ page }) => {
      await page.goto(`${site}${language}deploy/`);
      await page.locator('.values').evaluate((panel) => panel.setAttribute('open', ''));
      await page.locator('guide-values input[name=app]').fill(app);
      await page.locator('guide-values input[name=region]').fill('lhr');
    });

    test('the app is created under the reader’s name', async ({ copyOf, expect }) => {
      const command = await copyOf(step('fly-apps-create'));
      expect(command).toBe(`fly apps create ${app} -o personal`);
      expect(await paste(`mkdir ${folder}; ${command}`)).toMatchObject({ status: 0 });
    });

    test('so is the volume, in the reader’s region', async ({ copyOf, expect }) => {
      const { status, output } = await paste(await copyOf(step('fly-volumes-create')));
      expect(output).toMatch(/lhr/);
      expect(status).toBe(0);
    });

    test('the file that is copied and the one that is downloaded are the same, to the byte', async ({
      page,
      copyOf,
      expect,
    }) => {
      const copied = await copyOf('.expressive-code:has(a[data-file$="/files/fly.toml"])');
      const { text } = await downloaded(page, '.expressive-code a[data-file$="/files/fly.toml"]');
      writeFileSync(join(world, 'work', folder, 'fly.toml'), text);
      expect(text).toBe(`${copied}\n`);
      expect(copied).toContain(`app = "${app}"`);
      expect(copied).toContain('# ');
    });

    test('secrets come from the environment, and the deploy works', async ({ copyOf, expect }) => {
      const secrets = 'OPENCLAW_GATEWAY_TOKEN=a ANTHROPIC_API_KEY=b DISCORD_BOT_TOKEN=c';
      const imported = await copyOf(step('fly-secrets-import'));
      expect(await paste(`export ${secrets}\n${imported}`)).toMatchObject({ status: 0 });
      await paste('touch Dockerfile', folder);
      const { status, output } = await paste(await copyOf(step('fly-deploy')), folder);
      expect(status, output).toBe(0);
      expect(output).toContain(`https://${app}.fly.dev`);
    });
  },
);

test('of several commands each can be copied by itself, without prompt, comment or output', async ({
  page,
  clipboard,
  expect,
}) => {
  await page.goto(`${site}deploy/?app=claw-london`);
  const block = page
    .locator('.expressive-code:has(a[href$=".fly-status"]):has(a[href$=".fly-logs"])')
    .first();
  const buttons = block.locator('button.copies');
  expect(await buttons.count()).toBe(2);
  expect(await clipboard.after(() => buttons.nth(1).click())).toBe('fly logs -a claw-london --no-tail');
  expect(await page.locator('body > [role=status]').textContent()).toBe('Copied');
});

test('no block’s copy holds a prompt or a comment of its own, and expected output has no button', async ({
  page,
  expect,
}) => {
  for (const path of ['deploy/', 'private/', 'troubleshooting/', 'updates/', 'access/', 'it/costs/']) {
    await page.goto(site + path);
    const shells = await page
      .locator('pre[data-language=bash], pre[data-language=sh]')
      .evaluateAll((all) =>
        all.map((pre) => pre.parentElement?.querySelector<HTMLElement>('.copy button')?.dataset.code ?? ''),
      );
    expect(shells.length).toBeGreaterThan(2);
    for (const text of shells) {
      expect(text).not.toMatch(/^[$%#>] /);
      expect(text).not.toBe('');
    }
    expect(await page.locator('.fence-expect button').count()).toBe(0);
  }
});

test('a runbook’s script is downloaded under its own name, with the reader’s values', async ({
  page,
  expect,
}) => {
  await page.goto(`${site}deploy/?app=claw-london`);
  await page.locator('[data-runbook=deploy] summary').click();
  const { name, text } = await downloaded(page, '[data-runbook=deploy] a[download]');
  expect(name).toBe('deploy.sh');
  expect(text).toMatch(/^#!\/usr\/bin\/env bash\n/);
  expect(text).toContain('fly apps create claw-london');
  expect(text).not.toContain('my-openclaw');
});

test('all of the guide’s files are to be had in one place', async ({ page, expect }) => {
  await page.goto(`${site}private/`);
  const files = await page
    .locator('guide-values .files a')
    .evaluateAll((all) => all.map((a) => a.getAttribute('download')));
  expect(files).toEqual(expect.arrayContaining(['fly.toml', 'fly.private.toml', 'openclaw.json']));
});
