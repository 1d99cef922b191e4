import { describe, inject } from 'vitest';
import { guide } from '../guide.ts';
import { test as ofPages } from '../page.ts';

const site = inject('atRoot');

const test = ofPages
  // The text of every place where a variable stands on the page.
  .extend(
    'places',
    ({ page }) =>
      (name: string) =>
        page
          .locator(`[data-var="${name}"]`)
          .evaluateAll((all) => all.map(({ textContent }) => textContent ?? '')),
  )
  .extend('fillIn', ({ page }) => async (name: string, value: string) => {
    await page.locator('.values').evaluate((panel) => panel.setAttribute('open', ''));
    await page.locator(`guide-values input[name="${name}"]`).fill(value);
  })
  .extend(
    'copied',
    ({ page, clipboard }) =>
      (button: string) =>
        clipboard.after(() => page.locator(button).first().click()),
  );

test('every place holds exactly its variable, as the guide has it', async ({ page, places, expect }) => {
  for (const path of ['deploy/', 'private/', 'it/troubleshooting/']) {
    await page.goto(site + path);
    for (const { name, default: value } of guide.variables.variables) {
      for (const text of await places(name)) expect([value, `<${name}>`]).toContain(text);
    }
  }
});

test('what is filled in once stands everywhere: in blocks, in prose, on other pages, in the other language', async ({
  page,
  places,
  fillIn,
  expect,
}) => {
  await page.goto(`${site}deploy/`);
  await fillIn('app', 'claw-home');
  expect(new Set(await places('app'))).toEqual(new Set(['claw-home']));
  await page.goto(`${site}it/private/`);
  expect((await places('app')).length).toBeGreaterThan(5);
  expect(new Set(await places('app'))).toEqual(new Set(['claw-home']));
});

test('it can be typed where it stands', async ({ page, places, expect }) => {
  await page.goto(`${site}deploy/`);
  const place = page.locator('.expressive-code [data-var="app"][role="textbox"]').first();
  await expect.poll(() => place.getAttribute('aria-label')).toContain('App name');
  await place.focus();
  await page.keyboard.type('typed-here');
  await page.keyboard.press('Enter');
  expect(new Set(await places('app'))).toEqual(new Set(['typed-here']));
});

test('it can be typed where it stands in a browser that knows no editing as plain text', async ({
  page,
  places,
  expect,
}) => {
  await page.addInitScript(() => {
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'contentEditable') ?? {};
    Object.defineProperty(HTMLElement.prototype, 'contentEditable', {
      get(this: HTMLElement) {
        const value: unknown = get?.call(this);
        return value === 'plaintext-only' ? 'inherit' : value;
      },
      set(this: HTMLElement, value: string) {
        if (value === 'plaintext-only') throw new DOMException('No such value.', 'SyntaxError');
        set?.call(this, value);
      },
    });
  });
  await page.goto(`${site}deploy/`);
  const place = page.locator('.expressive-code [data-var="app"][role="textbox"]').first();
  await place.scrollIntoViewIfNeeded();
  await expect.poll(() => place.getAttribute('contenteditable')).toBe('true');
  await place.fill('older-app');
  expect(new Set(await places('app'))).toEqual(new Set(['older-app']));
});

describe('the address of the Control UI', () => {
  test('follows the app name, until the reader has one of their own', async ({
    page,
    places,
    fillIn,
    copied,
    expect,
  }) => {
    await page.goto(`${site}deploy/`);
    expect(await places('origin')).toEqual(['https://my-openclaw.fly.dev']);
    await fillIn('app', 'claw-home');
    expect(await places('origin')).toEqual(['https://claw-home.fly.dev']);
    const field = page.locator('guide-values input[name="origin"]');
    expect(await field.inputValue()).toBe('https://claw-home.fly.dev');
    expect(await copied('guide-values [data-share]')).toBe(`${site}deploy/?app=claw-home`);

    await fillIn('origin', 'https://claw.example.com');
    await fillIn('app', 'claw-work');
    expect(await places('origin')).toEqual(['https://claw.example.com']);
    expect(await copied('.expressive-code:has(a[data-file="/files/openclaw.json"]) .copy button')).toContain(
      '"allowedOrigins": ["https://claw.example.com", ',
    );
    const lines = await page.locator('[data-runbook="deploy"] code[data-run]').allTextContents();
    expect(lines).toContain(
      'node runbook.mjs run deploy --var app=claw-work --var origin=https://claw.example.com',
    );

    await page.goto(`${site}it/troubleshooting/`);
    expect(new Set(await places('origin'))).toEqual(new Set(['https://claw.example.com']));
    await fillIn('origin', '');
    expect(new Set(await places('origin'))).toEqual(new Set(['https://claw-work.fly.dev']));
  });

  test('comes by a link', async ({ page, places, expect }) => {
    await page.goto(`${site}deploy/?origin=https%3A%2F%2Fclaw.example.com`);
    expect(await places('origin')).toEqual(['https://claw.example.com']);
  });
});

