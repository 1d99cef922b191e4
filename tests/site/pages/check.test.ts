import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, inject } from 'vitest';
import { test as ofPages } from '../page.ts';

const site = inject('atRoot');

const test = ofPages
  .extend(
    'findings',
    ({ page }) =>
      () =>
        page.locator('guide-check .findings > li'),
  )
  .extend(
    'text',
    ({ page }) =>
      () =>
        page.locator('guide-check textarea'),
  )
  .extend(
    'told',
    ({ page }) =>
      () =>
        page.locator('guide-check .found').textContent(),
  )
  .extend(
    'choose',
    ({ page }) =>
      () =>
        page.locator('starlight-lang-select select').first(),
  )
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one takes
  .extend('folder', ({}, { onCleanup }) => {
    const outer = mkdtempSync(join(tmpdir(), 'check-'));
    onCleanup(() => rmSync(outer, { recursive: true }));
    const folder = join(outer, '.own');
    mkdirSync(folder);
    return folder;
  });

const broken =
  '[http_service]\n  internal_port = "3000"\n\n[[vm]]\n  size = "shared-cpu-2x"\n  memori = "2048mb"\n';

test('a broken file is found out as it is typed, and its fix can be applied', async ({
  page,
  findings,
  text,
  expect,
}) => {
  await page.goto(`${site}check/`);
  await text().fill(broken);
  await findings().filter({ hasText: 'memori' }).first().waitFor();
  const port = findings().filter({ hasText: 'internal_port' }).first();
  expect(await port.locator('pre').textContent()).toContain('2 │   internal_port = "3000"');
  await page.locator('[data-action=fix]').click();
  await expect.poll(() => text().inputValue()).toContain('internal_port = 3000');
});

test('it speaks the language of the page', async ({ page, text, expect }) => {
  await page.goto(`${site}it/check/`);
  await text().fill(broken);
  await expect
    .poll(() => page.locator('guide-check .found').textContent())
    .toMatch(/^fly\.toml: \d+ problemi?/);
});

describe('an example', () => {
  test.for([
    ['', 'fly-toml', 'fly.toml', 'primary_regoin'],
    ['', 'openclaw-config', 'openclaw.json', 'agents.list'],
    ['', 'shell', 'shell commands', '--regoin'],
    ['it/', 'fly-toml', 'fly.toml', 'primary_regoin'],
    ['it/', 'openclaw-config', 'openclaw.json', 'agents.list'],
    ['it/', 'shell', 'comandi di shell', '--regoin'],
  ] as const)(
    'of /%s: %s has a mistake, and a fix for it',
    async ([language, kind, name, mistake], { page, findings, text, expect }) => {
      await page.goto(`${site}${language}check/`);
      await page.getByRole('button', { name, exact: true }).click();
      const finding = findings().filter({ hasText: mistake }).first();
      await finding.waitFor();
      expect(await page.locator('select[name=kind]').inputValue()).toBe(kind);
      const before = await text().inputValue();
      await finding.locator('div button').first().click();
      await expect.poll(() => text().inputValue()).not.toBe(before);
      await expect.poll(() => findings().filter({ hasText: mistake }).count()).toBe(0);
    },
  );

  test('gives back what stood there before', async ({ page, text, expect }) => {
    await page.goto(`${site}check/`);
    await text().fill(broken);
    await page.getByRole('button', { name: 'shell commands' }).click();
    await expect.poll(() => text().inputValue()).toContain('--regoin');
    await text().press('Control+z');
    expect(await text().inputValue()).toBe(broken);
  });
});

describe('a fix can be undone by the keyboard, and done again', () => {
  test.for([
    ['one', '.findings > li:has-text("internal_port") div button'],
    ['all at once', '[data-action=fix]'],
  ] as const)('%s', async ([_, mend], { page, findings, text, expect }) => {
    await page.goto(`${site}check/`);
    await text().fill(broken);
    await page.locator(`guide-check ${mend}`).first().click();
    await expect.poll(() => text().inputValue()).toContain('internal_port = 3000');
    const mended = await text().inputValue();
    await text().press('Control+z');
    expect(await text().inputValue()).toBe(broken);
    await findings().filter({ hasText: 'internal_port' }).first().waitFor();
    await text().press('Control+Shift+z');
    expect(await text().inputValue()).toBe(mended);
  });
});

