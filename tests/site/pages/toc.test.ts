import { describe, inject } from 'vitest';
import { test, visit } from '../page.ts';

const site = inject('atRoot');

describe.each([
  ['starlight-toc', 1280, 900],
  ['mobile-starlight-toc', 390, 844],
])('the table of contents (%s)', (toc, width, height) => {
  test.override('look', { viewport: { width, height } });

  test('shows which section is read, also by a link into the page and while one scrolls', async ({
    page,
    expect,
  }) => {
    const current = () =>
      page
        .locator(`${toc} a[aria-current=true]`)
        .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).hash));
    await page.goto(`${site}deploy/`);
    await expect.poll(current).toEqual(['#_top']);
    const all = await page
      .locator(`${toc} a`)
      .evaluateAll((links) => links.map((one) => (one as HTMLAnchorElement).hash));
    expect(all.length).toBeGreaterThan(8);
    for (const hash of [all[3] ?? '', all[6] ?? '', all[2] ?? '']) {
      await page.evaluate((id) => document.getElementById(id)?.scrollIntoView(), hash.slice(1));
      await expect.poll(current).toEqual([hash]);
    }
    await page.evaluate(() => scrollTo(0, 0));
    await expect.poll(current).toEqual(['#_top']);
    await page.goto(`${site}deploy/${all[4]}`);
    await expect.poll(current).toEqual([all[4]]);
  });
});

test('on a phone, its bar names the section that is read', async ({ open, expect }) => {
  const page = await open({ viewport: { width: 390, height: 844 } });
  await page.goto(`${site}it/troubleshooting/#pairing-required`);
  const bar = page.locator('mobile-starlight-toc .display-current');
  const heading = await page.locator('#pairing-required').textContent();
  await expect.poll(() => bar.textContent()).toBe(heading);
});

test('Starlight’s own, whose work grows with the page, is not sent', async ({ page, expect }) => {
  const sent: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') sent.push(response.text());
  });
  await visit(page, `${site}troubleshooting/`);
  const scripts = (await Promise.all(sent)).join('');
  expect(scripts).toContain('mobile-starlight-toc');
  expect(scripts).not.toContain(':not(:has(');
});
