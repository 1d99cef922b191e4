import type { Page } from 'playwright-core';
import { describe, inject } from 'vitest';
import { barriers } from '../axe.ts';
import { others, pages } from '../guide.ts';
import { phone, test, visit, wide } from '../page.ts';

const site = new URL(inject('atRoot'));

/** What a page may not do while it opens: complain, fail to get something, or talk to another host. */
function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) found.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => found.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.host !== site.host) found.push(`another host: ${request.url()}`);
  });
  return found;
}

const looks = [
  { name: 'light, on a wide screen', colorScheme: 'light', ...wide },
  { name: 'dark, on a phone', colorScheme: 'dark', ...phone },
] as const;

describe.each(looks)('in the $name', ({ name: _, ...look }) => {
  test.override('look', look);

  test.for([...pages.map(({ path }) => path), ...others])(
    '%s opens in peace and is open to all',
    async (path, { page, expect }) => {
      const found = complaints(page);
      await visit(page, new URL(path, site).href);
      expect(found).toEqual([]);

      // What scrolls can be focused as soon as the code blocks' own script has seen that it does.
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.expressive-code pre')].every(
          (block) => block.scrollWidth <= block.clientWidth || (block as HTMLElement).tabIndex === 0,
        ),
      );
      expect(await barriers(page)).toEqual([]);

      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, 'nothing is wider than the screen').toBeLessThanOrEqual(0);
    },
  );
});

test.for(pages)(
  '$path is in its own language',
  async ({ page: { language, frontmatter }, path }, { expect }) => {
    const html = await (await fetch(new URL(path, site))).text();
    expect(html).toContain(`<html lang="${language}"`);
    expect(html).toMatch(new RegExp(`<main[^>]* lang="${language}"`));
    expect(html).toContain(frontmatter.title.replaceAll("'", '&#39;').slice(0, 8));
  },
);

test('annotations show as words, not as themselves', async ({ expect }) => {
  for (const { page, path } of pages) {
    const html = await (await fetch(new URL(path, site))).text();
    // A component's own `data-step` says what it is about, where people do not read it.
    const shown = html.replaceAll(/ data-[\w-]+="[^"]*"/g, '');
    for (const { meta } of page.fences) if (/="/.test(meta)) expect(shown).not.toContain(meta);
  }
});
