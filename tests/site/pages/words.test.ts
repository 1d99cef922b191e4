import { describe, inject } from 'vitest';
import { guide } from '../guide.ts';
import { test as ofPages } from '../page.ts';

const site = inject('atRoot');

const test = ofPages.extend('words', ({ page }) => async () => {
  // Once they are shown.
  await page.locator('#word:popover-open').waitFor();
  return (await page.locator('#word').textContent()) ?? '';
});

/** The first place of a term in a snippet, by its words' id. */
const term = (id: string) => `a.term[href$="/words/#${id}"]`;
const port = term('fly-toml.http_service.internal_port');

describe('a word of a snippet explains itself', () => {
  test('when it is pointed at, and goes when the pointer does', async ({ page, words, expect }) => {
    await page.goto(`${site}deploy/`);
    await page.locator(port).first().hover();
    expect(await words()).toMatch(/http_service\.internal_port[\s\S]*8080/);
    await page.mouse.move(5, 5);
    await page.locator('#word').waitFor({ state: 'hidden' });
  });

  test('and its words can be pointed at, to follow the link to the documentation', async ({
    page,
    words,
    expect,
  }) => {
    await page.clock.install();
    await page.goto(`${site}deploy/`);
    await page.locator(port).first().hover();
    await page.clock.runFor(1000);
    await words();
    await page.locator('#word a').hover();
    await page.clock.runFor(10_000);
    expect(await page.locator('#word a').getAttribute('href')).toContain('#the-http_service-section');
    expect(await page.locator('#word').isVisible()).toBe(true);
  });

  describe('on a phone', () => {
    test.override('look', { viewport: { width: 360, height: 700 }, hasTouch: true });
    test('when it is tapped, within the screen, in the language of the page', async ({
      page,
      words,
      expect,
    }) => {
      await page.goto(`${site}it/deploy/`);
      await page.locator(port).first().tap();
      expect(await words()).toContain('La porta della macchina');
      const box = await page.locator('#word').boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
      expect(page.url()).toBe(`${site}it/deploy/`);
      await page.touchscreen.tap(5, 300);
      await page.locator('#word').waitFor({ state: 'hidden' });
    });
  });

  test('when the keyboard comes to it: arrows lead on, Enter goes in, Tab goes on, Escape closes', async ({
    page,
    words,
    expect,
  }) => {
    await page.goto(`${site}deploy/`);
    const fence = page.locator('.expressive-code:has-text("fly volumes create")').first();
    await fence.locator('a.term').first().focus();
    expect(await words()).toContain('fly volumes create');
    await page.keyboard.press('ArrowRight');
    await expect.poll(words).toContain('--size');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toBe('--size');
    const described = fence.locator('a.term[aria-describedby=word]');
    expect(await described.textContent()).toBe('--size');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Documentation');
    await page.keyboard.press('Escape');
    await page.locator('#word').waitFor({ state: 'hidden' });
    expect(await focused()).toBe('--size');
  });

  test.for(['deploy/', 'it/troubleshooting/'])(
    '/%s: one stop for the Tab key in each snippet',
    async (path, { page, expect }) => {
      await page.goto(site + path);
      const stops = await page
        .locator('.expressive-code pre')
        .evaluateAll((all) => all.map((pre) => pre.querySelectorAll('a.term:not([tabindex="-1"])').length));
      expect(Math.max(...stops)).toBe(1);
      expect(stops.filter((count) => count === 1).length).toBeGreaterThan(10);
    },
  );

  test('and nothing moves', async ({ page, words, expect }) => {
    await page.goto(`${site}deploy/`);
    const heights = () => page.evaluate(() => document.documentElement.scrollHeight);
    const before = await heights();
    await page.locator(port).first().hover();
    await words();
    expect(await heights()).toBe(before);
  });
});

