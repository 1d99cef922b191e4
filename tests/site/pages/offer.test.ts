import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openBrowser } from '../browser.ts';

const site = inject('belowBase');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const open = async (context: BrowserContext, path: string) => {
  const page = await context.newPage();
  await page.goto(site + path, { waitUntil: 'networkidle' });
  return page;
};

test('an Italian browser is offered Italian on its first visit, and stays where it is', async () => {
  const context = await browser.newContext({ locale: 'it-IT' });
  const page = await open(context, 'deploy/');
  expect(page.url()).toBe(`${site}deploy/`);
  const offer = page.locator('language-offer');
  expect(await offer.isVisible()).toBe(true);
  await Promise.all([page.waitForURL(`${site}it/deploy/`), offer.locator('a').click()]);
  expect(await page.locator('language-offer').isVisible()).toBe(false);
  await context.close();
});

test('who says no is not asked again', async () => {
  const context = await browser.newContext({ locale: 'it-IT' });
  const page = await open(context, '');
  await page.locator('language-offer button').click();
  expect(await page.locator('language-offer').isVisible()).toBe(false);
  const again = await open(context, 'deploy/');
  expect(await again.locator('language-offer').isVisible()).toBe(false);
  await context.close();
});

test.each([
  ['en-GB', 'deploy/'],
  ['it-IT', 'it/deploy/'],
  ['fr-FR', 'deploy/'],
])('a browser in %s is offered nothing on /%s', async (locale, path) => {
  const context = await browser.newContext({ locale });
  const page = await open(context, path);
  expect(await page.locator('language-offer').isVisible()).toBe(false);
  await context.close();
});

test('the offer leads to the same place with the same values', async () => {
  const context = await browser.newContext({ locale: 'it-IT' });
  const page = await open(context, 'deploy/');
  await page.evaluate(() => {
    location.hash = 'create-config-file';
    history.replaceState(null, '', `?note=1${location.hash}`);
  });
  await Promise.all([
    page.waitForURL(`${site}it/deploy/?note=1#create-config-file`),
    page.locator('language-offer a').click(),
  ]);
  await context.close();
});
