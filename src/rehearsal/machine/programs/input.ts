import { readFileSync } from 'node:fs';
import { complain, hostOf, type Run, reason } from './program.ts';

/** Returns what the named files hold, or standard input where none is named. */
export async function input(
  run: Run,
  paths: readonly string[],
): Promise<{ text: string; status: number; byFile: [string, string][] }> {
  if (paths.length === 0) {
    const text = (await run.session.stdin()).toString('utf8');
    return { text, status: 0, byFile: [['', text]] };
  }
  const byFile: [string, string][] = [];
  let status = 0;
  for (const path of paths) {
    try {
      byFile.push([
        path,
        path === '-' ? (await run.session.stdin()).toString('utf8') : readFileSync(hostOf(run, path), 'utf8'),
      ]);
    } catch (error) {
      status = complain(run, `${path}: ${reason(error)}`);
    }
  }
  return { text: byFile.map(([, text]) => text).join(''), status, byFile };
}

/** Returns a text's lines, without an empty one after the last newline. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
