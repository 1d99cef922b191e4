import { describe, inject } from 'vitest';
import { pages } from '../guide.ts';
import { idsOfOldGuides } from '../ids-of-old-guides.ts';
import { test } from '../page.ts';

/** Ids that a browser, a server or a page could mangle on their way. */
const odd = ['4-deploy', 'oom-%2F-memory-issues', 'private-deployment-(hardened)', 'flyio-deployment'];

/** Returns the ids of a page as it is sent. */
async function idsOf(address: string): Promise<Set<string>> {
  const html = await (await fetch(address)).text();
  return new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id));
}

describe('/install/fly/ leads every old fragment to its section', () => {
  test.for(['', 'it/'])('from /%s', async (language, { page, expect }) => {
    const site = inject('atRoot');
    const from = `${site}${language}install/fly/`;
    // Where it leads is all that is asked here: the page that it leads to need not be drawn each time.
    await page.route(
      (url) => url.href.startsWith(site) && !url.pathname.endsWith('/install/fly/'),
      (route) =>
        route.request().isNavigationRequest()
          ? route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })
          : route.continue(),
    );
    const ids = new Map<string, Set<string>>();
    const lost: string[] = [];
    for (const id of idsOfOldGuides) {
      await page.goto(`${from}#${id}`, { waitUntil: 'commit' });
      await page.waitForURL((url) => !url.pathname.endsWith('/install/fly/'), { waitUntil: 'commit' });
      const { href, pathname, hash } = new URL(page.url());
      const fragment = decodeURIComponent(hash.slice(1));
      const known = ids.get(pathname) ?? (await idsOf(site + pathname.slice(1)));
      ids.set(pathname, known);
      const isThere = fragment === '' || known.has(fragment);
      if (!isThere || !href.startsWith(site + language)) lost.push(`${id} leads to ${pathname}${hash}`);
    }
    expect(lost).toEqual([]);
  });

  test.for(['', 'it/'])('from /%s below a base path, and is there', async (language, { page, expect }) => {
    const site = inject('belowBase');
    for (const id of odd) {
      await page.goto('about:blank');
      await page.goto(`${site}${language}install/fly/#${id}`);
      await page.waitForURL((url) => !url.pathname.endsWith('/install/fly/'));
      expect(page.url().startsWith(site + language), page.url()).toBe(true);
      const isThere = await page.evaluate(
        (hash) => hash === '' || document.getElementById(decodeURIComponent(hash.slice(1))) !== null,
        new URL(page.url()).hash,
      );
      expect(isThere, page.url()).toBe(true);
    }
  });
});

test.for(['', 'it/'])(
  'without scripts, /%sinstall/fly/ lists the sections',
  async (language, { open, expect }) => {
    const page = await open({ javaScriptEnabled: false });
    await page.goto(`${language}install/fly/#4-deploy`);
    expect(new URL(page.url()).pathname).toBe(`/${language}install/fly/`);
    const links = page.locator('main li a');
    expect(await links.count()).toBeGreaterThan(15);
    for (const href of await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))) {
      expect(href).toMatch(language === 'it/' ? /^\/it\// : /^\/(?!it\/)/);
    }
  },
);

test('an old fragment of a page that is still there leads to its section on it', async ({ page, expect }) => {
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
});
