import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/rules/catalogue.ts';
import { languages, speak } from '../../src/words.ts';

const src = join(import.meta.dirname, '../../src');
const code = ['diagnostics', 'formats', 'guide', 'rules', 'runbook']
  .flatMap((room) =>
    readdirSync(join(src, room), { recursive: true, encoding: 'utf8' }).map((file) => join(src, room, file)),
  )
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

describe('the catalogue of rules', () => {
  const listed = catalogue.map((rule) => rule.code);

  test('holds every code once', () => {
    expect(listed.filter((one, index) => listed.indexOf(one) !== index)).toEqual([]);
  });

  test('holds every code that anything can report', () => {
    const reported = [...code.matchAll(/\bcode: '([a-z0-9-]+\/[a-z0-9-]+)'/g)].map(([, one = '']) => one);
    expect(reported.length).toBeGreaterThan(50);
    expect([...new Set(reported)].filter((one) => !listed.includes(one))).toEqual([]);
  });

  test.each(languages)('says in %s what each rule finds, in a line, and why it matters', (language) => {
    const say = speak(language);
    for (const { summary, explain } of catalogue) {
      expect(say(summary)).not.toMatch(/\n|^$/);
      expect(say(explain).length).toBeGreaterThan(say(summary).length / 2);
    }
  });
});