test('an openclaw.json is held against the version that is chosen', async ({
  page,
  findings,
  text,
  expect,
}) => {
  await page.goto(`${site}check/`);
  await text().fill(
    '{ "channels": { "discord": { "guilds": { "1": { "channels": { "general": { "allow": true } } } } } } }',
  );
  await findings().filter({ hasText: 'allow' }).first().waitFor();
  await page.locator('select[name=openclaw]').selectOption('2026.1.29');
  await expect.poll(() => findings().filter({ hasText: 'openclaw/unknown-key' }).count()).toBe(0);
});

test('a link carries a snippet, which stays on this side of the network', async ({
  page,
  findings,
  expect,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')));
  await page.goto(`${site}check/#${new URLSearchParams({ kind: 'fly-toml', text: broken })}`);
  await findings().first().waitFor();
  expect(asked.join('\n').split('#')[0]).not.toContain('memori');
  for (const url of asked) expect(new URL(url.split('#')[0] ?? '').host).toBe(new URL(site).host);
});

test('what is pasted is text, never markup', async ({ page, findings, text, expect }) => {
  await page.goto(`${site}check/`);
  await text().fill('[<img src=x onerror=alert(1)>]\n"<img src=x onerror=alert(1)>" = 1\n');
  await page.locator('select[name=kind]').selectOption('fly-toml');
  await findings().first().waitFor();
  expect(await page.locator('guide-check img').count()).toBe(0);
});

test('a megabyte is checked beside the page, one job at a time, while it is being typed in', async ({
  page,
  findings,
  text,
  expect,
}) => {
  await page.clock.install();
  await page.addInitScript(() => {
    const count = { sent: 0, answered: 0, most: 0 };
    Object.assign(window, { count });
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', () => {
          count.answered += 1;
        });
      }
      override postMessage(message: unknown): void {
        count.sent += 1;
        count.most = Math.max(count.most, count.sent - count.answered);
        super.postMessage(message);
      }
    };
  });
  await page.goto(`${site}check/`);
  const names = Array.from({ length: 40_000 }, (_, index) => `  A_LONG_NAME_${index} = "value"`);
  await text().evaluate(
    (area: HTMLTextAreaElement, value) => {
      area.value = value;
      area.focus();
      area.dispatchEvent(new Event('input'));
    },
    `app = "x"\n[env]\n${names.join('\n')}\n`,
  );
  await page.keyboard.press('Control+End');
  for (const key of '[oops') {
    await page.keyboard.type(key);
    // As long as it takes until what was typed is to be checked.
    await page.clock.runFor(1000);
  }
  await findings().filter({ hasText: '[oops' }).first().waitFor();
  const { sent, most } = await page.evaluate(
    () => (window as unknown as { count: { sent: number; most: number } }).count,
  );
  expect(sent).toBeGreaterThan(1);
  expect(most).toBe(1);
});

test('what was read of a finding stays open while something else is typed', async ({
  page,
  findings,
  text,
  expect,
}) => {
  await page.goto(`${site}check/`);
  await text().fill(broken);
  const why = findings().filter({ hasText: 'internal_port' }).first().locator('details');
  await why.locator('summary').click();
  await why.locator('p').waitFor();
  await text().fill(`${broken}  cpus = "many"\n`);
  await findings().filter({ hasText: 'many' }).first().waitFor();
  expect(await why.locator('p').isVisible()).toBe(true);
});

