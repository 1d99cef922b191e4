import { expect, test } from 'vitest';
import { withStylesFirst } from '../../src/site/styles-first.ts';

const own = '<link rel="stylesheet" href="/own.css">';
const late = '<link rel="stylesheet" href="/late.css">';

test.each([
  [
    'a stylesheet of the body comes last in the head',
    `<head>${own}</head><p>${late}<pre>`,
    `<head>${own}${late}</head><p><pre>`,
  ],
  ['once, however often it is linked', `<head></head>${late}${late}`, `<head>${late}</head>`],
  ['where there is none, nothing changes', `<head>${own}</head><p>`, `<head>${own}</head><p>`],
])('%s', (_, html, expected) => expect(withStylesFirst(html)).toBe(expected));
