import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGuide } from '../../../src/guide/guide.ts';
import type { Page } from '../../../src/guide/page.ts';
import { ills } from '../../../src/rehearsal/faults/ills.ts';
import { faultWords } from '../../../src/rehearsal/faults/words.ts';
import { faultNames } from '../../../src/rehearsal/index.ts';

const { guide } = readGuide(join(import.meta.dirname, '../../../content'));
const pages = guide.pages.filter(({ slug }) => slug === 'troubleshooting');

/** The troubles of a page: headings of the third level, each with the symptom that tells whether it is present. */
function troubles({ headings, fences }: Page): [section: string, symptom: string | undefined][] {
  return headings
    .filter(({ depth }) => depth === 3)
    .map(({ id = '' }) => [
      id,
      fences.find(({ section, annotations }) => section === id && annotations.symptom)?.annotations.symptom,
    ]);
}

test('there are troubles, in every language', () => {
  expect(pages.map(({ language }) => language).sort()).toEqual(guide.languages);
  for (const page of pages) expect(troubles(page).length).toBeGreaterThan(15);
});

test.each(pages.flatMap((page) => troubles(page).map((one) => [page.language, ...one] as const)))(
  '%s: a fault makes a world ill as in #%s',
  (_, __, symptom) => {
    expect(faultNames).toContain(symptom);
  },
);

test('every way to be ill is told of on a page', () => {
  const told = new Set(pages.flatMap((page) => troubles(page).map(([, symptom]) => symptom)));
  const sections = guide.pages.flatMap(({ headings }) => headings.map(({ id }) => id));
  expect(Object.keys(ills).filter((name) => !told.has(name) && !sections.includes(name))).toEqual([]);
});

test('whoever asks is told what each fault does', () => {
  expect(Object.keys(faultWords).sort()).toEqual(faultNames);
});