test('a mend that is applied leaves the keyboard at the count, which says what the text was taken for', async ({
  page,
  findings,
  text,
  expect,
}) => {
  await page.goto(`${site}it/check/`);
  await text().fill(broken);
  const mend = findings().filter({ hasText: 'internal_port' }).first().locator('div button').first();
  await mend.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => text().inputValue()).toContain('internal_port = 3000');
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('found');
  await expect
    .poll(() => page.locator('guide-check .found').textContent())
    .toMatch(/^fly\.toml: \d+ problem/);
});

test('a link that is followed on the page itself is taken too, and a text too long for one says so', async ({
  page,
  text,
  told,
  clipboard,
  expect,
}) => {
  await page.goto(`${site}check/`);
  await text().fill(broken);
  const link = new URL(await clipboard.after(() => page.locator('[data-action=link]').click()));
  await expect.poll(told).toBe('Link copied');
  await text().fill(`# ${'long '.repeat(4000)}`);
  await page.locator('[data-action=link]').click();
  await expect.poll(told).toMatch(/too long/);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, link.hash);
  await expect.poll(() => text().inputValue()).toBe(broken);
});

test('a secret is found, and goes into no link', async ({ page, text, told, clipboard, expect }) => {
  await page.goto(`${site}check/`);
  await page.evaluate(() => navigator.clipboard.writeText('nothing'));
  await text().fill('export OPENCLAW_GATEWAY_TOKEN="9f8e7d6c5b4a39281706f5e4d3c2b1a0"\n');
  await page.locator('guide-check .findings summary').first().waitFor();
  expect(await page.locator('guide-check .findings').textContent()).toContain('secret/literal');
  await page.locator('[data-action=link]').click();
  await expect.poll(told).toMatch(/secret/);
  expect(await clipboard.read()).toBe('nothing');
});

test('a folder is checked as one deployment: each file, and what has to hold between them', async ({
  page,
  findings,
  folder,
  expect,
}) => {
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules/fly.toml'), 'broken');
  writeFileSync(join(folder, 'notes.txt'), 'not for the check');
  writeFileSync(
    join(folder, 'fly.toml'),
    'app = "claw"\nprimary_region = "iad"\n\n[http_service]\n  internal_port = 3000\n\n[processes]\n  app = "node dist/index.js gateway --port 4000 --bind lan"\n',
  );
  writeFileSync(join(folder, 'openclaw.json'), '{ "gatewai": {} }');
  await page.goto(`${site}check/`);
  await page.locator('input[webkitdirectory]').setInputFiles(folder);
  const select = page.locator('select[name=file]');
  await expect.poll(() => select.locator('option').count()).toBe(2);
  await findings().filter({ hasText: 'deployment/' }).first().waitFor();
  await expect
    .poll(() => select.locator('option').allTextContents())
    .toContainEqual(expect.stringMatching(/openclaw\.json \(2\)$/));
  await select.selectOption({
    index: (await select.locator('option').allTextContents()).findIndex((name) => name.includes('openclaw')),
  });
  await findings().filter({ hasText: 'gatewai' }).first().waitFor();
});

describe('a check that fails says so, and the next text is checked by a new worker', () => {
  test.for([
    ['', 'its worker cannot be had', 'worker-*.js', /could not be checked/],
    ['', 'a part of its worker cannot be had', 'check-*.js', /could not be checked/],
    ['it/', 'a part of its worker cannot be had', 'check-*.js', /non è stato possibile/i],
  ] as const)('/%s: %s', async ([language, _, parts, words], { page, findings, text, told, expect }) => {
    await page.goto(`${site}${language}check/`);
    const files = `**/_astro/${parts}`;
    await page.route(files, (route) => route.abort());
    await text().fill(broken);
    await expect.poll(told).toMatch(words);
    expect(await findings().count()).toBe(0);
    await page.unroute(files);
    await text().fill(`${broken}\n`);
    await findings().filter({ hasText: 'memori' }).first().waitFor();
  });

  test('nothing that was found before stands beside a text that was not checked', async ({
    page,
    findings,
    text,
    told,
    expect,
  }) => {
    await page.goto(`${site}check/`);
    await text().fill(broken);
    await findings().filter({ hasText: 'memori' }).first().waitFor();
    await page.route('**/_astro/**', (route) => route.abort());
    await page.locator('select[name=kind]').selectOption('openclaw-config');
    await expect.poll(told).toMatch(/could not be checked/);
    expect(await findings().count()).toBe(0);
    expect(await page.locator('[data-action=fix]').isVisible()).toBe(false);
  });
});

