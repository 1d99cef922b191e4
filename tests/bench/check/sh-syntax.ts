/** The peer for shell: parses every file of a folder with sh-syntax, and prints how long it took as JSON. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [peers = '', folder = ''] = process.argv.slice(2);
const path = createRequire(join(peers, 'package.json')).resolve('sh-syntax');
const { parse }: { parse: (text: string) => Promise<unknown> } = await import(pathToFileURL(path).href);
const before = performance.now();
let errors = 0;
for (const name of readdirSync(folder)) {
  await parse(readFileSync(join(folder, name), 'utf8')).catch(() => errors++);
}
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - before, errors }));
