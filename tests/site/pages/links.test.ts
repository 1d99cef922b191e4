import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { builds } from '../build.ts';
import { others, pages } from '../guide.ts';
import { test } from '../page.ts';

// Pages are made several at a time, and Starlight has one sidebar for all of them.
test.for([
  ['the root of its host', inject('atRoot')],
  ['a base path', inject('belowBase')],
] as const)(
  'every link, file and fragment is there, and each page is marked in its sidebar, at %s',
  async ([_, site], { page, expect }) => {
    await page.goto(`${site}404.html`);
    const ids = new Map<string, Set<string>>();
    const links: { from: string; to: URL }[] = [];
    for (const path of [...pages.map(({ path }) => path), ...others]) {
      const from = site + path.slice(1);
      // As it was sent: no script has done anything to it yet.
      const found = await page.evaluate(async (address) => {
        const text = await (await fetch(address)).text();
        const sent = new DOMParser().parseFromString(text, 'text/html');
        const hrefs = (selector: string) =>
          [...sent.querySelectorAll(selector)].map((link) => link.getAttribute('href'));
        return {
          marked: hrefs('.sidebar-content [aria-current=page]'),
          listed: hrefs('.sidebar-content a'),
          ids: [...sent.querySelectorAll('[id]')].map(({ id }) => id),
          links: [...sent.querySelectorAll('[href], [src]')].flatMap((element) =>
            ['href', 'src'].flatMap((name) => element.getAttribute(name) ?? []),
          ),
        };
      }, from);
      const { pathname } = new URL(from);
      expect(found.marked, from).toEqual(found.listed.includes(pathname) ? [pathname] : []);
      ids.set(pathname, new Set(found.ids));
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
  },
);

test('what a script imports is there', ({ expect }) => {
  const folder = builds.atRoot.root;
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

test('links to the site by its public name stay below the base path', async ({ expect }) => {
  const html = await (await fetch(`${inject('belowBase')}deploy/`)).text();
  const { origin } = new URL(/rel="canonical" href="([^"]+)"/.exec(html)?.[1] ?? '');
  const own = [...html.matchAll(/(?:href|content)="(https:[^"]+)"/g)].flatMap(([, url = '']) =>
    url.startsWith(origin) ? [url] : [],
  );
  expect(own.length).toBeGreaterThan(3);
  for (const url of own) expect(url).toMatch(new RegExp(`^${origin}/x/`));
});
