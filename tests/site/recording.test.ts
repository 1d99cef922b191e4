import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordedSteps, sameRecording } from '../../src/site/recording.ts';
import { languages } from '../../src/words.ts';

const home = join(import.meta.dirname, '../..');
const kept = (language: string) =>
  readFileSync(join(home, 'content/recordings', `deploy.${language}.txt`), 'utf8');

// On a busy machine a step of the rehearsal may be tried twice, and says so.
test('the recordings show what a rehearsal shows today', { timeout: 180_000, retry: 2 }, () => {
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

test('what each run has of its own makes no difference, and all else does', () => {
  const text = kept('en');
  expect(
    sameRecording(text, text.replaceAll(/\d+ ms/g, '7 ms').replaceAll(/world-\w+/g, 'world-Xyz123')),
  ).toBe(true);
  const [first, second] = ['==> Building image\n', '==> Building image with Depot\n'];
  expect(text).toContain(first + second);
  expect(sameRecording(text, text.replace(first + second, second + first))).toBe(true);
  const [earlier, later] = text.split('\n').filter((line) => line.includes('Create the'));
  const swapped = text.replace(`${earlier}`, '@').replace(`${later}`, `${earlier}`).replace('@', `${later}`);
  expect(sameRecording(text, swapped)).toBe(false);
  expect(sameRecording(text, text.replace('fly deploy', 'fly deploy --now'))).toBe(false);
  expect(sameRecording(text, text.replace('"live"', '"dead"'))).toBe(false);
});
