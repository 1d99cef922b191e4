import { createInterface, type Interface } from 'node:readline';
import type { Host } from '../host.ts';
import { typedOnly } from './clean.ts';
import { forgetTyped, type Suspension, surviveSuspension } from './input.ts';

/** Nobody answers any more: the input has ended, or the user has interrupted the program. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  readonly interrupted: boolean;
  /** Whether the user has been told what that came to. */
  told = false;
  constructor(interrupted: boolean) {
    super(interrupted ? 'Interrupted.' : 'The input has ended.');
    this.interrupted = interrupted;
  }
}

/** Asks questions, on a terminal or over plain lines. At a terminal, only what is typed once a question stands there answers it. */
export class Asker {
  readonly #host: Pick<Host, 'stdin' | 'stdout'>;
  readonly #signal: AbortSignal;
  /** Whether the terminal can move the cursor, so that a line can be edited. */
  readonly #edits: boolean;
  #lines: string[] = [];
  #waiting: ((line: string | undefined) => void) | undefined;
  #reader: Interface | undefined;
  #suspension: Suspension | undefined;
  #ended = false;

  /** @param stdout where the questions go: elsewhere than the answers of a program that prints for programs */
  constructor({ stdin, env }: Pick<Host, 'stdin' | 'env'>, stdout: Host['stdout'], signal: AbortSignal) {
    this.#host = { stdin, stdout };
    this.#signal = signal;
    this.#edits = stdin.isTTY === true && env.TERM !== 'dumb';
    // A terminal that is closed gives an error where a file would end.
    stdin.on('error', () => {
      this.#ended = true;
      this.#waiting?.(undefined);
    });
  }

  /**
   * Returns the answer to a question, trimmed.
   *
   * @throws NoAnswer where the input has ended or everything is to end
   */
  async ask(question: string): Promise<string> {
    const { stdin, stdout } = this.#host;
    const line = await this.#next(question);
    if (line === undefined) {
      stdout.write('\n');
      throw new NoAnswer(this.#signal.aborted);
    }
    // At a terminal, Enter has begun a new line.
    if (!stdin.isTTY) stdout.write('\n');
    return line.trim();
  }

  /** The same without showing what is typed; nothing of it is kept here. */
  async askHidden(question: string): Promise<string> {
    const { stdin, stdout } = this.#host;
    if (!stdin.isTTY || !stdin.setRawMode) return this.ask(question);
    this.release();
    forgetTyped(stdin);
    const suspension = surviveSuspension(stdin, true, () => stdout.write(question));
    stdout.write(question);
    stdin.resume();
    try {
      return await new Promise<string>((resolve, reject) => {
        let typed = '';
        const settle = (act: () => void) => {
          stdin.off('data', read).off('error', lost);
          act();
        };
        const lost = () => settle(() => reject(new NoAnswer(false)));
        const read = (data: Buffer) => {
          for (const sign of typedOnly(data.toString('utf8'))) {
            if (sign === '\r' || sign === '\n') return settle(() => resolve(typed));
            if (sign === '\x03') {
              process.kill(process.pid, 'SIGINT');
              return settle(() => reject(new NoAnswer(true)));
            }
            if (sign === '\x04' && typed === '') return lost();
            if (sign === '\x1a') {
              stdout.write('\n');
              suspension.suspend();
            } else if (sign === '\x7f' || sign === '\b') typed = typed.slice(0, -1);
            else if (sign === '\x15') typed = '';
            else if (sign >= ' ') typed += sign;
          }
        };
        stdin.on('data', read).once('error', lost);
        const interrupted = () => settle(() => reject(new NoAnswer(true)));
        this.#signal.addEventListener('abort', interrupted, { once: true });
      });
    } finally {
      suspension.end();
      stdin.setRawMode(false);
      stdin.pause();
      stdout.write('\n');
    }
  }

  /** Lets go of the input, so that a step can have the terminal or the program can end. */
  release(): void {
    this.#suspension?.end();
    this.#suspension = undefined;
    if (this.#host.stdin.isTTY) {
      const reader = this.#reader;
      this.#reader = undefined;
      reader?.close();
    }
    this.#host.stdin.pause();
  }

  #next(question: string): Promise<string | undefined> {
    const { stdin, stdout } = this.#host;
    if (stdin.isTTY) {
      this.#lines = [];
      if (!this.#ended) forgetTyped(stdin);
    }
    if (!stdin.isTTY) stdout.write(question);
    const line = this.#lines.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (this.#ended || this.#signal.aborted) return Promise.resolve(undefined);
    this.#open(question);
    return new Promise((resolve) => {
      const settle = (answer: string | undefined) => {
        this.#waiting = undefined;
        this.#signal.removeEventListener('abort', abort);
        if (stdin.isTTY) this.release();
        resolve(answer);
      };
      const abort = () => settle(undefined);
      this.#waiting = settle;
      this.#signal.addEventListener('abort', abort, { once: true });
    });
  }

  #open(question: string): void {
    const { stdin, stdout } = this.#host;
    if (stdin.isTTY && !this.#edits) stdin.setRawMode?.(false);
    stdin.resume();
    this.#reader ??= this.#read();
    if (!stdin.isTTY) return;
    const reader = this.#reader;
    // Where it edits the line, readline writes it anew, and the question with it.
    const redraw = () => (this.#edits ? reader.prompt(true) : void stdout.write(question));
    // Before the question shows: whoever sees it may press Ctrl-Z at once.
    this.#suspension = surviveSuspension(stdin, this.#edits, redraw);
    if (this.#edits) reader.setPrompt(question);
    redraw();
  }

  #read(): Interface {
    const { stdin, stdout } = this.#host;
    const reader = createInterface({
      input: stdin,
      ...(this.#edits ? { output: stdout, terminal: true } : { terminal: false }),
    });
    // It passes on the input's error, which is heeded above, and would end the program if nobody listened.
    reader.on('error', () => {});
    reader.on('line', (line) => (this.#waiting ? this.#waiting(line) : this.#lines.push(line)));
    reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    // Left to itself, readline would stop this process and not those that it was started by, and be paused ever after.
    reader.on('SIGTSTP', () => {
      stdout.write('\n');
      this.#suspension?.suspend();
    });
    reader.on('close', () => {
      if (this.#reader !== reader) return;
      this.#ended = true;
      this.#waiting?.(undefined);
    });
    return reader;
  }
}
