import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// The check is many small modules: what was compiled once is kept, within the checkout.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compile'));
await import('./checking.ts');
