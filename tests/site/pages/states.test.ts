import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser } from '../browser.ts';

const site = inject('atRoot');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const phone = { width: 375, height: 800 };
const wide = { width: 1280, height: 900 };

/** What people bring a page to, beyond opening it. */
const states: [
  name: string,
  path: string,
  options: BrowserContextOptions,
  act: (page: Page) => Promise<unknown>,
][] = [
  ['the values open', 'deploy/', { viewport: phone }, (page) => page.locator('guide-values summary').click()],
  [
    'the runbook open',
    'it/deploy/',
    { viewport: wide },
    (page) => page.locator('guide-runbook summary').first().click(),
  ],
  [
    'the meaning of a word open on a phone',
    'it/deploy/',
    { viewport: phone, hasTouch: true, colorScheme: 'dark' },
    async (page) => {
      await page.locator('a.term[href$=".http_service.internal_port"]').first().tap();
      await page.locator('#word:popover-open').waitFor();
    },
  ],
  ['all words', 'words/', { viewport: wide }, async () => {}],
  [
    'the menu open on a phone',
    'deploy/',
    { viewport: phone },
    (page) => page.getByRole('button', { name: 'Menu' }).click(),
  ],
  [
    'the search open with results',
    'it/',
    { viewport: wide, colorScheme: 'dark' },
    async (page) => {
      await page.locator('site-search button[data-open-modal]').click();
      await page.locator('.pagefind-ui__search-input').fill('volume');
      await page.locator('.pagefind-ui__result-link').first().waitFor();
    },
  ],
  [
    'findings on the page that checks',
    'it/check/',
    { viewport: phone, colorScheme: 'dark' },
    async (page) => {
      await page.locator('[data-example][data-kind=fly-toml]').click();
      await page.locator('guide-check .findings summary').first().click();
      await page.locator('guide-check .findings details p').first().waitFor();
    },
  ],
  [
    'Italian offered',
    'deploy/',
    { viewport: phone, locale: 'it-IT' },
    (page) => page.locator('language-offer a').waitFor(),
  ],
  [
    'everything unfolded',
    'deploy/',
    { viewport: wide },
    (page) =>
      page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      }),
  ],
  ['forced colours', 'it/', { viewport: wide, forcedColors: 'active' }, async () => {}],
  ['reduced motion', '', { viewport: phone, reducedMotion: 'reduce' }, async () => {}],
  [
    '200 % zoom',
    'troubleshooting/',
    { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
    async () => {},
  ],
];

describe.each(states)('with %s', (_, path, options, act) => {
  test(`/${path} is open to all, and fits its screen`, async () => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(site + path, { waitUntil: 'networkidle' });
    await act(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
    await context.close();
  });
});

test.each(['', 'it/deploy/', 'it/check/'])('/%s can be used by thumb', async (path) => {
  const context = await browser.newContext({ viewport: phone, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(site + path, { waitUntil: 'networkidle' });
  const { violations } = await new AxeBuilder({ page }).withRules(['target-size']).analyze();
  expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 100)))).toEqual([]);
  await context.close();
});

test('on a phone a table tells each row by itself, each cell under its column’s name, and stays a table', async () => {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  await page.goto(`${site}it/versions/`);
  const table = page.getByRole('table').nth(1);
  const cells = table.getByRole('row').nth(1).getByRole('cell');
  const boxes = await cells.evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().toJSON()));
  expect(boxes.length).toBeGreaterThan(2);
  for (const [index, box] of boxes.slice(1).entries()) {
    expect(box.top).toBeGreaterThanOrEqual(boxes[index]?.bottom ?? Number.POSITIVE_INFINITY);
  }
  const columns = await table.getByRole('columnheader').allTextContents();
  expect(
    await cells.evaluateAll((all) => all.slice(1).map((cell) => (cell as HTMLElement).dataset.label)),
  ).toEqual(columns.slice(-(boxes.length - 1)));
  await context.close();
});

test('on paper everything is there, and nothing that has to be clicked', async () => {
  const context = await browser.newContext({ viewport: wide });
  const page = await context.newPage();
  await page.goto(`${site}deploy/`);
  await page.emulateMedia({ media: 'print' });
  const seen = (selector: string) =>
    page
      .locator(selector)
      .evaluateAll((all) =>
        all.map((element) => element.getClientRects().length > 0 && element.clientHeight > 0),
      );
  for (const selector of ['.fence-check pre', '.fence-undo pre', '[role=tabpanel]']) {
    const shown = await seen(selector);
    expect(shown.length).toBeGreaterThan(1);
    expect(shown, selector).not.toContain(false);
  }
  for (const selector of ['nav.sidebar', 'guide-values', 'guide-runbook', '.expressive-code .download']) {
    expect(await seen(selector), selector).not.toContain(true);
  }
  await context.close();
});

test('with reduced motion the recording stands still and whole', async () => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(site);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  expect(await page.locator('.recording pre').textContent()).toContain('{"ok":true,"status":"live"}');
  await context.close();
});
