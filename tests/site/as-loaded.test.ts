import { expect, test } from 'vitest';
import { asLoaded } from '../../src/site/as-loaded.ts';

interface Resolving {
  resolveId: { filter: { id: RegExp }; handler(id: string, importer?: string): { id: string } | undefined };
}

const { resolveId } = asLoaded('/project/src', 'site') as unknown as Resolving;

test.each([
  ['../../guide/guide.ts', '/project/src/site/routes/a.astro', 'file:///project/src/guide/guide.ts'],
  ['../words.ts', '/project/src/site/content.ts', 'file:///project/src/words.ts'],
  ['../content.ts', '/project/src/site/routes/a.astro', undefined],
  ['./guide.ts', '/elsewhere/a.ts', undefined],
  ['./a.ts', '/project/src-other/b.ts', undefined],
])('%s from %s is taken from where it was loaded: %s', (id, importer, address) => {
  expect(resolveId.filter.id.test(id)).toBe(true);
  expect(resolveId.handler(id, importer)?.id).toBe(address);
});

test.each(['zod', '../a.css', '/src/a.ts', '../data.json'])('%s is none of its business', (id) => {
  expect(resolveId.filter.id.test(id)).toBe(false);
});
