import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { makePlain, readPages } from '../../bench/site/plain.ts';
import { weigh } from '../../bench/site/weight.ts';
import { openBrowser } from '../browser.ts';
import { pages } from '../guide.ts';

const home = join(import.meta.dirname, '../../..');
const built = join(home, '.cache/site-tests/root');
const plain = join(home, '.cache/site-tests/plain');
let browser: Browser;
beforeAll(async () => {
  makePlain(plain, readPages());
  const astro = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin/astro.mjs');
  const { status, stderr } = spawnSync(process.execPath, [astro, 'build', '--silent'], {
    cwd: plain,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  browser = await openBrowser();
}, 180_000);
afterAll(() => browser.close());

describe.each(pages)('$path', ({ path }) => {
  const file = `${path.slice(1)}index.html`;

  test('has at most 8 kB of script and 9 kB of styles beyond what Starlight ships', () => {
    const ours = weigh(built, file);
    const theirs = weigh(join(plain, 'dist'), file);
    expect(ours.scripts - theirs.scripts).toBeLessThanOrEqual(8000);
    expect(ours.styles - theirs.styles).toBeLessThanOrEqual(9000);
    expect(ours.html).toBeLessThanOrEqual(90_000);
  });

  test('comes in few requests, and nothing moves once it is there', async () => {
    const page = await browser.newPage({ viewport: { width: 375, height: 800 } });
    let requests = 0;
    page.on('request', () => {
      requests += 1;
    });
    await page.goto(inject('atRoot') + path.slice(1), { waitUntil: 'networkidle' });
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let total = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) total += (entry as unknown as { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(total), 100);
        }),
    );
    expect(shift).toBeLessThan(0.001);
    expect(requests).toBeLessThanOrEqual(10);
    await page.close();
  });
});
