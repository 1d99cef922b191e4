import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const home = join(import.meta.dirname, '../..');

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs one of the project's scripts as a person would, and returns what it printed and how it ended. */
export function run(
  script: string,
  args: string[],
  options: { cwd?: string; env?: Record<string, string>; input?: string } = {},
): Promise<Ended> {
  const { NO_COLOR: _, FORCE_COLOR: __, INIT_CWD: ___, ...environment } = process.env;
  const child = spawn(process.execPath, [join(home, 'scripts', `${script}.ts`), ...args], {
    cwd: options.cwd ?? home,
    env: { ...environment, LC_ALL: 'C', ...options.env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  child.stdin.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
