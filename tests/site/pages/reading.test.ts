import { inject } from 'vitest';
import { guide } from '../guide.ts';
import { test as ofPages } from '../page.ts';

const site = inject('atRoot');

const test = ofPages
  // Presses Tab until what has the focus matches, as somebody without a mouse does; fails where it never comes.
  .extend('tabTo', ({ page }) => async (selector: string) => {
    for (let presses = 0; presses < 200; presses++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`The Tab key does not lead to ${selector}`);
  })
  .extend(
    'heading',
    ({ page }) =>
      (id: string) =>
        page.locator(`#${id}`).evaluate((element) => Math.round(element.getBoundingClientRect().top)),
  );

test('by keyboard alone: fill in, read what a word means, copy', async ({
  page,
  tabTo,
  clipboard,
  expect,
}) => {
  await page.goto(`${site}deploy/`);
  await tabTo('guide-values summary');
  await page.keyboard.press('Enter');
  await tabTo('guide-values input[name=app]');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('claw-keys');
  await tabTo('a.term[href$=".fly-apps-create"]');
  await page.locator('#word:popover-open').waitFor();
  expect(await page.locator('#word').textContent()).toContain('Creates an app');
  await page.keyboard.press('Escape');
  await page.locator('#word').waitFor({ state: 'hidden' });
  await tabTo('.copy button');
  expect(await clipboard.after(() => page.keyboard.press('Enter'))).toBe(
    'fly apps create claw-keys -o personal',
  );
});

test('by keyboard alone, a placeholder is filled in where it stands, and says what it is', async ({
  page,
  tabTo,
  expect,
}) => {
  await page.goto(`${site}deploy/`);
  await tabTo('.expressive-code [data-var=region]');
  const [role, label] = await page.evaluate(() => [
    document.activeElement?.getAttribute('role'),
    document.activeElement?.getAttribute('aria-label'),
  ]);
  expect(role).toBe('textbox');
  expect(label).toContain('Region');
  await page.keyboard.type('lhr');
  await page.keyboard.press('Enter');
  expect(await page.locator('guide-values [role=status]').textContent()).toBe('Region: lhr');
  expect(new Set(await page.locator('.expressive-code [data-var=region]').allTextContents())).toEqual(
    new Set(['lhr']),
  );
});

test('midway, the other language goes on with the same values at the same place', async ({
  page,
  heading,
  expect,
}) => {
  await page.goto(`${site}deploy/?app=claw-home`);
  await page.locator('#create-config-file').evaluate((element) => element.scrollIntoView());
  const choose = page.locator('starlight-lang-select select').first();
  await Promise.all([
    page.waitForURL(`${site}it/deploy/#create-config-file`),
    choose.selectOption({ label: 'Italiano' }),
  ]);
  expect(new Set(await page.locator('[data-var=app]').allTextContents())).toEqual(new Set(['claw-home']));
  await expect.poll(() => heading('create-config-file')).toBeLessThan(300);
  expect(await heading('create-config-file')).toBeGreaterThanOrEqual(0);
});

test('by an old link with values: to the section that it meant, with the values in it', async ({
  page,
  expect,
}) => {
  await page.goto(`${site}install/fly/?app=claw-old#3-set-secrets`);
  await page.waitForURL(`${site}deploy/**`);
  expect(new URL(page.url()).hash).toMatch(/set-secrets/);
  expect(new Set(await page.locator('[data-var=app]').allTextContents())).toEqual(new Set(['claw-old']));
});

test('a link does its work once: what is typed afterwards stays, however the page is loaded again', async ({
  page,
  expect,
}) => {
  await page.goto(`${site}deploy/?app=from-a-link#deploy`);
  expect(page.url()).toBe(`${site}deploy/#deploy`);
  await page.locator('.values').evaluate((panel) => panel.setAttribute('open', ''));
  await page.locator('guide-values input[name=app]').fill('typed-since');
  await page.reload();
  expect(await page.locator('[data-var=app]').first().textContent()).toBe('typed-since');
});

test('printed, a page has no buttons, no boxes and no underlines, and everything that is folded up', async ({
  page,
  expect,
}) => {
  await page.goto(`${site}deploy/`);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.expressive-code .copies').first().isVisible()).toBe(false);
  expect(await page.locator('.fence-notes .tick').first().isVisible()).toBe(false);
  expect(
    await page
      .locator('a.term')
      .first()
      .evaluate((link) => getComputedStyle(link).textDecorationLine),
  ).toBe('none');
  expect(await page.locator('.fence-undo pre').first().isVisible()).toBe(true);
});

test.for([
  ['deploy/', 320],
  ['it/troubleshooting/', 375],
  ['access/', 1280],
] as const)(
  'on /%s, %i pixels wide, no flag is divided after its hyphens, and no command anywhere',
  async ([path, width], { page, expect }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(site + path);
    const flags = await page
      .locator('main :is(code .whole, code.whole, .expressive-code a.term, .expressive-code .code-command)')
      .evaluateAll((all) =>
        all
          .filter((one) => one.matches('.code-command') || /^--?[a-z]/i.test(one.textContent ?? ''))
          .filter((one) => one.getClientRects().length > 0)
          .map((one) => ({ text: one.textContent, lines: one.getClientRects().length })),
      );
    expect(flags.length).toBeGreaterThan(10);
    expect(flags.filter(({ lines }) => lines > 1)).toEqual([]);
  },
);

test('each test of a problem says what it means when it succeeds', async ({ page, expect }) => {
  await page.goto(`${site}it/troubleshooting/`);
  const said = page.locator('.fence-notes .fence-symptom');
  expect(new Set(await said.allTextContents())).toEqual(new Set(["Riesce se il problema c'è"]));
  const { fences } = guide.pages.find(({ file }) => file === 'docs/it/troubleshooting.mdx') ?? { fences: [] };
  expect(await said.count()).toBe(fences.filter(({ annotations }) => annotations.symptom).length);
});
