import { inject } from 'vitest';
import { test, visit } from '../page.ts';

const site = inject('belowBase');

test.describe('an Italian browser', () => {
  test.override('look', { locale: 'it-IT' });

  test('is offered Italian on its first visit, and stays where it is', async ({ page, expect }) => {
    await visit(page, `${site}deploy/`);
    expect(page.url()).toBe(`${site}deploy/`);
    const offer = page.locator('language-offer');
    expect(await offer.isVisible()).toBe(true);
    await Promise.all([page.waitForURL(`${site}it/deploy/`), offer.locator('a').click()]);
    expect(await page.locator('language-offer').isVisible()).toBe(false);
  });

  test('is not asked again once it has said no', async ({ page, expect }) => {
    await visit(page, site);
    await page.locator('language-offer button').click();
    expect(await page.locator('language-offer').isVisible()).toBe(false);
    await visit(page, `${site}deploy/`);
    expect(await page.locator('language-offer').isVisible()).toBe(false);
  });

  test('is led to the same place with the same values', async ({ page }) => {
    await visit(page, `${site}deploy/`);
    await page.evaluate(() => {
      location.hash = 'create-config-file';
      history.replaceState(null, '', `?note=1${location.hash}`);
    });
    await Promise.all([
      page.waitForURL(`${site}it/deploy/?note=1#create-config-file`),
      page.locator('language-offer a').click(),
    ]);
  });
});

test.for([
  ['en-GB', 'deploy/'],
  ['it-IT', 'it/deploy/'],
  ['fr-FR', 'deploy/'],
] as const)('a browser in %s is offered nothing on /%s', async ([locale, path], { open, expect }) => {
  const page = await open({ locale });
  await visit(page, site + path);
  expect(await page.locator('language-offer').isVisible()).toBe(false);
});
