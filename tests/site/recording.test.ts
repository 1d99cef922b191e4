import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordedSteps, sameRecording } from '../../src/site/recording.ts';
import { languages } from '../../src/words.ts';

const home = join(import.meta.dirname, '../..');
const kept = (language: string) =>
  readFileSync(join(home, 'content/recordings', `deploy.${language}.txt`), 'utf8');

test('the recordings show what a rehearsal shows today', { timeout: 300_000 }, () => {
  const { status, stdout } = spawnSync(process.execPath, [join(home, 'scripts/record.ts'), '--check'], {
    encoding: 'utf8',
  });
  expect(stdout).not.toContain('stale');
  expect(status).toBe(0);
});

test.each(languages)(
  'in %s, each step of a recording has its command, its answer and its end',
  (language) => {
    const steps = recordedSteps(kept(language));
    const verify = steps.find(({ id }) => id === 'verify');
    expect(verify?.command).toEqual(['$ curl -fsS https://my-openclaw.fly.dev/healthz']);
    expect(verify?.answer).toBe('{"ok":true,"status":"live"}');
    expect(verify?.end).toMatch(/^\S+ in [\d.]+ m?s\.$/);
  },
);

test.each([
  ['en', '  read-log: attempt 2 in 3 s.'],
  ['it', '  read-log: tentativo 2 tra 3 s.'],
])(
  'in %s, a step that a busy machine let try twice shows the same as one that succeeded at once',
  (language, retry) => {
    const text = kept(language);
    const [block = ''] = text.split(/\n(?=\[)/).filter((one) => /^\[.* {2}read-log\n/.test(one));
    const [before = '', command = '', after = ''] = block.split(/^( {2}\$ .*\n)/m);
    const twice = (printed: string) => text.replace(block, `${before}${command}${printed}${retry}\n${after}`);
    expect(after).not.toBe('');
    expect(sameRecording(text, twice(''))).toBe(true);
    expect(sameRecording(text, twice(`Not yet.\n${retry.replace('2', '1')}\nNot yet.\n`))).toBe(true);
    expect(sameRecording(text, twice('').replace(/(?<= in | tra )3 s\.\n/, '$&Another line.\n'))).toBe(false);
    expect(sameRecording(text, text.replace(after, `Not yet.\n${after}`))).toBe(false);
  },
);

test('what each run has of its own makes no difference, and all else does', () => {
  const text = kept('en');
  expect(
    sameRecording(text, text.replaceAll(/\d+ ms/g, '7 ms').replaceAll(/world-\w+/g, 'world-Xyz123')),
  ).toBe(true);
  const slower = text.replaceAll(/\d+ seconds? ago *$/gm, '1 minute ago  ');
  expect(slower).not.toBe(text);
  expect(sameRecording(text, slower)).toBe(true);
  const [first, second] = ['==> Building image\n', '==> Building image with Depot\n'];
  expect(text).toContain(first + second);
  expect(sameRecording(text, text.replace(first + second, second + first))).toBe(true);
  const torn = '==> Building imag==> Building image with Depot\ne\n';
  expect(sameRecording(text, text.replace(first + second, torn))).toBe(true);
  const [earlier, later] = text.split('\n').filter((line) => line.includes('Create the'));
  const swapped = text.replace(`${earlier}`, '@').replace(`${later}`, `${earlier}`).replace('@', `${later}`);
  expect(sameRecording(text, swapped)).toBe(false);
  expect(sameRecording(text, text.replace('fly deploy', 'fly deploy --now'))).toBe(false);
  expect(sameRecording(text, text.replace('"live"', '"dead"'))).toBe(false);
});
