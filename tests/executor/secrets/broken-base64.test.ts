import { expect, test } from 'vitest';
import { Redactor } from '../../../src/executor/secrets/redactor.ts';

// A token as long as a signed one is: its base64 takes several lines, wherever it begins.
const token = `canary-${Array.from({ length: 60 }, (_, index) => index.toString(36).padStart(3, '-')).join('')}`;

test.each([
  ['64 columns, as openssl breaks it', 64, '\n'],
  ['64 columns, as PEM is sent', 64, '\r\n'],
  ['76 columns, as base64 breaks it', 76, '\n'],
  ['76 columns, as mail is sent', 76, '\r\n'],
  ['2 columns', 2, '\r\n'],
  ['a column', 1, '\r\n'],
])('a long secret in base64 of %s is taken out whole, however it comes', (_, columns, lineEnd) => {
  for (let before = 0; before < columns; before += 5) {
    const text = Buffer.from(`${'x'.repeat(before)}${token}`)
      .toString('base64')
      .replace(/=+$/, '');
    const lines = text.replaceAll(new RegExp(`.{${columns}}`, 'g'), `$&${lineEnd}`);
    const redactor = new Redactor();
    redactor.hide(token);
    const whole = redactor.clean(lines);
    const seen = Buffer.from(whole.replace('[secret]', '').replaceAll(/\s/g, ''), 'base64').toString();
    expect(whole.split('[secret]')).toHaveLength(2);
    expect(seen).not.toMatch(/canary|--[a-z0-9]/);
    for (const size of [1, 7]) {
      const stream = redactor.stream();
      let out = '';
      for (let at = 0; at < lines.length; at += size) out += stream(lines.slice(at, at + size));
      expect(out + stream(undefined)).toBe(whole);
    }
  }
});
