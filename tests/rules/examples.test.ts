import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/rules/catalogue.ts';
import { checkGuide } from '../../src/rules/check-guide.ts';
import { exampleFolder } from '../support/example.ts';

/** A rule on the version that a snippet is checked against, and not on any text. */
const withoutText = ['openclaw/version'];

test('every rule has an example of wrong and right', () => {
  const bare = catalogue.filter(({ examples = [] }) => examples.length === 0).map(({ code }) => code);
  expect(bare).toEqual(withoutText);
});

/** What is about a guide as a whole; the others are proven beside their formats, their deployment or their files. */
const ofGuides = /^(?:annotation|data|fence|glossary|heading|link|meaning|page|parity|runbook|variable)\//;

describe('the examples of what has to hold in a guide', () => {
  const examples = catalogue
    .filter(({ code }) => ofGuides.test(code))
    .flatMap(({ code, severity, examples = [] }) =>
      examples.map((example) => ({ code, severity, ...example })),
    );

  /** Returns the findings of a guide; that a translation was never confirmed is no matter here. */
  const found = (text: string, code: string) =>
    checkGuide(exampleFolder(text))
      .diagnostics.filter((one) => one.code === code || one.code !== 'parity/stale')
      .map((one) => `${one.severity} ${one.code}`);

  test.each(examples)('$code finds $wrong', ({ code, severity, wrong }) => {
    expect(found(wrong, code)).toEqual([`${severity} ${code}`]);
  });

  test.each(examples)('$code leaves $right alone', ({ code, right }) => {
    expect(found(right, code)).toEqual([]);
  });
});
