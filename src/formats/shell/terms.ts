import type { Term, TermFacts } from '../term.ts';
import type { ShellScript } from './script.ts';

/** Programs whose work nothing takes back. */
const destroyers = new Set(['rm', 'rmdir', 'dd', 'shred', 'truncate', 'mkfs']);

/** Returns the programs of a script that destroy what they are given, where they stand. */
export function shellTerms({ commands }: ShellScript): Term[] {
  return commands.flatMap(({ words }): Term[] => {
    const [program] = words.filter(({ value }) => value !== 'sudo');
    if (program === undefined || !destroyers.has(program.value)) return [];
    const { start, end } = program;
    return [{ format: 'shell', names: [program.value], start, end }];
  });
}

/** Returns the facts of such a program: it is a command, and no more is known. */
export function shellFacts(name: string): TermFacts | undefined {
  return destroyers.has(name) ? { types: [], choices: [] } : undefined;
}