describe('of what is opened', () => {
  test('a folder may have a name that begins with a dot', async ({ page, folder, expect }) => {
    mkdirSync(join(folder, '.inner'));
    writeFileSync(join(folder, '.inner/fly.toml'), 'broken');
    writeFileSync(join(folder, 'openclaw.json'), '{ "gatewai": {} }');
    mkdirSync(join(folder, 'agents'));
    writeFileSync(join(folder, 'agents/auth.json'), '{ "key": "mine alone" }');
    await page.goto(`${site}check/`);
    await page.locator('input[webkitdirectory]').setInputFiles(folder);
    await expect
      .poll(async () => (await page.locator('select[name=file] option').allTextContents()).sort())
      .toEqual(['.own/agents/auth.json', '.own/openclaw.json'].map((name) => expect.stringContaining(name)));
  });

  test("what is named in full is shown before another program's file", async ({
    page,
    text,
    folder,
    expect,
  }) => {
    writeFileSync(join(folder, 'auth.json'), '{ "key": "mine alone" }');
    writeFileSync(join(folder, 'openclaw.json'), '{ "gatewai": {} }');
    await page.goto(`${site}check/`);
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(['auth.json', 'openclaw.json'].map((name) => join(folder, name)));
    await expect.poll(() => text().inputValue()).toContain('gatewai');
  });

  test.for([
    ['', /can be checked/],
    ['it/', /controllare/],
  ] as const)(
    '/%s: no file that nothing here can check comes into sight, and the page says so',
    async ([language, words], { page, text, told, folder, expect }) => {
      writeFileSync(join(folder, 'credentials'), 'mine alone');
      writeFileSync(join(folder, 'notes.txt'), 'mine alone');
      await page.goto(`${site}${language}check/`);
      await page.locator('input[webkitdirectory]').setInputFiles(folder);
      await expect.poll(told).toMatch(words);
      expect(await text().inputValue()).toBe('');
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles(['credentials', 'notes.txt'].map((name) => join(folder, name)));
      expect(await text().inputValue()).toBe('');
      await page.locator('input[type=file]').first().setInputFiles(join(folder, 'notes.txt'));
      await expect.poll(() => text().inputValue()).toBe('mine alone');
    },
  );

  test('a file of more than 2 MB is named and left shut, and the others are checked', async ({
    page,
    findings,
    text,
    told,
    folder,
    expect,
  }) => {
    writeFileSync(join(folder, 'fly.large.toml'), '#'.repeat(2_000_001));
    writeFileSync(join(folder, 'fly.toml'), broken);
    const files = page.locator('input[type=file]').first();
    await page.goto(`${site}check/`);
    await files.setInputFiles(join(folder, 'fly.large.toml'));
    await expect.poll(told).toMatch(/2 MB: fly\.large\.toml/);
    expect(await text().inputValue()).toBe('');
    await text().fill('app = "x"\n');
    await expect.poll(told).toBe('fly.toml: No problems found.');
    await files.setInputFiles(['fly.large.toml', 'fly.toml'].map((name) => join(folder, name)));
    await findings().filter({ hasText: 'memori' }).first().waitFor();
    expect(await told()).toMatch(/problems.*2 MB: fly\.large\.toml/);
  });
});

