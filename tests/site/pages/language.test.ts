import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { pages } from '../guide.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const english = pages.filter(({ page }) => page.language === 'en').map(({ path }) => path.slice(1));

describe.each([
  ['at the root', inject('atRoot')],
  ['below a base path', inject('belowBase')],
])('%s', (_, site) => {
  test.each(english)('the language switch stays on /%s, there and back', async (path) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(site + path);
    const choose = page.locator('starlight-lang-select select').first();
    await Promise.all([page.waitForURL(`${site}it/${path}`), choose.selectOption({ label: 'Italiano' })]);
    expect(await page.locator('html').getAttribute('lang')).toBe('it');
    await Promise.all([page.waitForURL(site + path), choose.selectOption({ label: 'English' })]);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.close();
  });
});

test('every page names its address in the other language, and no page lacks one', async () => {
  for (const { page, path } of pages) {
    const html = await (await fetch(new URL(path.slice(1), inject('atRoot')))).text();
    for (const language of ['en', 'it', 'x-default']) {
      expect(html, `${page.file} ${language}`).toContain(`hreflang="${language}"`);
    }
  }
  const files = new Set(pages.map(({ page }) => page.file));
  for (const { page } of pages.filter(({ page }) => page.language === 'en')) {
    expect(files).toContain(page.file.replace('docs/', 'docs/it/'));
  }
});
