import { Readable, Writable } from 'node:stream';
import { execute } from '../../../src/executor/main.ts';
import type { Plan } from '../../../src/runbook/plan.ts';
import { indexOf } from './plans.ts';

/** What a command line said and ended with, called within this process over a plan that is on no disk. */
export async function said(
  made: Plan,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ exit: number; out: string; err: string }> {
  const files: Record<string, string> = {
    'index.json': JSON.stringify(indexOf([made])),
    [`${made.id}.json`]: JSON.stringify(made),
  };
  const out = collector();
  const err = collector();
  const exit = await execute({
    argv: args,
    env: { LANG: 'C', ...env },
    cwd: '/',
    stdin: Readable.from([]),
    stdout: out.stream,
    stderr: err.stream,
    program: 'runbook',
    self: ['runbook'],
    version: '1.2.3',
    plans: async () => ({
      origin: 'memory',
      read: async (name) => files[name] ?? Promise.reject(new Error(name)),
    }),
  });
  return { exit, out: out.text(), err: err.text() };
}

function collector(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
