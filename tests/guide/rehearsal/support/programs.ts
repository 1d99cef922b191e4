import { mkdirSync } from 'node:fs';
import { startupSnapshot } from 'node:v8';
import type { Host } from '../../../../src/executor/host.ts';
import { execute } from '../../../../src/executor/main.ts';
import { folderStore } from '../../../../src/executor/plans/store.ts';
import { prepareWorld, rehearsed } from '../../../../src/rehearsal/index.ts';
import { rehearse } from '../../../../src/rehearsal/shell.ts';

// What scripts/runbook.ts and scripts/rehearse.ts do, as one program that is kept as a snapshot. Its first word says which.

startupSnapshot.setDeserializeMainFunction(() => {
  const self = [process.execPath, ...process.execArgv, 'main'];
  const [first = '', ...argv] = process.argv.slice(2);
  const [program = '', ...rest] = argv;
  const ended =
    first === 'rehearsed'
      ? rehearsed(program, rest)
      : first === 'rehearse'
        ? rehearse(argv, self)
        : execute(hostOf(argv, self));
  void ended.then((status) => {
    process.exitCode = status;
  });
});

function hostOf(argv: string[], self: string[]): Host {
  return {
    argv,
    env: process.env,
    cwd: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    program: 'node scripts/runbook.ts',
    self,
    version: '1.2.3',
    plans: async () => folderStore('.'),
    rehearse: async (folder, language) => {
      mkdirSync(folder, { recursive: true });
      const { env, ...rest } = await prepareWorld(folder, { self });
      return { ...rest, env: { ...env, REHEARSAL_LANG: language } };
    },
  };
}