test('where the words cannot be had, a click leads to their page', async ({ page }) => {
  await page.goto(`${site}deploy/`);
  await page.route('**/words/', (route) =>
    route.request().resourceType() === 'fetch' ? route.abort() : route.continue(),
  );
  await page.locator(port).first().click();
  await page.waitForURL('**/words/#fly-toml.http_service.internal_port');
});

test('without scripts every word is a link to its own', async ({ open, expect }) => {
  const still = await open({ javaScriptEnabled: false });
  await still.goto(`${site}it/deploy/`);
  await still.locator(port).first().click();
  await still.waitForURL(`${site}it/words/#fly-toml.http_service.internal_port`);
  expect(await still.locator('.word:target').textContent()).toContain('8080');
});

test('selected by hand, a snippet is copied as it stands', async ({ page, expect }) => {
  await page.goto(`${site}deploy/`);
  const code = page.locator('.expressive-code:has(a[data-file="/files/fly.toml"]) pre');
  const text = await code.evaluate((pre) => {
    getSelection()?.selectAllChildren(pre);
    return getSelection()?.toString();
  });
  const file = guide.pages
    .find(({ file: path }) => path === 'docs/deploy.mdx')
    ?.fences.find(({ annotations }) => annotations.file === 'fly.toml');
  expect(text?.replaceAll(/\n+/g, '\n').trim()).toBe(file?.text.replaceAll(/\n+/g, '\n').trim());
});

describe('the page of all words', () => {
  test.for(['words/', 'it/words/'])(
    '/%s has each of them, with a place of its own',
    async (path, { page, expect }) => {
      await page.goto(site + path);
      const count = [...guide.meanings.values()].reduce((sum, each) => sum + Object.keys(each).length, 0);
      const ids = await page.locator('main .word').evaluateAll((all) => all.map(({ id }) => id));
      expect(new Set(ids).size).toBe(count);
    },
  );

  test.for(['deploy/', 'private/', 'troubleshooting/', 'it/versions/'])(
    '/%s leads to words that are there',
    async (path, { page, expect }) => {
      await page.goto(site + path);
      const links = await page
        .locator('a.term')
        .evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute('href') ?? ''))]);
      expect(links.length).toBeGreaterThan(5);
      await page.goto(new URL(links[0] ?? '', site).href);
      const missing = await page.evaluate(
        (all) => all.filter((href) => !document.getElementById(decodeURIComponent(href.split('#')[1] ?? ''))),
        links,
      );
      expect(missing).toEqual([]);
    },
  );
});

describe('a command says before it is copied that it', () => {
  test.for([
    ['costs money', 'deploy/', 'fly volumes create', 'costs'],
    ['opens to the internet', 'deploy/', 'fly deploy', 'opens'],
    ['cannot be undone', 'private/', 'fly ips release', 'irreversible'],
    ['cannot be undone, though it undoes', 'deploy/', 'fly volumes destroy', 'irreversible'],
  ] as const)('%s', async ([_, path, command, kind], { page, expect }) => {
    await page.goto(site + path);
    const block = page
      .locator(`.expressive-code:has(${term(`fly-command.${command.replaceAll(' ', '-')}`)})`)
      .first();
    const caution = block.locator(`.cautions .${kind}`).first();
    expect(await caution.count()).toBe(1);
    const isBefore = await caution.evaluate(
      (element) =>
        (element.closest('.expressive-code')?.querySelector('pre')?.compareDocumentPosition(element) ?? 0) &
        Node.DOCUMENT_POSITION_PRECEDING,
    );
    expect(isBefore).toBeGreaterThan(0);
  });

  test('and not where a flag makes it otherwise', async ({ page, expect }) => {
    await page.goto(`${site}private/`);
    const block = page
      .locator(`.expressive-code:has(${term('fly-command.fly-deploy')}):has(${term('fly-command.--config')})`)
      .first();
    expect(await block.locator('.opens').count()).toBe(0);
    expect(await block.locator('.costs').count()).toBe(1);
  });
});
