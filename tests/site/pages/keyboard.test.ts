import { inject } from 'vitest';
import { test as ofPages } from '../page.ts';

const site = inject('atRoot');

const test = ofPages
  // Presses a key until what has the focus matches, and fails where it never does.
  .extend('until', ({ page }) => async (key: string, selector: string) => {
    for (let presses = 0; presses < 150; presses++) {
      await page.keyboard.press(key);
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    }
    throw new Error(`${key} never comes to ${selector}.`);
  });

test('the first stop leads past header and sidebar', async ({ page, expect }) => {
  await page.goto(`${site}it/deploy/`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#_top');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
});

test('everything that has the focus shows it', async ({ page, expect }) => {
  await page.goto(`${site}deploy/`);
  const unseen = new Set<string>();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const hidden = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return undefined;
      // A box that is drawn by its label, or by what it stands in, shows the focus there.
      const around = [element, element.parentElement, element.closest('label')].filter(
        (each) => each !== null,
      );
      const shown = around.some((each) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
        return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
      });
      return shown ? undefined : element.outerHTML.slice(0, 120);
    });
    if (hidden !== undefined) unseen.add(hidden);
  }
  expect([...unseen]).toEqual([]);
});

test('search, and go to what it finds', async ({ page, until }) => {
  await page.goto(site);
  await page.keyboard.press('Control+k');
  await page.locator('.pagefind-ui__search-input:focus').waitFor();
  await page.keyboard.type('grace_period');
  await page.locator('.pagefind-ui__result-link').nth(1).waitFor();
  await until('Tab', '.pagefind-ui__result-nested .pagefind-ui__result-link');
  await Promise.all([page.waitForURL(/#grace-period-too-short$/), page.keyboard.press('Enter')]);
});

test('change the language', async ({ page, until }) => {
  await page.goto(`${site}private/`);
  await until('Tab', 'starlight-lang-select select');
  await Promise.all([page.waitForURL(`${site}it/private/`), page.keyboard.press('ArrowDown')]);
});

test('name the app where the first page asks for it, and find the name everywhere', async ({
  page,
  until,
  expect,
}) => {
  await page.goto(site);
  await until('Tab', 'input[data-var=app]');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('by-hand');
  const places = page.locator('.recording b[data-var=app]');
  expect(new Set(await places.allTextContents())).toEqual(new Set(['by-hand']));
  await page.goto(`${site}it/deploy/`);
  expect(new Set(await page.locator('pre [data-var=app]').allTextContents())).toEqual(new Set(['by-hand']));
});

test('check a file and apply a mend', async ({ page, until, expect }) => {
  await page.goto(`${site}check/`);
  await until('Tab', 'guide-check textarea');
  await page.keyboard.insertText('[http_service]\n  internal_port = "3000"\n');
  await page.locator('guide-check .findings button').first().waitFor();
  await until('Tab', 'guide-check .findings div button');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.locator('guide-check textarea').inputValue())
    .toContain('internal_port = 3000');
});
