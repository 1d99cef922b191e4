import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { idsOfOldGuides } from '../ids-of-old-guides.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each([
  ['at the root', inject('atRoot')],
  ['below a base path', inject('belowBase')],
])('%s', (_, site) => {
  test.each(['', 'it/'])(
    '/%sinstall/fly/ leads every old fragment to its section',
    { timeout: 120_000 },
    async (language) => {
      const page = await browser.newPage();
      const lost: string[] = [];
      for (const id of idsOfOldGuides) {
        await page.goto('about:blank');
        await page.goto(`${site}${language}install/fly/#${id}`);
        await page
          .waitForURL((url) => !url.pathname.endsWith('/install/fly/'), { timeout: 5000 })
          .catch(() => lost.push(id));
        const url = new URL(page.url());
        if (!url.href.startsWith(site + language)) lost.push(`${id} leads to ${url.href}`);
        const there = await page.evaluate(
          (hash) => hash === '' || document.getElementById(decodeURIComponent(hash.slice(1))) !== null,
          url.hash,
        );
        if (!there) lost.push(`${id} leads to ${url.href}, which has no such section`);
      }
      expect(lost).toEqual([]);
      await page.close();
    },
  );
});

test.each(['', 'it/'])('without scripts, /%sinstall/fly/ lists the sections', async (language) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(`${inject('atRoot')}${language}install/fly/#4-deploy`);
  expect(new URL(page.url()).pathname).toBe(`/${language}install/fly/`);
  const links = page.locator('main li a');
  expect(await links.count()).toBeGreaterThan(15);
  for (const href of await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))) {
    expect(href).toMatch(language === 'it/' ? /^\/it\// : /^\/(?!it\/)/);
  }
  await page.close();
});
