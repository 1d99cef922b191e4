import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { MarkerFilter, newMarker, wrap } from '../../../src/executor/process/machine.ts';

describe('a script for the machine', () => {
  test.each([
    ['true', '', 0],
    ['echo a; exit 3', 'a\n', 3],
    ['printf "no newline"', 'no newline', 0],
    ['false; echo never', '', 1],
    ['cat; echo swallowed nothing', 'swallowed nothing\n', 0],
    ['cat <<END\nhere\nEND', 'here\n', 0],
    ['echo a # comment', 'a\n', 0],
    ['printf "a\\n\\nb\\n\\n"', 'a\n\nb\n\n', 0],
  ])('%j prints %j and comes back with %i, whatever the way there says', (script, printed, status) => {
    const marker = newMarker();
    const output = execFileSync('sh', ['-s'], { input: wrap(script, marker), encoding: 'utf8' });
    for (const size of [1, 2, 7, 10_000]) {
      const filter = new MarkerFilter(marker);
      let text = '';
      for (let at = 0; at < output.length; at += size) text += filter.push(output.slice(at, at + size));
      text += filter.push(undefined);
      expect(text).toBe(printed);
      expect(filter.status).toBe(status);
    }
  });

  test('that a terminal has been at, with its line ends, is read as well', () => {
    const filter = new MarkerFilter('m');
    expect(filter.push('a\r\n\r\nm 4\r\n') + filter.push(undefined)).toBe('a\r\n');
    expect(filter.status).toBe(4);
  });

  test('without its marker has no status', () => {
    const filter = new MarkerFilter('m');
    expect(filter.push('Error: not found\n') + filter.push(undefined)).toBe('Error: not found\n');
    expect(filter.status).toBeUndefined();
  });
});

test('a marker is another each time', () => {
  expect(newMarker()).not.toBe(newMarker());
});
