import type { Run } from '../machine/programs/program.ts';

/** Returns the environment of a program on the machine, secrets apart. */
export function environment(run: Run): Record<string, string> {
  return Object.fromEntries(
    [...run.session.exported].flatMap((name): [string, string][] => {
      const value = run.session.variables.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Returns a folder where a program of root's or node's finds its state by default. */
export function homeOf(run: Run): string {
  return run.session.user === 'root' ? '/root' : '/home/node';
}
