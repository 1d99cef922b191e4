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
