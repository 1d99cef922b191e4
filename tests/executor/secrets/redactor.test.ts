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

  const odd = 'it\'s $5 `now`, é & \\ "more"!';
  test.each([
    ['python -c "json.dumps"', '"it\'s $5 `now`, \\u00e9 & \\\\ \\"more\\"!"', '"[secret]"'],
    ['declare -p', '"it\'s \\$5 \\`now\\`, é & \\\\ \\"more\\"!"', '"[secret]"'],
    ['printf %q', 'it\\\'s\\ \\$5\\ \\`now\\`\\,\\ é\\ \\&\\ \\\\\\ \\"more\\"\\!', '[secret]'],
    ['set -x in a plain locale', "$'it\\'s $5 `now`, \\303\\251 & \\\\ \"more\"!'", "$'[secret]'"],
    ['an HTML template', 'it&#39;s $5 `now`, é &amp; \\ &quot;more&quot;!', '[secret]'],
    ['another HTML template', 'it&#x27;s $5 `now`, é &amp; \\ &quot;more&quot;!', '[secret]'],
  ])('as %s prints it', (_, printed, clean) => {
    expect(hiding(odd).clean(printed)).toBe(clean);
  });

  test.each([
    ['from a file with carriage returns', 'canary-token\r', 'token: canary-token\n'],
    ['with a newline at its end', 'canary-token\n', 'token: canary-token.'],
    ['with spaces around it', '  canary-token ', 'token: canary-token'],
    ['with a control character in it', 'canary\x07-token', 'token: canary\ufffd-token'],
    ['with an escape sequence in it', 'can\x1b[1mary-token', 'token: canary-token'],
  ])('as it comes to the screen when it is %s', (_, value, shown) => {
    expect(hiding(value).clean(shown)).not.toContain('token:canary');
    expect(hiding(value).clean(shown)).toMatch(/^token: \[secret\]\W*$/);
  });

  test('in base64 that is broken into lines, wherever the line ends, also piece by piece', () => {
    const token = 'canary-0123456789-abcdefghijklmnopqrstuvwxyz';
    for (let before = 0; before < 80; before++) {
      const text = Buffer.from(`${'x'.repeat(before)}${token}${'y'.repeat(40)}`).toString('base64');
      const lines = text.replace(/.{76}/g, '$&\n');
      const clean = hiding(token).clean(lines);
      const stream = hiding(token).stream();
      const pieces = [...lines].map((sign) => stream(sign)).join('') + stream(undefined);
      expect(pieces).toBe(clean);
      const seen = Buffer.from(clean.replace('[secret]', '').replaceAll('\n', ''), 'base64').toString();
      expect(clean.split('[secret]')).toHaveLength(2);
      expect(seen).not.toMatch(/canary|6789|mnopqr/);
    }
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

  test('is held by a text that has it glued to others, where that is to be kept', () => {
    expect(hiding('ab12').holds('postgres://me:xab12@host')).toBe(true);
    expect(hiding('ab').holds('about')).toBe(false);
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

test('a line that ends as a secret begins does not wait for the next one', () => {
  const stream = hiding('sk-ant-0123456789', 'canary-0123456789').stream();
  expect(stream('Waiting for machines\n')).toBe('Waiting for machines\n');
  expect(stream('k-ant-0123456789\n') + stream(undefined)).toBe('[secret]\n');
});
