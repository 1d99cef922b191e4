import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { barriers } from '../axe.ts';
import { type Look, phone, test, visit, wide } from '../page.ts';

const site = inject('atRoot');

/** What people bring a page to, beyond opening it. */
const states: [name: string, path: string, look: Look, act: (page: Page) => Promise<unknown>][] = [
  ['the values open', 'deploy/', phone, (page) => page.locator('guide-values summary').click()],
  ['the runbook open', 'it/deploy/', wide, (page) => page.locator('guide-runbook summary').first().click()],
  [
    'the meaning of a word open on a phone',
    'it/deploy/',
    { ...phone, hasTouch: true, colorScheme: 'dark' },
    async (page) => {
      await page.locator('a.term[href$=".http_service.internal_port"]').first().tap();
      await page.locator('#word:popover-open').waitFor();
    },
  ],
  ['all words', 'words/', wide, async () => {}],
  [
    'the menu open on a phone',
    'deploy/',
    phone,
    (page) => page.getByRole('button', { name: 'Menu' }).click(),
  ],
  [
    'the search open with results',
    'it/',
    { ...wide, colorScheme: 'dark' },
    async (page) => {
      await page.locator('site-search button[data-open-modal]').click();
      await page.locator('.pagefind-ui__search-input').fill('volume');
      await page.locator('.pagefind-ui__result-link').first().waitFor();
    },
  ],
  [
    'findings on the page that checks',
    'it/check/',
    { ...phone, colorScheme: 'dark' },
    async (page) => {
      await page.locator('[data-example][data-kind=fly-toml]').click();
      await page.locator('guide-check .findings summary').first().click();
      await page.locator('guide-check .findings details p').first().waitFor();
    },
  ],
  [
    'Italian offered',
    'deploy/',
    { ...phone, locale: 'it-IT' },
    (page) => page.locator('language-offer a').waitFor(),
  ],
  [
    'everything unfolded',
    'deploy/',
    wide,
    (page) =>
      page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      }),
  ],
  ['forced colours', 'it/', { ...wide, forcedColors: 'active' }, async () => {}],
  ['reduced motion', '', { ...phone, reducedMotion: 'reduce' }, async () => {}],
  [
    '200 % zoom',
    'troubleshooting/',
    { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
    async () => {},
  ],
];

test.for(states)(
  'with %s, /%s is open to all, and fits its screen',
  async ([_, path, look, act], { open, expect }) => {
    const page = await open(look);
    await visit(page, site + path);
    await act(page);
    expect(await barriers(page)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
  },
);

test.for(['', 'it/deploy/', 'it/check/'])('/%s can be used by thumb', async (path, { open, expect }) => {
  const page = await open({ ...phone, hasTouch: true, isMobile: true });
  await visit(page, site + path);
  expect(await barriers(page, ['target-size'])).toEqual([]);
});

test('on a phone a table tells each row by itself, each cell under its column’s name, and stays a table', async ({
  open,
  expect,
}) => {
  const page = await open(phone);
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
});

test('on paper everything is there, and nothing that has to be clicked', async ({ open, expect }) => {
  const page = await open(wide);
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
});

test('with reduced motion the recording stands still and whole', async ({ open, expect }) => {
  const page = await open({ reducedMotion: 'reduce' });
  await page.goto(site);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  expect(await page.locator('.recording pre').textContent()).toContain('{"ok":true,"status":"live"}');
});
