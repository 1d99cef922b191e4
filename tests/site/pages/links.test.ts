import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { others, pages } from '../guide.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

// Pages are made several at a time, and Starlight has one sidebar for all of them.
test.each([
  ['the root of its host', inject('atRoot')],
  ['a base path', inject('belowBase')],
])(
  'every link, file and fragment is there, and each page is marked in its sidebar, at %s',
  { timeout: 120_000 },
  async (_, site) => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    const ids = new Map<string, Set<string>>();
    const links: { from: string; to: URL }[] = [];
    for (const path of [...pages.map(({ path }) => path), ...others]) {
      const from = site + path.slice(1);
      await page.goto(from);
      const current = page.locator('.sidebar-content [aria-current=page]');
      const marked = await current.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      const listed = page.locator(`.sidebar-content a[href="${new URL(from).pathname}"]`);
      expect(marked, from).toEqual((await listed.count()) === 0 ? [] : [new URL(from).pathname]);
      const found = await page.evaluate(() => ({
        ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
        links: [...document.querySelectorAll('[href], [src]')].flatMap((element) =>
          ['href', 'src'].flatMap((name) => element.getAttribute(name) ?? []),
        ),
      }));
      ids.set(new URL(from).pathname, new Set(found.ids));
      links.push(...found.links.map((link) => ({ from, to: new URL(link, from) })));
    }
    const here = links.filter(({ to }) => to.host === new URL(site).host);
    expect(here.length).toBeGreaterThan(pages.length * 10);

    const answers = new Map<string, number>();
    const broken: string[] = [];
    for (const { from, to } of here) {
      const address = to.origin + to.pathname;
      if (!answers.has(address))
        answers.set(address, (await fetch(address, { method: 'HEAD', redirect: 'manual' })).status);
      if (answers.get(address) !== 200) broken.push(`${from} -> ${to.pathname} (${answers.get(address)})`);
      const fragment = to.hash.slice(1);
      const known = ids.get(to.pathname);
      if (fragment !== '' && known && !known.has(fragment) && !known.has(decodeURIComponent(fragment))) {
        broken.push(`${from} -> ${to.pathname}${to.hash}`);
      }
    }
    expect(broken).toEqual([]);
    await page.close();
  },
);

test('what a script imports is there', () => {
  const folder = join(import.meta.dirname, '../../../.cache/site-tests/root');
  const scripts = readdirSync(join(folder, '_astro')).filter((name) => name.endsWith('.js'));
  const texts = [
    ...scripts.map((name) => readFileSync(join(folder, '_astro', name), 'utf8')),
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.html'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  ];
  const imported = texts.flatMap((text) =>
    [...text.matchAll(/(?:import|from)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map(([, name = '']) => name),
  );
  expect(imported.length).toBeGreaterThan(5);
  expect(imported.filter((name) => !scripts.includes(name))).toEqual([]);
});

test('links to the site by its public name stay below the base path', async () => {
  const html = await (await fetch(`${inject('belowBase')}deploy/`)).text();
  const { origin } = new URL(/rel="canonical" href="([^"]+)"/.exec(html)?.[1] ?? '');
  const own = [...html.matchAll(/(?:href|content)="(https:[^"]+)"/g)].flatMap(([, url = '']) =>
    url.startsWith(origin) ? [url] : [],
  );
  expect(own.length).toBeGreaterThan(3);
  for (const url of own) expect(url).toMatch(new RegExp(`^${origin}/x/`));
});