test('a fix is not applied to a text that it was not made for', async ({ page, findings, text, expect }) => {
  await page.goto(`${site}check/`);
  await text().fill(broken);
  await findings().filter({ hasText: 'internal_port' }).first().waitFor();
  const after = await page.evaluate(() => {
    const area = document.querySelector<HTMLTextAreaElement>('guide-check textarea');
    if (area === null) throw new Error('There is no text.');
    area.value = `app = "x"\n${area.value}`;
    area.dispatchEvent(new Event('input'));
    document.querySelector<HTMLElement>('[data-action=fix]')?.click();
    document.querySelector<HTMLElement>('guide-check .findings div button')?.click();
    return area.value;
  });
  expect(after).toBe(`app = "x"\n${broken}`);
  await page.locator('[data-action=fix]').click();
  await expect.poll(() => text().inputValue()).toContain('app = "x"');
});

test('a file that was mended on the disk can be opened again', async ({ page, text, folder, expect }) => {
  writeFileSync(join(folder, 'fly.toml'), broken);
  await page.goto(`${site}check/`);
  for (const files of await page.locator('guide-check input[type=file]').all()) {
    const isFolder = (await files.getAttribute('webkitdirectory')) !== null;
    await files.setInputFiles(isFolder ? folder : join(folder, 'fly.toml'));
    await expect.poll(() => text().inputValue()).toBe(broken);
    // A browser tells of a choice only where it differs from what the input holds.
    expect(await files.inputValue()).toBe('');
    await text().fill('');
  }
});

describe("a file's name goes with its text", () => {
  const config = '{ "gatewai": {} }';

  test.beforeEach(async ({ page, told, expect }) => {
    await page.goto(`${site}check/`);
    await page
      .locator('guide-check input[type=file]')
      .first()
      .setInputFiles({ name: 'fly.toml', mimeType: 'text/plain', buffer: Buffer.from(broken) });
    await expect.poll(told).toMatch(/^fly\.toml/);
  });

  test('where the field is cleared', async ({ text, told, expect }) => {
    await text().press('Control+a');
    await text().press('Delete');
    await text().pressSequentially(config);
    await expect.poll(told).toMatch(/^openclaw\.json/);
  });

  test('where another text is pasted over all of it', async ({ page, text, told, expect }) => {
    await text().press('Control+a');
    await page.keyboard.insertText(config);
    await expect.poll(told).toMatch(/^openclaw\.json/);
  });

  test('where a link brings a text', async ({ page, told, expect }) => {
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      String(new URLSearchParams({ text: config })),
    );
    await expect.poll(told).toMatch(/^openclaw\.json/);
  });

  test('and stays while it is worked on', async ({ page, findings, text, told, expect }) => {
    await text().press('Control+a');
    await text().press('ArrowLeft');
    await page.keyboard.insertText('{\n');
    await findings().filter({ hasText: '{' }).first().waitFor();
    expect(await told()).toMatch(/^fly\.toml/);
  });
});

test('a link does its work once: its text leaves the address, and does not come back over what is typed since', async ({
  page,
  findings,
  text,
  expect,
}) => {
  await page.goto(`${site}check/#${new URLSearchParams({ kind: 'fly-toml', text: broken })}`);
  await findings().first().waitFor();
  expect(page.url()).toBe(`${site}check/`);
  expect(await text().inputValue()).toBe(broken);
  await text().fill('app = "typed-since"\n');
  await page.reload();
  expect(await text().inputValue()).not.toBe(broken);
});

test('a fragment that is not a text stays in the address', async ({ page, findings, text, expect }) => {
  await page.goto(`${site}check/#_top`);
  await text().fill(broken);
  await findings().first().waitFor();
  expect(page.url()).toBe(`${site}check/#_top`);
});

test('where the clipboard cannot be written, the address bar holds the link until the text is changed', async ({
  page,
  findings,
  text,
  told,
  expect,
}) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.goto(`${site}check/`);
  await text().fill(broken);
  await findings().first().waitFor();
  await page.locator('[data-action=link]').click();
  await expect.poll(told).toMatch(/address bar/);
  expect(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('text')).toBe(broken);
  await text().fill(`${broken}\n`);
  await expect.poll(() => page.url()).toBe(`${site}check/`);
});