test.for([
  ['origin', 'https://claw.example.com/'],
  ['origin', 'http://claw.example.com'],
  ['origin', 'javascript:alert(1)'],
  ['app', 'No Capitals'],
  ['app', 'x"; rm -rf ~; "'],
  ['app', '<img src=x onerror=alert(1)>'],
  ['memory', '300'],
  ['memory', '8192'],
  ['region', 'nowhere'],
] as const)(
  '%s does not take «%s», and what stood there stays',
  async ([name, value], { page, places, fillIn, expect }) => {
    await page.goto(`${site}deploy/`);
    const before = await places(name);
    await fillIn(name, value);
    const input = page.locator(`guide-values input[name="${name}"]`);
    expect(await input.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('guide-values [role=status]').textContent()).not.toBe('');
    expect(await places(name)).toEqual(before);
    await input.blur();
    expect(await input.inputValue()).toBe(
      guide.variables.variables.find((each) => each.name === name)?.default,
    );
  },
);

describe('a link', () => {
  test('carries values', async ({ page, places, expect }) => {
    await page.goto(`${site}deploy/?app=from-a-link&memory=1024`);
    expect(new Set(await places('app'))).toEqual(new Set(['from-a-link']));
    expect(new Set(await places('memory'))).toEqual(new Set(['1024']));
  });

  test('says that it has brought values, and the reader’s own can be taken back', async ({
    page,
    places,
    fillIn,
    expect,
  }) => {
    await page.goto(`${site}deploy/`);
    await fillIn('app', 'my-own');
    await page.goto(`${site}deploy/?app=from-a-link`);
    expect(new Set(await places('app'))).toEqual(new Set(['from-a-link']));
    await page.locator('.from-link button').click();
    expect(new Set(await places('app'))).toEqual(new Set(['my-own']));
    expect(await page.locator('.from-link').isVisible()).toBe(false);
    await page.goto(`${site}private/`);
    expect(new Set(await places('app'))).toEqual(new Set(['my-own']));
  });

  test('to the values that a reader has already says nothing', async ({ page, fillIn, expect }) => {
    await page.goto(`${site}deploy/`);
    await fillIn('app', 'my-own');
    await page.goto(`${site}deploy/?app=my-own`);
    expect(await page.locator('.from-link').isVisible()).toBe(false);
  });

  test('carries no harm', async ({ page, places, expect }) => {
    const alarms: string[] = [];
    page.on('dialog', (dialog) => {
      alarms.push(dialog.message());
      void dialog.dismiss();
    });
    const hostile = encodeURIComponent('<img src=x onerror=alert(1)>');
    await page.goto(`${site}deploy/?app=${hostile}&region=${hostile}&__proto__=x&unknown=${hostile}`);
    expect(new Set(await places('app'))).toEqual(new Set(['my-openclaw']));
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(alarms).toEqual([]);
  });

  test('is made from what is filled in, and nothing else', async ({ page, fillIn, copied, expect }) => {
    await page.goto(`${site}deploy/`);
    await fillIn('app', 'claw-home');
    expect(await copied('guide-values [data-share]')).toBe(`${site}deploy/?app=claw-home`);
  });
});

test('what is typed on one page leaves what only another one asks for', async ({
  page,
  places,
  fillIn,
  expect,
}) => {
  await page.goto(`${site}troubleshooting/`);
  await fillIn('machine-id', '148e12ab34cd56');
  await page.goto(`${site}costs/`);
  await fillIn('app', 'claw-home');
  await page.goto(`${site}troubleshooting/`);
  expect(new Set(await places('machine-id'))).toEqual(new Set(['148e12ab34cd56']));
});

