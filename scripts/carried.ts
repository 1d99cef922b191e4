import project from '../package.json' with { type: 'json' };
import type { Host } from '../src/executor/host.ts';
import { execute } from '../src/executor/main.ts';
import { speak } from '../src/words.ts';
import { calledAs } from './called-as.ts';

/** What is in the file beside the executor, read only when it is wanted. */
export interface Parts {
  rehearsal: () => typeof import('../src/rehearsal/index.ts');
  /** Each file of the extraction by its name. */
  plans: () => Record<string, string>;
}

/** Runs a command line of the one file that people carry. Returns the exit status. */
export async function main(argv: string[], file: string, parts: Parts): Promise<number> {
  const { env, execPath } = process;
  const [first, program = '', ...rest] = argv;
  if (first === 'rehearsed') {
    const { processIo, rehearsed } = parts.rehearsal();
    return rehearsed(program, rest, processIo());
  }
  const host: Host = {
    argv,
    env,
    cwd: process.cwd(),
    // Each of these costs Node some time: none is opened before it is wanted.
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return process.stdout;
    },
    get stderr() {
      return process.stderr;
    },
    program: calledAs(file, process.cwd()),
    self: [execPath, file],
    version: project.version,
    plans: async () => ({
      origin: 'runbook.mjs',
      read: async (name) => {
        const text = parts.plans()[name];
        if (text === undefined) throw new Error(name);
        return text;
      },
    }),
    rehearse: async (folder, language, realGateway) => {
      if (realGateway) throw new Error(speak(language)('runbook.world.modelOnly'));
      const world = await parts.rehearsal().prepareWorld(folder, { self: [execPath, file] });
      return { ...world, env: { ...world.env, REHEARSAL_LANG: language } };
    },
  };
  return execute(host);
}
