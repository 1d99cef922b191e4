import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process held in memory at some point of its work, in MB, and how far it had come. */
export interface Held {
  steps: number;
  megabytes: number;
}

/**
 * Runs the executor and looks at its memory as it goes: the median of each tenth of the way, since garbage comes and goes.
 *
 * @param command the command line, with `--json`
 * @throws Error where the run does not end well
 */
export async function watchMemory(command: string[], cwd: string, steps: number): Promise<Held[]> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const tenths = Array.from({ length: 10 }, (): number[] => []);
  let done = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    done += chunk.toString().split('"event":"end"').length - 1;
    tenths[Math.min(9, Math.floor((done / steps) * 10))]?.push(residentOf(child.pid ?? 0));
  });
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`The run ended with ${status}.`);
  return tenths.map((all, index) => ({
    steps: ((index + 1) * steps) / 10,
    megabytes: all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN,
  }));
}

/** What a process has in memory that is its own, in MB. */
function residentOf(pid: number): number {
  try {
    const [, kilobytes] = /^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1000;
  } catch {
    return Number.NaN;
  }
}
