import type { Outcome } from './boot.ts';

/** Something else than the gateway was made the machine's process: what it would do is not modelled beyond the commonest mistakes. */
export function bootOther(command: readonly string[]): Outcome {
  const [program = '', second = ''] = command;
  const over = { outOfMemory: false };
  if (program === 'sleep' || program === 'tail') return { ...over, lines: [], process: {} };
  if (program === 'node' && second !== '') {
    return {
      ...over,
      lines: [`Error: Cannot find module '/app/${second.replace(/^\.?\//, '')}'`],
      process: { exitCode: 1 },
    };
  }
  return {
    ...over,
    lines: [
      `ERROR Error: failed to spawn command: ${command.join(' ')}: No such file or directory (os error 2)`,
    ],
    process: { exitCode: 1 },
  };
}
