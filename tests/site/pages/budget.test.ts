import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe } from 'vitest';
import { makePlain, readPages } from '../../bench/site/plain.ts';
import { type Weight, weigh } from '../../bench/site/weight.ts';
import { buildOther, builds } from '../build.ts';
import { pages } from '../guide.ts';
import { phone, test, visit } from '../page.ts';

const fileOf = (path: string) => `${path.slice(1)}index.html`;

describe('a page has at most 8 kB of script and 9 kB of styles beyond what Starlight ships', () => {
  const theirs = new Map<string, Weight>();
  beforeAll(() => {
    const all = readPages();
    const how = readFileSync(join(import.meta.dirname, '../../bench/site/plain.ts'), 'utf8');
    const plain = buildOther('plain', [how, JSON.stringify([...all])], (folder) => makePlain(folder, all));
    for (const { path } of pages) theirs.set(path, weigh(plain, fileOf(path)));
  });

  test.for(pages)('$path', ({ path }, { expect }) => {
    const { scripts, styles } = theirs.get(path) ?? { scripts: 0, styles: 0 };
    const ours = weigh(builds.atRoot.root, fileOf(path));
    expect(scripts * styles).toBeGreaterThan(0);
    expect(ours.scripts - scripts).toBeLessThanOrEqual(8000);
    expect(ours.styles - styles).toBeLessThanOrEqual(9000);
    expect(ours.html).toBeLessThanOrEqual(90_000);
  });
});

describe('on a phone', () => {
  test.override('look', phone);

  test.for(pages)(
    '$path comes in few requests, and nothing moves once it is there',
    async ({ path }, { page, expect }) => {
      let requests = 0;
      page.on('request', () => {
        requests += 1;
      });
      await visit(page, path);
      const shift = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let total = 0;
            const observer = new PerformanceObserver((list) => {
              for (const entry of list.getEntriesByType('layout-shift'))
                total += (entry as unknown as { value: number }).value;
              // What moved before stands before this in the list.
              if (list.getEntriesByType('mark').length > 0) resolve(total);
            });
            observer.observe({ type: 'layout-shift', buffered: true });
            observer.observe({ type: 'mark' });
            performance.mark('all is there');
          }),
      );
      expect(shift).toBeLessThan(0.001);
      expect(requests).toBeLessThanOrEqual(10);
    },
  );
});
