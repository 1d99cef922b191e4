import { describe, expect, test } from 'vitest';
import { Redactor } from '../../../src/executor/secrets/redactor.ts';
import { randomFrom } from '../support/random.ts';

function hiding(...secrets: string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.hide(secret);
  return redactor;
}

const secret = 'p@ss "word"/+=é\\n-7';

describe('a secret is taken out', () => {
  test.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in JSON within JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['in a URL', encodeURIComponent(secret)],
    ['in a form', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['in base64', Buffer.from(secret).toString('base64').replace(/=+$/, '')],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
    ['in HTML', secret.replaceAll('"', '&quot;')],
  ])('%s', (_, form) => {
    expect(hiding(secret).clean(`<${form}>`)).toBe('<[secret]>');
  });

  test.each([0, 1, 2, 3, 4])('in the base64 of a longer text, %i bytes in', (before) => {
    const text = Buffer.from(`${'x'.repeat(before)}${secret}:and more`).toString('base64');
    expect(hiding(secret).clean(text)).toMatch(/^\w{0,6}\[secret\]/);
  });

  test('line by line where it has several', () => {
    const key = '-----BEGIN-----\nfirst-line-of-it\nsecond-line-of-it\n-----END-----';
    expect(hiding(key).clean('1: first-line-of-it\n2: second-line-of-it')).toBe('1: [secret]\n2: [secret]');
  });

  test('however its text is cut into pieces', () => {
    const random = randomFrom(7);
    const secrets = [secret, 'abcabcabd', 'abcabcabdabc', 'short7', 'line one of it\nline two of it'];
    const redactor = hiding(...secrets);
    const text = secrets
      .map((one, index) => `${index} abcabc ${one} abcab, ${Buffer.from(one).toString('base64')}`)
      .join(' | ');
    const whole = redactor.clean(text);
    for (let round = 0; round < 300; round++) {
      const stream = redactor.stream();
      let out = '';
      for (let at = 0; at < text.length; ) {
        const next = at + 1 + Math.floor(random() * 9);
        out += stream(text.slice(at, next));
        at = next;
      }
      out += stream(undefined);
      expect(out).toBe(whole);
    }
  });
});

describe('a short secret', () => {
  test.each([
    ['the code is ab12.', 'the code is [secret].'],
    ['cab123 and ab12_ and ab12', 'cab123 and ab12_ and [secret]'],
  ])('is taken out where it stands alone: %j', (text, clean) => {
    expect(hiding('ab12').clean(text)).toBe(clean);
  });

  test('does not blank out the screen', () => {
    const text = 'a man, a plan, a canal';
    expect(hiding('n').clean(text)).toBe(text);
    expect(hiding('').clean(text)).toBe(text);
    expect(hiding('  ').clean(text)).toBe(text);
  });
});

test('what is no secret comes through at once', () => {
  const stream = hiding(secret).stream();
  expect(stream('progress 10% ')).toBe('progress 10% ');
  expect(stream('p@s')).toBe('');
  expect(stream('t')).toBe('p@st');
});
