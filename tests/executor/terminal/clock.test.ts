import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Clock, clockFor } from '../../../src/executor/terminal/clock.ts';
import { speak } from '../../../src/words.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'hrtime'] }));
afterEach(() => void vi.useRealTimers());

/** A clock, and what it has shown so far. */
function open(isTTY: boolean, TERM = 'xterm'): { clock: Clock; shown: () => string } {
  const stdout = Object.assign(new PassThrough(), { isTTY, columns: 40 });
  const clock = clockFor({ stdout, env: { TERM } }, true, speak('en'));
  return { clock, shown: () => String(stdout.read() ?? '') };
}

test('on a terminal, what runs and for how long shows after a moment, cut to the line, and goes again', () => {
  const { clock, shown } = open(true);
  clock.start('fly deploy -a my-openclaw --remote-only --detach', () => {});
  vi.advanceTimersByTime(2000);
  expect(shown()).toMatch(/\r\x1b\[K {2}2\.0 s: fly deploy -a my-openclaw --r…$/);
  clock.stop();
  expect(shown()).toBe('\r\x1b[K');
});

test('after output it waits again, and longer in the middle of a line, which it ends', () => {
  const { clock, shown } = open(true);
  let broken = 0;
  clock.start('sleep 60', () => broken++);
  clock.hide();
  clock.wait(true);
  vi.advanceTimersByTime(4000);
  expect(shown()).toBe('');
  vi.advanceTimersByTime(3000);
  expect(broken).toBe(1);
  expect(shown()).toContain('sleep 60');
});

test.each([
  [false, 'xterm'],
  [true, 'dumb'],
])(
  'where nothing can be taken away again, a line says so ever more seldom (a terminal: %s, %s)',
  (isTTY, TERM) => {
    const { clock, shown } = open(isTTY, TERM);
    clock.start('fly deploy', () => {});
    vi.advanceTimersByTime(9000);
    expect(shown()).toBe('');
    vi.advanceTimersByTime(121_000);
    expect(shown()).toBe(
      ['10.0 s', '30.0 s', '1 min 10 s'].map((time) => `  ${time}: fly deploy\n`).join(''),
    );
  },
);
