import type { Page } from 'playwright-core';
import { describe, inject } from 'vitest';
import { test, visit } from '../page.ts';

/** Types into the search. Returns a function that returns the addresses of what it has found so far: results come one after the other. */
async function search(page: Page, words: string): Promise<() => Promise<string[]>> {
  await page.locator('site-search button[data-open-modal]').click();
  await page.locator('.pagefind-ui__search-input').fill(words);
  return () =>
    page
      .locator('.pagefind-ui__result-link')
      .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
}

describe.each([
  ['at the root', inject('atRoot')],
  ['below a base path', inject('belowBase')],
])('%s', (_, site) => {
  test.for([
    ['', 'volume', '/deploy/'],
    ['', 'proxy_attribution_required', '/troubleshooting/'],
    ['it/', 'archiviazione persistente', '/it/deploy/'],
    ['it/', 'proxy_attribution_required', '/it/troubleshooting/'],
  ] as const)(
    'from /%s, «%s» finds %s and stays in the language',
    async ([language, words, expected], { page, expect }) => {
      await page.goto(site + language);
      const found = await search(page, words);
      const base = new URL(site).pathname.slice(0, -1);
      await expect.poll(found).toContain(base + expected);
      for (const path of await found()) expect(path.startsWith(`${base}/it/`)).toBe(language === 'it/');
    },
  );
});

test.for([
  ['the pointer comes to it', (page: Page) => page.locator('site-search button[data-open-modal]').hover()],
  ['the keyboard comes to it', (page: Page) => page.locator('site-search button[data-open-modal]').focus()],
  ['its keys are pressed', (page: Page) => page.keyboard.press('Control+k')],
] as const)('the search is loaded when %s, and not before', async ([_, turn], { page, expect }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await visit(page, inject('atRoot'));
  const loaded = () => asked.some((url) => url.includes('/ui-core.'));
  expect(loaded()).toBe(false);
  await turn(page);
  await expect.poll(loaded).toBe(true);
  await page.locator('.pagefind-ui__search-input').waitFor({ state: 'attached' });
});
