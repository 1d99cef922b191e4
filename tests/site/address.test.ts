import { expect, test } from 'vitest';
import { addressOf, withBase } from '../../src/site/address.ts';

const homepage = 'https://guide.example/below/';

test.each([
  [{}, 'https://guide.example', '/below/'],
  [{ BASE: '/' }, 'https://guide.example', '/'],
  [{ BASE: 'x' }, 'https://guide.example', '/x/'],
  [{ BASE: '/x/y/' }, 'https://guide.example', '/x/y/'],
  [{ SITE: 'https://other.example' }, 'https://other.example', '/'],
  [{ SITE: 'https://other.example/', BASE: '/x' }, 'https://other.example', '/x/'],
  [{ SITE: '' }, 'https://guide.example', '/below/'],
])('with %o the site is at %s below %s', (env, site, base) => {
  expect(addressOf(env, homepage)).toEqual({ site, base });
});

test.each([
  ['/deploy/#logs', '/x/', '/x/deploy/#logs'],
  ['/', '/x/', '/x/'],
  ['/deploy/', '/', '/deploy/'],
  ['#logs', '/x/', '#logs'],
  ['../deploy/', '/x/', '../deploy/'],
  ['https://fly.io/docs/', '/x/', 'https://fly.io/docs/'],
  ['//cdn.example/', '/x/', '//cdn.example/'],
])('%s below %s is %s', (url, base, expected) => {
  expect(withBase(url, base)).toBe(expected);
});
