import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '../../../src/executor/process/memory.ts');

/** Returns how many megabytes Node has for what is new, after a text of that length was read and much of what came then stayed. */
function roomAfter(length: number): number {
  const program = `import { getHeapSpaceStatistics } from 'node:v8';
import { spareMemory } from ${JSON.stringify(source)};
spareMemory('x'.repeat(${length}));
const kept = [];
for (let index = 0; index < 400_000; index++) kept.push({ index, text: String(index) });
const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
process.stdout.write(String(space_size / 1e6));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return Number(stdout);
}

test('before a large plan is read, and not before a small one, the room for what is new is kept as it is', () => {
  const [small, large] = [roomAfter(1000), roomAfter(1_000_000)];
  expect(large).toBeGreaterThan(0);
  expect(small).toBeGreaterThan(large * 3);
});
