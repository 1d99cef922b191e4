/** `npm test`: lint, then all tests. `npm test -- FILE…`: the tests of these files alone, at once. Options are vitest's. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const args = process.argv.slice(2);
const isWhole = args.every((arg) => arg.startsWith('-'));
const commands = [
  ...(isWhole ? [[join(import.meta.dirname, 'lint.ts')]] : []),
  [join(import.meta.dirname, '../node_modules/vitest/vitest.mjs'), 'run', ...args],
];
for (const words of commands) {
  const { status } = spawnSync(process.execPath, words, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
  if (status !== 0) break;
}
