import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { pages } from '../guide.ts';
import { idsOfOldGuides } from '../ids-of-old-guides.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Ids that a browser, a server or a page could mangle on their way. */
const odd = ['4-deploy', 'oom-%2F-memory-issues', 'private-deployment-(hardened)', 'flyio-deployment'];

describe.each([
  ['at the root', inject('atRoot'), idsOfOldGuides],
  ['below a base path', inject('belowBase'), odd],
])('%s', (_, site, ids) => {
  test.each(['', 'it/'])('/%sinstall/fly/ leads every old fragment to its section', async (language) => {
    const page = await browser.newPage();
    const lost: string[] = [];
    for (const id of ids) {
      await page.goto('about:blank');
      await page.goto(`${site}${language}install/fly/#${id}`);
      await page
        .waitForURL((url) => !url.pathname.endsWith('/install/fly/'), { timeout: 1000 })
        .catch(() => undefined);
      const url = new URL(page.url());
      const there = await page.evaluate(
        (hash) => hash === '' || document.getElementById(decodeURIComponent(hash.slice(1))) !== null,
        url.hash,
      );
      const left = !url.pathname.endsWith('/install/fly/') && url.href.startsWith(site + language);
      if (!left || !there) lost.push(`${id} leads to ${url.pathname}${url.hash}`);
    }
    expect(lost).toEqual([]);
    await page.close();
  });
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

test('an old fragment of a page that is still there leads to its section on it', async () => {
  const page = await browser.newPage();
  for (const { page: known, path } of pages) {
    const aliases = Object.entries(known.frontmatter.aliases);
    if (aliases.length === 0) continue;
    await page.goto(new URL(path, inject('atRoot')).href);
    const found = await page.evaluate(
      (ids) =>
        ids.map((id) => {
          const anchor = document.getElementById(id);
          return anchor === null ? 'missing' : (anchor.closest('h2, h3, h4')?.id ?? 'top');
        }),
      aliases.flatMap(([, olds]) => olds),
    );
    expect(found, path).toEqual(aliases.flatMap(([id, olds]) => olds.map(() => id)));
  }
  await page.goto(`${inject('atRoot')}troubleshooting/#oom--memory-issues`);
  const heading = page.locator('#oom-memory-issues');
  await expect.poll(async () => ((await heading.boundingBox())?.y ?? -1) > 0).toBe(true);
  expect((await heading.boundingBox())?.y).toBeLessThan(300);
  await page.close();
});
