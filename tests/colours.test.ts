import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wantsColours } from '../src/colours.ts';
import { styleFor } from '../src/executor/terminal/style.ts';
import { temporaryFolder } from './support/content.ts';
import { run } from './support/program.ts';

test.each<[environment: Record<string, string>, onTerminal: boolean, elsewhere: boolean]>([
  [{}, true, false],
  [{ TERM: 'xterm' }, true, false],
  [{ TERM: 'dumb' }, false, false],
  [{ NO_COLOR: '1' }, false, false],
  [{ NO_COLOR: '0' }, false, false],
  [{ NO_COLOR: '' }, true, false],
  [{ FORCE_COLOR: '1' }, true, true],
  [{ FORCE_COLOR: '3' }, true, true],
  [{ FORCE_COLOR: 'true' }, true, true],
  [{ FORCE_COLOR: '0' }, false, false],
  [{ FORCE_COLOR: 'false' }, false, false],
  [{ FORCE_COLOR: '' }, true, false],
  [{ FORCE_COLOR: '1', TERM: 'dumb' }, true, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, false],
])('%j: colours on a terminal %s, elsewhere %s', (environment, onTerminal, elsewhere) => {
  expect([wantsColours(environment, true), wantsColours(environment, false)]).toEqual([
    onTerminal,
    elsewhere,
  ]);
  const isPainted = (isTTY: boolean) =>
    styleFor(
      { env: environment, stdout: Object.assign(Object.create(process.stdout), { isTTY }) },
      true,
    ).bold('x') !== 'x';
  expect([isPainted(true), isPainted(false)]).toEqual([onTerminal, elsewhere]);
});

test('`--no-color` goes before the environment', () => {
  const host = { env: { FORCE_COLOR: '1' }, stdout: process.stdout };
  expect(styleFor(host, false).bold('x')).toBe('x');
});

test.each([
  [{ FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '0' }, false],
  [{}, false],
])('the check asks the same: %j', async (env, coloured) => {
  const file = join(temporaryFolder(), 'fly.toml');
  writeFileSync(file, 'app = \n');
  const { stdout } = await run('check', [file], { env });
  expect(stdout.includes('\x1b[')).toBe(coloured);
});
