import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { home } from '../../support/program.ts';
import { copySite, write } from '../../support/project.ts';
import { test as ofPages } from '../page.ts';

const folder = join(home, '.cache/dev-tests');
const astro = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin/astro.mjs');
const overlay = 'vite-error-overlay';

let server: ChildProcess | undefined;
let address: string;

beforeAll(async () => {
  copySite(folder);
  changeOriginal('costs');
  // Under these two, Vite takes itself to be in a test, and watches nothing.
  const { VITEST: _, NODE_ENV: __, ...environment } = process.env;
  const child = spawn(process.execPath, [astro, 'dev', '--port', '0'], {
    cwd: folder,
    env: { ...environment, ASTRO_TELEMETRY_DISABLED: '1', BASE: '/', LC_ALL: 'it_IT.UTF-8' },
  });
  server = child;
  address = await new Promise((resolve, reject) => {
    let printed = '';
    const read = (chunk: Buffer) => {
      printed += chunk;
      const [url] = /http:\/\/localhost:\d+\//.exec(printed) ?? [];
      if (url !== undefined && printed.includes('watching for file changes')) resolve(url);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('close', () => reject(new Error(printed)));
  });
});

afterAll(() => {
  server?.kill();
});

/** Changes what the English page says, which its translation was confirmed against. */
function changeOriginal(slug: string): void {
  const file = join(folder, `content/docs/${slug}.mdx`);
  write(file, `${readFileSync(file, 'utf8')}\nOne sentence more.\n`);
}

const test = ofPages.extend('page', async ({ open, look }) => {
  const page = await open(look);
  // A page is made when it is first asked for.
  page.setDefaultTimeout(120_000);
  return page;
});

// One after another: what is wrong with a page stands in every page that is open.
describe('npm run dev', { concurrent: false }, () => {
  test('while a page is written, what is wrong with it stands in the browser at its place, and goes when it is mended', async ({
    page,
    expect,
  }) => {
    const file = join(folder, 'content/docs/it/access.mdx');
    const right = readFileSync(file, 'utf8');
    const line = right.split('\n').findIndex((text) => text.includes('fly apps open')) + 1;
    await page.goto(`${address}it/access/`);
    expect(await page.locator(overlay).count()).toBe(0);

    write(file, right.replace('fly apps open', 'fly apps opne'));
    await page.locator(overlay).waitFor({ state: 'attached' });
    await expect
      .poll(() => page.locator(overlay).evaluate((element) => element.shadowRoot?.textContent))
      .toContain(`it/access.mdx:${line}:10`);
    const text = await page.locator(overlay).evaluate((element) => element.shadowRoot?.textContent);
    expect(text).toContain('fly-command/unknown-command');
    // The frame, and the sentence in the language of whoever writes.
    expect(text).toMatch(/│ fly apps opne .*\n\s*│\s+\^{4}\n/);
    expect(text).toContain('non ha un comando');

    // It is there for who comes later, too.
    await page.reload();
    await page.locator(overlay).waitFor({ state: 'attached' });

    write(file, right);
    await page.locator(overlay).waitFor({ state: 'detached' });
  });

  test('a translation whose original has changed says so above the page, and leads there', async ({
    page,
    expect,
  }) => {
    const notice = page.locator('.stale');
    await page.goto(`${address}it/costs/`);
    await notice.waitFor();
    expect(await notice.textContent()).toContain('La pagina inglese è cambiata');
    await notice.locator('a').click();
    await page.waitForURL(`${address}costs/`);
    await page.locator('h1#_top').waitFor();
    expect(await notice.count()).toBe(0);
    await page.goto(`${address}it/updates/`);
    await page.locator('h1#_top').waitFor();
    expect(await notice.count()).toBe(0);
  });

  test('what is pasted is checked, as on the built page', async ({ page, expect }) => {
    await page.goto(`${address}it/check/`);
    // Vite comes upon the worker's packages when it is first used, and then loads the page anew.
    await expect
      .poll(
        async () => {
          await page.locator('guide-check textarea').fill('app = 1\n');
          return page.locator('guide-check .findings').textContent();
        },
        { interval: 1000 },
      )
      .toContain('fly-toml/type');
  });
});
