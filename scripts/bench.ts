/** `npm run bench -- NAME`: measures a part of the project against its peers. Prints ratios; fails on none. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../tests/bench');
const benches = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'bench.ts')));
const [name = '', ...rest] = process.argv.slice(2);
if (benches.includes(name)) {
  const bench = join(folder, name, 'bench.ts');
  const { status } = spawnSync(process.execPath, [bench, ...rest], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  process.stderr.write(`npm run bench -- ${benches.join(' | ')}\n`);
  process.exitCode = 2;
}