test('what is said of a link gives way to what was found', async ({ page, text, told, expect }) => {
  await page.clock.install();
  await page.goto(`${site}check/`);
  const fine = `app = "x"\n# ${'long '.repeat(4000)}\n`;
  await text().fill(fine);
  await page.clock.runFor(1000);
  const found = page.locator('guide-check .found');
  await expect.poll(told).toMatch(/No problems/);
  await page.locator('[data-action=link]').click();
  expect(await told()).toMatch(/too long/);
  expect(await found.getAttribute('class')).not.toContain('fine');
  await page.clock.runFor(20_000);
  expect(await told()).toMatch(/No problems/);
  expect(await found.getAttribute('class')).toContain('fine');
});

test('an explanation that could not be had says so, and is asked for again', async ({
  page,
  findings,
  text,
  expect,
}) => {
  await page.goto(`${site}check/`);
  await page.route('**/rules.json', (route) => route.abort());
  await text().fill(broken);
  const why = findings().filter({ hasText: 'internal_port' }).first().locator('details');
  await why.locator('summary').click();
  await why.locator('p', { hasText: 'could not be loaded' }).waitFor();
  await page.unroute('**/rules.json');
  await why.locator('summary').click();
  await why.locator('summary').click();
  await expect
    .poll(() => why.locator('p').allTextContents())
    .not.toContainEqual(expect.stringMatching(/could not be loaded/));
  expect(await why.locator('p').count()).toBe(1);
  expect((await why.locator('p').textContent())?.length).toBeGreaterThan(20);
});

test('files that are dragged over it are taken, and text is left to the browser', async ({
  page,
  text,
  expect,
}) => {
  await page.goto(`${site}check/`);
  const taken = await text().evaluate((area) => {
    const file = new DataTransfer();
    file.items.add(new File(['app = "x"\n'], 'fly.toml'));
    const words = new DataTransfer();
    words.setData('text/plain', 'app = "x"\n');
    return [file, words].map((dataTransfer) =>
      ['dragover', 'drop'].map(
        (name) => !area.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true })),
      ),
    );
  });
  expect(taken).toEqual([
    [true, true],
    [false, false],
  ]);
});

describe('in the other language the text goes on', () => {
  test('by the switch', async ({ page, findings, text, choose, expect }) => {
    await page.goto(`${site}check/`);
    await text().fill(broken);
    await page.locator('select[name=kind]').selectOption('fly-toml');
    await Promise.all([page.waitForURL(`${site}it/check/**`), choose().selectOption({ label: 'Italiano' })]);
    await findings().filter({ hasText: 'memori' }).first().waitFor();
    expect(await text().inputValue()).toBe(broken);
    expect(await page.locator('select[name=kind]').inputValue()).toBe('fly-toml');
    expect(page.url()).toBe(`${site}it/check/`);
  });

  test('by the offer', async ({ open, expect }) => {
    const own = await open({ locale: 'it-IT' });
    await own.goto(`${site}check/`);
    await own.locator('guide-check textarea').fill(broken);
    await Promise.all([own.waitForURL(`${site}it/check/**`), own.locator('language-offer a').click()]);
    await expect.poll(() => own.locator('guide-check textarea').inputValue()).toBe(broken);
  });

  test('but no secret goes into an address', async ({ page, text, choose, expect }) => {
    await page.goto(`${site}check/`);
    await text().fill('export OPENCLAW_GATEWAY_TOKEN="9f8e7d6c5b4a39281706f5e4d3c2b1a0"\n');
    const seen: string[] = [];
    page.on('framenavigated', (frame) => seen.push(frame.url()));
    await Promise.all([page.waitForURL(`${site}it/check/`), choose().selectOption({ label: 'Italiano' })]);
    expect(seen.join()).not.toContain('9f8e7d6c');
    expect(await text().inputValue()).toBe('');
  });
});
