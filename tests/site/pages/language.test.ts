import { describe, inject } from 'vitest';
import { pages } from '../guide.ts';
import { test } from '../page.ts';

const english = pages.filter(({ page }) => page.language === 'en').map(({ path }) => path.slice(1));

describe.each([
  // Where the switch leads below a base path, the page's text says; two pages show that it goes there.
  ['at the root', inject('atRoot'), english],
  ['below a base path', inject('belowBase'), ['', 'deploy/']],
])('%s', (_, site, tried) => {
  test.for(tried)('the language switch stays on /%s, there and back', async (path, { page, expect }) => {
    await page.goto(site + path);
    const choose = page.locator('starlight-lang-select select').first();
    await Promise.all([page.waitForURL(`${site}it/${path}`), choose.selectOption({ label: 'Italiano' })]);
    expect(await page.locator('html').getAttribute('lang')).toBe('it');
    await Promise.all([page.waitForURL(site + path), choose.selectOption({ label: 'English' })]);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  test.for(english)(
    'the language switch of /%s has its address in each language',
    async (path, { expect }) => {
      for (const prefix of ['', 'it/']) {
        const html = await (await fetch(site + prefix + path)).text();
        const [select = ''] = /<starlight-lang-select\b[\s\S]*?<\/starlight-lang-select>/.exec(html) ?? [];
        const options = [...select.matchAll(/<option value="([^"]*)"[^>]*>\s*(\w+)/g)];
        const base = new URL(site).pathname;
        expect(options.map(([, address, label]) => [label, address])).toEqual([
          ['English', base + path],
          ['Italiano', `${base}it/${path}`],
        ]);
      }
    },
  );
});

test('every page names its address in the other language, and no page lacks one', async ({ expect }) => {
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
