import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openBrowser } from '../browser.ts';

const site = inject('atRoot');
const home = join(import.meta.dirname, '../../..');
let browser: Browser;
let context: BrowserContext;
let page: Page;
let world: string;
beforeAll(async () => {
  browser = await openBrowser();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(site).origin });
  page = await context.newPage();
  world = mkdtempSync(join(tmpdir(), 'copied-'));
});
afterAll(async () => {
  await browser.close();
  rmSync(world, { recursive: true, force: true });
});

const programs: Record<string, string> = {};

/** Runs shell in the rehearsal's world, as a reader who pastes it into a terminal there. */
function paste(shell: string, folder = '.'): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const line = ['--world', world, '--', 'bash', '-eo', 'pipefail', '-c', `cd ${folder}\n${shell}`];
    const child = spawn(process.execPath, [join(home, 'scripts/rehearse.ts'), ...line], {
      env: { ...process.env, ...programs, LANG: 'en_GB.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** Presses the copy button of the block that a step is, and returns what the clipboard holds. */
async function copyOf(block: string): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.locator(`${block} .copy button`).first().click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe('');
  return page.evaluate(() => navigator.clipboard.readText());
}

const step = (command: string) => `.expressive-code.fence-step:has(a[href$=".${command}"])`;

describe.each(['', 'it/'])(
  'what is filled in and copied on /%sdeploy/ does its work in the rehearsal',
  (language) => {
    const app = `claw-${language === '' ? 'london' : 'roma'}`;
    const folder = `${app}-clone`;

    beforeEach(async () => {
      await page.goto(`${site}${language}deploy/`);
      await page.locator('.values').evaluate((panel) => panel.setAttribute('open', ''));
      await page.locator('guide-values input[name=app]').fill(app);
      await page.locator('guide-values input[name=region]').fill('lhr');
    });

    test('the app is created under the reader’s name', async () => {
      const command = await copyOf(step('fly-apps-create'));
      expect(command).toBe(`fly apps create ${app} -o personal`);
      expect(await paste(`mkdir ${folder}; ${command}`)).toMatchObject({ status: 0 });
    });

    test('so is the volume, in the reader’s region', async () => {
      const { status, output } = await paste(await copyOf(step('fly-volumes-create')));
      expect(output).toMatch(/lhr/);
      expect(status).toBe(0);
    });

    test('the file that is copied and the one that is downloaded are the same, to the byte', async () => {
      const copied = await copyOf('.expressive-code:has(a[data-file$="/files/fly.toml"])');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.expressive-code a[data-file$="/files/fly.toml"]').click(),
      ]);
      const path = join(world, 'work', folder, 'fly.toml');
      await download.saveAs(path);
      expect(readFileSync(path, 'utf8')).toBe(`${copied}\n`);
      expect(copied).toContain(`app = "${app}"`);
      expect(copied).toContain('# ');
    });

    test('secrets come from the environment, and the deploy works', async () => {
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

test('of several commands each can be copied by itself, without prompt, comment or output', async () => {
  await page.goto(`${site}deploy/?app=claw-london`);
  const block = page
    .locator('.expressive-code:has(a[href$=".fly-status"]):has(a[href$=".fly-logs"])')
    .first();
  const buttons = block.locator('button.copies');
  expect(await buttons.count()).toBe(2);
  await buttons.nth(1).click();
  const read = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(read).toBe('fly logs -a claw-london --no-tail');
  expect(await page.locator('body > [role=status]').textContent()).toBe('Copied');
});

test('no block’s copy holds a prompt or a comment of its own, and expected output has no button', async () => {
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

test('a runbook’s script is downloaded under its own name, with the reader’s values', async () => {
  await page.goto(`${site}deploy/?app=claw-london`);
  await page.locator('[data-runbook=deploy] summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-runbook=deploy] a[download]').click(),
  ]);
  expect(download.suggestedFilename()).toBe('deploy.sh');
  const text = readFileSync(await download.path(), 'utf8');
  expect(text).toMatch(/^#!\/usr\/bin\/env bash\n/);
  expect(text).toContain('fly apps create claw-london');
  expect(text).not.toContain('my-openclaw');
});

test('all of the guide’s files are to be had in one place', async () => {
  await page.goto(`${site}private/`);
  const files = await page
    .locator('guide-values .files a')
    .evaluateAll((all) => all.map((a) => a.getAttribute('download')));
  expect(files).toEqual(expect.arrayContaining(['fly.toml', 'fly.private.toml', 'openclaw.json']));
});
