import { dumpsOf } from './dumps.ts';
import type { Form } from './form.ts';

/** Below this many characters a secret is hidden only where it stands alone, so that it does not blank out half the screen. */
export const short = 8;

/** Returns every form in which a secret may turn up in output. */
export function formsOf(secret: string): Form[] {
  const texts = new Set(disguisesOf(secret));
  const isShort = secret.length < short;
  const plain = [
    ...[...texts].filter((text) => text.length >= short).map(written),
    ...(isShort ? [] : [inUrl(secret)]),
  ];
  return [
    // What stands behind a first character that was not waited for is known by itself.
    ...plain.flatMap((form) => [
      { ...form, prompt: true as const },
      { ...form, units: form.units.slice(1) },
    ]),
    ...base64Of(secret).map(written),
    ...(isShort ? [{ ...written(secret), alone: true as const }] : []),
    ...(Buffer.byteLength(secret) * 2 >= short ? dumpsOf(secret) : []),
  ];
}

/** A text, character by character. One of several bytes may be cut in two, and then neither half is one any more. */
function written(text: string): Form {
  return {
    units: [...text].map((sign) => (isAscii(sign) ? [sign] : [sign, `\ufffd${sign}`, '\ufffd'])),
    between: 'lines',
  };
}

function isAscii(sign: string): boolean {
  return sign < '\x80';
}

/** A secret as any program quotes it for a URL: each has its own idea of which characters have to be. */
function inUrl(secret: string): Form {
  const units = [...secret].map((sign) => {
    const bytes = [...Buffer.from(sign)].map((byte) => hexOf(byte, 2));
    const quoted = bytes.map((byte) => `%${byte}`).join('');
    const twice = bytes.map((byte) => `%25${byte}`).join('');
    const cases = [quoted, quoted.toUpperCase(), twice, twice.toUpperCase()];
    const odd = isAscii(sign) ? (sign === ' ' ? ['+'] : []) : [`\ufffd${sign}`, '\ufffd'];
    return [sign, ...new Set(cases), ...odd];
  });
  return { units, between: 'lines' };
}

/** Returns the texts in which a secret may turn up. */
function disguisesOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/);
  const whole = [secret, secret.replaceAll('\n', '\r\n'), lines.join('\\n')];
  const forms = new Set([...whole, ...whole.flatMap((text) => encodings(text))]);
  // A secret of several lines also shows line by line, as a program that indents or numbers them would print it.
  if (lines.length > 1) for (const line of lines) if (line.trim().length >= short) forms.add(line.trim());
  return [...forms];
}

function encodings(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replaceAll(/[^\0-\x7f]/g, (sign) => `\\u${hexOf(sign.charCodeAt(0), 4)}`);
  const url = encodeURIComponent(text.isWellFormed() ? text : '');
  const html = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return [
    json,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll('/', '\\/'),
    ascii,
    ascii.replaceAll('/', '\\/'),
    ascii.replaceAll(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`),
    url,
    url.replaceAll('%20', '+'),
    html,
    html.replaceAll("'", '&#39;'),
    html.replaceAll("'", '&#x27;'),
    ...quoted(text),
  ];
}

/** The ways in which shells print a word so that they could read it again: `set -x`, `declare -p`, `printf %q`. */
function quoted(text: string): string[] {
  const named: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\x1b': '\\E' };
  const bytes = [...Buffer.from(text)].map((byte) => {
    const sign = String.fromCharCode(byte);
    if (named[sign] !== undefined) return named[sign];
    if (byte < 32 || byte > 126) return `\\${byte.toString(8).padStart(3, '0')}`;
    return sign === "'" || sign === '\\' ? `\\${sign}` : sign;
  });
  return [
    text.replaceAll("'", "'\\''"),
    text.replaceAll(/[\\"$`]/g, '\\$&'),
    text.replaceAll(/[^\w@%+=:,./-]/g, '\\$&'),
    text.replaceAll(/[ !-$&-*,;<>?[-^`{-~]/g, '\\$&'),
    bytes.join(''),
  ];
}

function hexOf(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}

/**
 * Returns every form in which a secret may turn up in base64, which may be broken into lines anywhere. It depends on what stands
 * before and after: what is certain in each of the three positions is looked for.
 */
function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const forms: string[] = [];
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const certain = Math.floor(((before + bytes.length) * 8) / 6);
    forms.push(text.slice(Math.ceil((before * 8) / 6), certain));
  }
  const whole = bytes.toString('base64');
  forms.push(whole, whole.replace(/=+$/, ''));
  const safe = forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([...forms, ...safe])].filter((form) => form.length >= short);
}
