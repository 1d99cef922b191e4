import { expect, test } from 'vitest';
import { bestSections } from '../../../src/site/browser/ranking.ts';

/** A section with words found in it, each as good as its score. */
const section = (url: string, ...scores: number[]) => ({
  url,
  locations: scores.map((_, index) => index),
  weighted_locations: scores.map((balanced_score) => ({ balanced_score })),
});
const urls = (sections: { url: string }[]) => sections.map(({ url }) => url);

test('the section that fits best comes first, however often a longer one has the words', () => {
  const long = section('/p/#long', ...Array.from({ length: 40 }, () => 1));
  const sections = [long, section('/p/#fits', 90), section('/p/#near', 50, 5)];
  expect(urls(bestSections(sections, '/p/'))).toEqual(['/p/#fits', '/p/#near', '/p/#long']);
});

test('three are shown, after the page itself where words were found at its beginning', () => {
  const sections = ['#a', '#b', '#c', '#d'].map((id, index) => section(`/p/${id}`, index));
  expect(urls(bestSections([section('/p/', 0), ...sections], '/p/'))).toEqual([
    '/p/',
    '/p/#d',
    '/p/#c',
    '/p/#b',
  ]);
  expect(urls(bestSections(sections, '/p/'))).toEqual(['/p/#d', '/p/#c', '/p/#b']);
  expect(bestSections([], '/p/')).toEqual([]);
});
