import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from '../../../src/executor/main.ts';
import { folderStore } from '../../../src/executor/plans/store.ts';

// The executor as a program, over plans in a folder, with a rehearsal that is nothing but a folder.
process.exitCode = await execute({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  program: 'runbook',
  self: process.argv.slice(0, 2),
  version: '1.2.3',
  plans: async () => folderStore(process.env.TEST_PLANS ?? '.'),
  rehearse: async (folder) => {
    const cwd = join(folder, 'work');
    mkdirSync(cwd, { recursive: true });
    return { env: { WORLD: folder }, cwd };
  },
});
