import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { Redactor } from '../../../src/executor/secrets/redactor.ts';
import { harmless, harmlessStream } from '../../../src/executor/terminal/clean.ts';

const secrets = [
  'canary-0123456789-abcdefghijklmnop',
  'p@ss "word"/+=é\\n-7',
  "it's a/b + c~d!é",
  'sk-ant-api03-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-x',
];

/** What stands before a secret shifts it against the lines of a dump. */
const before = ['', 'TOKEN='];

/** Programs that write what they read in another way, as shell; od stands everywhere, and xxd's lines are made of its own. */
const programs = [
  'fold -w 10',
  'fold -w 1',
  "fold -w 7 | sed 's/^/   /'",
  "sed 's/./&\\r/5'",
  'od -c',
  'od -An -v -tx1',
  'od -tx1',
  'od -Ax -tx1z',
  'od -x',
  'od -b',
  'od',
  'od -An -td1 -v',
  'od -An -tu1',
  "od -An -v -tx1 | tr -d ' \\n'",
  "od -An -v -tx1 | tr -d ' '",
  "od -An -v -tx1 -w8 | sed 's/ /:/g'",
  "od -An -v -tx1 -w12 | sed 's/ /, 0x/g; s/^, /  /; s/$/,/'",
  'base64 -w 20',
  "sed 's/./& /g'",
];

/** What `xxd` prints: an address, pairs of bytes, and the bytes as letters. */
function xxd(text: string, columns = 16, group = 2): string {
  const bytes = [...Buffer.from(text)];
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += columns) {
    const line = bytes.slice(at, at + columns);
    const hex = line.map(
      (byte, index) => byte.toString(16).padStart(2, '0') + ((index + 1) % group === 0 ? ' ' : ''),
    );
    const letters = line.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.'));
    const width = columns * 2 + columns / group;
    lines.push(`${at.toString(16).padStart(8, '0')}: ${hex.join('').padEnd(width)} ${letters.join('')}\n`);
  }
  return lines.join('');
}

function expectGone(secret: string, printed: string): void {
  const redactor = new Redactor();
  redactor.hide(secret);
  const clean = redactor.clean(harmless(printed));
  expect(clean).toContain('[secret]');
  const flat = clean.replaceAll(/[\s\ufffd]|\[secret\]/g, '');
  expect(flat).not.toContain(secret.replaceAll(/[\sé]/g, '').slice(-8));
  expect(flat.toLowerCase()).not.toContain(Buffer.from(secret.slice(-8)).toString('hex'));
  const stream = redactor.stream();
  const screen = harmlessStream();
  const pieces = [...printed].map((sign) => stream(screen(sign))).join('');
  const streamed = pieces + stream(screen(undefined)) + stream(undefined);
  // A first character at the end of a line is not waited for.
  const [first = ''] = secret;
  const late = streamed.replace(/(.)[ \t]*\r?\n\s*\[secret\]/, (text, sign) =>
    sign === first ? '[secret]' : text,
  );
  expect([streamed, late]).toContain(clean);
}

describe.each(secrets)('the secret %s is taken out', (secret) => {
  const texts = before.map((text) => `${text}${secret}\nmore text after it\n`);

  test.each(programs)('of what `%s` prints', (program) => {
    for (const text of texts)
      expectGone(secret, execFileSync('bash', ['-c', program], { input: text, encoding: 'utf8' }));
  });

  test.each([
    [16, 2],
    [16, 1],
    [16, 4],
    [8, 2],
  ])('of what xxd prints, %i bytes a line in groups of %i', (columns, group) => {
    for (const text of texts) {
      expectGone(secret, xxd(text, columns, group));
      expectGone(
        secret,
        xxd(text, columns, group)
          .toUpperCase()
          .replaceAll(/ {2}.*/g, ''),
      );
    }
  });

  test.each([
    ['a zero-width space', '\u200b'],
    ['a zero-width joiner', '\u200d'],
    ['a mark of direction', '\u200e'],
    ['a byte order mark', '\ufeff'],
    ['a word joiner', '\u2060'],
    ['a carriage return', '\r'],
    ['a line’s end', '\r\n'],
  ])('where %s stands between its halves', (_, sign) => {
    for (let at = 1; at < secret.length; at++)
      expectGone(secret, `token: ${secret.slice(0, at)}${sign}${secret.slice(at)} and more`);
  });

  const unreserved = encodeURIComponent(secret);
  test.each([
    ['Python’s quote', unreserved.replaceAll('%2F', '/').replaceAll("'", '%27').replaceAll('!', '%21')],
    ['Python’s quote_plus', unreserved.replaceAll('%20', '+').replaceAll("'", '%27').replaceAll('!', '%21')],
    [
      'jq’s @uri',
      unreserved.replaceAll(/['!()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
    ],
    ['a browser’s form', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['Java’s URLEncoder', unreserved.replaceAll('%20', '+').replaceAll('~', '%7E').replaceAll("'", '%27')],
    ['lower case', unreserved.replaceAll(/%../g, (code) => code.toLowerCase())],
    ['a URL in a URL', encodeURIComponent(unreserved)],
  ])('as %s quotes it', (_, quoted) => {
    expectGone(secret, `GET /?token=${quoted}&more`);
  });
});

test('what only resembles a dump comes through whole', () => {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.hide(secret);
  const text = [
    '00000000: 6361 6e61 6c20 6973 206e 6f20 7365 6372  canal is no secr',
    '00000010: 6574                                     et',
    'step 63 of 112: sk, a p c',
    'done\n',
  ].join('\n');
  expect(redactor.clean(text)).toBe(text);
});
