import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { Host } from '../host.ts';

type Input = Host['stdin'];

/** Forgets what was typed before now: it answers nothing that is asked from now on. Raw mode is left on. */
export function forgetTyped(stdin: Input): void {
  // What is no whole line yet can be read only so.
  stdin.setRawMode?.(true);
  if (stdin.readableLength > 0) stdin.read();
  if ('fd' in stdin) emptyTerminal();
}

/** Reads all that waits in the terminal: Node has no other way to throw it away. */
function emptyTerminal(): void {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
  try {
    const terminal = openSync('/dev/tty', flags);
    try {
      const waste = Buffer.alloc(4096);
      while (readSync(terminal, waste) > 0);
    } finally {
      closeSync(terminal);
    }
  } catch {
    // There is nothing more to read, or no terminal of our own.
  }
}

/** A question during which the user may stop the program with Ctrl-Z and go on with it later. */
export interface Suspension {
  /** Does what Ctrl-Z does: gives the terminal back to the shell, with every process of this command line stopped. */
  suspend: () => void;
  end: () => void;
}

/**
 * Keeps a question alive while the program is stopped and goes on.
 *
 * @param raw whether the question reads keys, not lines
 * @param redraw shows the question again
 */
export function surviveSuspension(stdin: Input, raw: boolean, redraw: () => void): Suspension {
  let timer: NodeJS.Timeout | undefined;
  const wake = () => {
    clearTimeout(timer);
    // The shell has had the terminal meanwhile, and Node takes for granted that it is as it left it.
    if (raw) {
      stdin.setRawMode?.(false);
      stdin.setRawMode?.(true);
    }
    redraw();
  };
  process.on('SIGCONT', wake);
  return {
    suspend: () => {
      if (raw) stdin.setRawMode?.(false);
      // Where no shell would let it go on, the system does not stop it, and then it goes on at once.
      timer = setTimeout(wake, 50);
      process.kill(0, 'SIGTSTP');
    },
    end: () => {
      clearTimeout(timer);
      process.off('SIGCONT', wake);
    },
  };
}
