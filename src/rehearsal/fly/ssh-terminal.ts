import { createInterface } from 'node:readline';
import { parseShell } from '../../formats/shell/parse.ts';
import { Uncovered } from '../failure.ts';
import type { Io } from '../io.ts';
import { runScript } from '../machine/shell/run.ts';
import type { Session } from '../machine/shell/shell.ts';
import { sayUncovered } from '../say.ts';

/**
 * A shell on the machine at a terminal: it reads line by line, goes on where a command is not yet whole, and ends with `exit` or
 * Ctrl-D. What the model does not have is said, and ends nothing. Returns the exit status: the last command's, where none is told.
 */
export async function typeOnMachine(io: Io, session: Session): Promise<number> {
  const lines = createInterface({ input: io.stdin, output: io.stdout });
  let atEnd = false;
  lines.once('close', () => {
    atEnd = true;
  });
  const prompt = (text: string) => {
    // Lines that were typed ahead are still to be run when the input has ended.
    if (atEnd) io.stdout.write(text);
    else {
      lines.setPrompt(text);
      lines.prompt();
    }
  };
  const ready = () => prompt(`root@${session.machine.id}:${session.cwd}# `);
  let script = '';
  lines.on('SIGINT', () => {
    script = '';
    io.stdout.write('^C\n');
    ready();
  });
  ready();
  for await (const line of lines) {
    script += `${line}\n`;
    if (!isWhole(script)) {
      prompt('> ');
      continue;
    }
    const [, status] = /^\s*(?:exit|logout)\b\s*(\d*)\s*$/.exec(script) ?? [];
    if (status !== undefined) {
      lines.close();
      return status === '' ? session.status : Number(status) & 255;
    }
    session.status = await runOne(io, script, session);
    script = '';
    ready();
  }
  lines.close();
  return session.status;
}

async function runOne(io: Io, script: string, session: Session): Promise<number> {
  try {
    return await runScript(script, session);
  } catch (error) {
    if (!(error instanceof Uncovered)) throw error;
    await sayUncovered(io, error);
    return 127;
  }
}

/** Whether a shell would run what was typed so far: nothing is open any more, and nothing has to follow. */
function isWhole(script: string): boolean {
  if (/\\\n$/.test(script)) return false;
  return parseShell(script).findings.every(({ message, end }) => {
    const { key } = message;
    if (key === 'rules.shell/syntax.open' || key === 'rules.shell/heredoc') return false;
    return key !== 'rules.shell/syntax.after' || script.slice(end).trim() !== '';
  });
}