test('a file that cannot be had with the reader’s values says so, and is not the guide’s own', async ({
  page,
  fillIn,
  expect,
}) => {
  await page.goto(`${site}deploy/`);
  await fillIn('app', 'claw-home');
  await page.route('**/templates.json', (route) => route.abort());
  const link = page.locator('a[data-file="/files/fly.toml"]').last();
  await link.click();
  await expect.poll(() => link.textContent()).toBe('Not downloaded: there is no connection');
  await expect.poll(() => link.textContent()).toBe('Download');
});

test('one click resets', async ({ page, places, expect }) => {
  await page.goto(`${site}deploy/?app=claw-home`);
  await page.locator('.values summary').click();
  await page.locator('guide-values [data-reset]').click();
  expect(new Set(await places('app'))).toEqual(new Set(['my-openclaw']));
  await page.goto(`${site}access/`);
  expect(new Set(await places('app'))).toEqual(new Set(['my-openclaw']));
});

test('what is copied has the values, and neither prompt nor comment', async ({ page, copied, expect }) => {
  await page.goto(`${site}deploy/?app=claw-home`);
  const create = '.fence-step:has-text("fly apps create") .copy button';
  expect(await copied(create)).toBe('fly apps create claw-home -o personal');
});

test('a file is copied and downloaded to the byte, with the values', async ({ page, copied, expect }) => {
  const file = guide.pages
    .find(({ file }) => file === 'docs/deploy.mdx')
    ?.fences.find(({ annotations }) => annotations.file === 'fly.toml');
  const expected = file?.text.replaceAll('my-openclaw', 'claw-home') ?? '';
  await page.goto(`${site}deploy/?app=claw-home`);
  expect(`${await copied('.expressive-code:has(a[data-file="/files/fly.toml"]) .copy button')}\n`).toBe(
    expected,
  );

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.expressive-code a[data-file="/files/fly.toml"]').click(),
  ]);
  expect(download.suggestedFilename()).toBe('fly.toml');
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe(expected);
});

test('a runbook is run with the values that are not the guide’s own', async ({ page, expect }) => {
  await page.goto(`${site}deploy/?app=claw-home`);
  const lines = await page.locator('[data-runbook="deploy"] code[data-run]').allTextContents();
  expect(lines).toContain('node runbook.mjs run deploy --var app=claw-home');
});

test('steps that are ticked off stay so, in both languages', async ({ page, expect }) => {
  await page.goto(`${site}deploy/`);
  await page.locator('[data-runbook="deploy"] summary').click();
  await page.locator('[data-runbook="deploy"] input').nth(1).check();
  await page.goto(`${site}it/deploy/`);
  expect(await page.locator('[data-runbook="deploy"] .progress').textContent()).toMatch(/^1 di \d+/);
});

describe('no field asks for a secret', () => {
  test.for(['deploy/', 'private/', 'access/'])('/%s', async (path, { page, expect }) => {
    await page.goto(site + path);
    const names = await page
      .locator('main input')
      .evaluateAll((all) => all.map((input) => input.getAttribute('name')));
    for (const { name } of guide.variables.secrets) expect(names).not.toContain(name);
    expect(await page.locator('main input[type=password]').count()).toBe(0);
  });
});

test('with storage blocked the values hold for the page, and nothing breaks', async ({
  page,
  places,
  fillIn,
  expect,
}) => {
  await page.addInitScript(() => {
    for (const name of ['getItem', 'setItem'] as const) {
      const real = Storage.prototype[name];
      Storage.prototype[name] = function (this: Storage, key: string, value?: string) {
        if (/^(values|steps):/.test(key)) throw new DOMException('blocked', 'SecurityError');
        return (real as (key: string, value?: string) => string | null).call(this, key, value) as never;
      };
    }
  });
  await page.goto(`${site}deploy/`);
  await fillIn('app', 'claw-home');
  expect(new Set(await places('app'))).toEqual(new Set(['claw-home']));
});

test('without scripts the page is whole, and the panel is out of the way', async ({ open, expect }) => {
  const still = await open({ javaScriptEnabled: false });
  await still.goto(`${site}deploy/?app=claw-home`);
  expect(await still.locator('guide-values').isVisible()).toBe(false);
  expect(await still.locator('[data-var="app"]').first().textContent()).toBe('my-openclaw');
  const answer = await still.request.get(`${site}files/fly.toml`);
  expect(await answer.text()).toContain('app = "my-openclaw"');
});
