import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// A rehearsed run calls `fly` a hundred times: what was compiled once is kept, within the checkout.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compile'));

// The world's programs call this file again; what they need is loaded only then, and only that.
if (process.argv[2] === 'rehearsed') {
  const { rehearsed } = await import('../src/rehearsal/index.ts');
  const [program = '', ...argv] = process.argv.slice(3);
  process.exitCode = await rehearsed(program, argv);
} else {
  const { rehearse } = await import('../src/rehearsal/shell.ts');
  process.exitCode = await rehearse(process.argv.slice(2), [
    process.execPath,
    fileURLToPath(import.meta.url),
  ]);
}
