import { createInterface, type Interface } from 'node:readline';
import type { Host } from '../host.ts';
import { typedOnly } from './clean.ts';

/** Nobody is there to answer any more: the input has ended. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** Asks questions, on a terminal or over plain lines. */
export class Asker {
  readonly #host: Pick<Host, 'stdin' | 'stdout'>;
  readonly #signal: AbortSignal;
  #lines: string[] = [];
  #waiting: ((line: string | undefined) => void) | undefined;
  #reader: Interface | undefined;
  #ended = false;

  /** @param stdout where the questions go: elsewhere than the answers of a program that prints for programs */
  constructor({ stdin }: Pick<Host, 'stdin'>, stdout: Host['stdout'], signal: AbortSignal) {
    this.#host = { stdin, stdout };
    this.#signal = signal;
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
    if (!this.#host.stdin.isTTY) this.#host.stdout.write(question);
    const line = await this.#next(question);
    if (line === undefined) {
      this.#host.stdout.write('\n');
      throw new NoAnswer();
    }
    if (!this.#host.stdin.isTTY) this.#host.stdout.write('\n');
    return line.trim();
  }

  /** The same without showing what is typed; nothing of it is kept here. */
  async askHidden(question: string): Promise<string> {
    const { stdin, stdout } = this.#host;
    if (!stdin.isTTY || !stdin.setRawMode) return this.ask(question);
    this.release();
    stdout.write(question);
    stdin.setRawMode(true);
    stdin.resume();
    try {
      return await new Promise<string>((resolve, reject) => {
        let typed = '';
        const settle = (act: () => void) => {
          stdin.off('data', read).off('error', lost);
          act();
        };
        const lost = () => settle(() => reject(new NoAnswer()));
        const read = (data: Buffer) => {
          for (const sign of typedOnly(data.toString('utf8'))) {
            if (sign === '\r' || sign === '\n') return settle(() => resolve(typed));
            if (sign === '\x03') process.kill(process.pid, 'SIGINT');
            if (sign === '\x03' || (sign === '\x04' && typed === ''))
              return settle(() => reject(new NoAnswer()));
            if (sign === '\x7f' || sign === '\b') typed = typed.slice(0, -1);
            else if (sign === '\x15') typed = '';
            else if (sign >= ' ') typed += sign;
          }
        };
        stdin.on('data', read).once('error', lost);
        this.#signal.addEventListener('abort', () => settle(() => reject(new NoAnswer())), { once: true });
      });
    } finally {
      stdin.setRawMode(false);
      stdin.pause();
      stdout.write('\n');
    }
  }

  /** Lets go of the input, so that a step can have the terminal or the program can end. */
  release(): void {
    if (this.#host.stdin.isTTY) {
      const reader = this.#reader;
      this.#reader = undefined;
      reader?.close();
    }
    this.#host.stdin.pause();
  }

  #next(question: string): Promise<string | undefined> {
    const line = this.#lines.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (this.#ended || this.#signal.aborted) return Promise.resolve(undefined);
    this.#open();
    if (this.#host.stdin.isTTY) {
      // Where it edits the line, readline writes it anew, and the question with it.
      this.#reader?.setPrompt(question);
      this.#reader?.prompt();
    }
    return new Promise((resolve) => {
      const settle = (answer: string | undefined) => {
        this.#waiting = undefined;
        this.#signal.removeEventListener('abort', abort);
        if (this.#host.stdin.isTTY) this.release();
        resolve(answer);
      };
      const abort = () => settle(undefined);
      this.#waiting = settle;
      this.#signal.addEventListener('abort', abort, { once: true });
    });
  }

  #open(): void {
    this.#host.stdin.resume();
    if (this.#reader) return;
    const { isTTY } = this.#host.stdin;
    const reader = createInterface({
      input: this.#host.stdin,
      ...(isTTY ? { output: this.#host.stdout, terminal: true } : { terminal: false }),
    });
    this.#reader = reader;
    // It passes on the input's error, which is heeded above, and would end the program if nobody listened.
    reader.on('error', () => {});
    reader.on('line', (line) => (this.#waiting ? this.#waiting(line) : this.#lines.push(line)));
    reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    reader.on('close', () => {
      if (this.#reader !== reader) return;
      this.#ended = true;
      this.#waiting?.(undefined);
    });
  }
}
