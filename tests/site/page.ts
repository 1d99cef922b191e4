import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { inject, test as plain } from 'vitest';
import { openBrowser } from '../../src/project/browser.ts';

/** How a page is looked at, and by whom: the screen, the theme, the reader's language. */
export type Look = BrowserContextOptions;

export const wide: Look = { viewport: { width: 1280, height: 900 } };
export const phone: Look = { viewport: { width: 375, height: 800 } };

/** What is copied in one browser, which has one clipboard for all of its pages. */
interface Clipboard {
  read(): Promise<string>;
  /** Empties it, does something that copies, and returns what was copied. */
  after(copy: () => Promise<unknown>): Promise<string>;
}

/** This worker's browser, once it is asked for. */
let started: Promise<Browser> | undefined;

/** Resolves when the clipboard is free again: one test at a time has it. */
let free: Promise<void> = Promise.resolve();

/**
 * A test of a page. A worker has one browser for all of its files. A test has what it opens to itself, with storage and cache of its
 * own, so that several run at once, each with an `expect` of its own; what it opens closes with it. A script's error that nobody caught
 * fails it.
 */
export const test = plain
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one takes
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }): Promise<Browser> => {
    // A file that adds to these fixtures has this one anew, and the same browser.
    started ??= openBrowser();
    const browser = await started;
    onCleanup(async () => {
      started = undefined;
      await browser.close();
    });
    return browser;
  })
  .extend('open', async ({ browser }, { onCleanup }) => {
    const errors: string[] = [];
    const contexts: BrowserContext[] = [];
    onCleanup(async () => {
      await Promise.all(contexts.map((context) => context.close()));
      if (errors.length > 0) throw new Error(`Nobody caught: ${errors.join('; ')}`);
    });
    return async (look: Look = {}): Promise<Page> => {
      const context = await browser.newContext({ baseURL: inject('atRoot'), ...wide, ...look });
      contexts.push(context);
      // Longer than a busy machine takes: what never comes is found out all the same.
      context.setDefaultTimeout(90_000);
      context.on('weberror', (error) => errors.push(error.error().message));
      return context.newPage();
    };
  })
  .extend('look', {} as Look)
  .extend('page', ({ open, look }) => open(look))
  .extend('clipboard', async ({ page }, { onCleanup }): Promise<Clipboard> => {
    const before = free;
    const { promise, resolve } = Promise.withResolvers<void>();
    free = promise;
    onCleanup(() => resolve());
    await before;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const read = () => page.evaluate(() => navigator.clipboard.readText());
    const after = async (copy: () => Promise<unknown>) => {
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await copy();
      await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== '');
      return read();
    };
    return { read, after };
  });

/** Goes to a page, and waits until its scripts have run and all that they asked for is there. */
export async function visit(page: Page, address: string): Promise<void> {
  // The network may be idle before a busy machine comes to the scripts.
  await page.goto(address);
  await page.waitForLoadState('networkidle');
}
