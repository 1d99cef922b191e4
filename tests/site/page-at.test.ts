import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { readPage } from '../../src/guide/page.ts';
import { pageAt } from '../../src/site/page-at.ts';

const pages = ['docs/index.mdx', 'docs/it/index.mdx', 'docs/content/index.mdx'].map(
  (file) => readPage({ file, language: 'en', slug: '' }, '').page,
);

test.each([
  ['/home/me/guide/content/docs/index.mdx', 'docs/index.mdx'],
  ['/home/me/guide/content/docs/it/index.mdx', 'docs/it/index.mdx'],
  ['/srv/content/guide/content/docs/index.mdx', 'docs/index.mdx'],
  ['/home/me/guide/content/docs/content/index.mdx', 'docs/content/index.mdx'],
  ['C:\\guide\\content\\docs\\it\\index.mdx', 'docs/it/index.mdx'],
  ['/home/me/guide/src/docs/index.mdx', undefined],
  ['/home/me/guide/content/docs/other.mdx', undefined],
  [undefined, undefined],
])('at %s stands %s', (place, file) => {
  expect(pageAt({ pages }, place)?.file).toBe(file);
});

test('a file can be named by its address', () => {
  expect(pageAt({ pages }, pathToFileURL('/a b/content/docs/index.mdx'))?.file).toBe('docs/index.mdx');
});
