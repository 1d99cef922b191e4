import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';

/** How much of one step's output the log keeps, in bytes. */
export const logLimit = 4 * 1024 * 1024;

/** What the steps of a run print, secrets taken out, in one file beside the journal. It is a help, and never a reason to fail. */
export class OutputLog {
  readonly #descriptor: number | undefined;
  readonly #note: (bytes: number) => string;
  #size = 0;
  #written = 0;
  #left = 0;

  /** @param note says that so many bytes were left out */
  constructor(file: string, note: (bytes: number) => string) {
    this.#note = note;
    try {
      this.#descriptor = openSync(file, 'a', 0o600);
      this.#size = fstatSync(this.#descriptor).size;
    } catch {
      this.#descriptor = undefined;
    }
  }

  /** Begins the output of another step, and returns the offset at which it stands. */
  begin(step: string): number {
    this.#finish();
    this.#put(`== ${step} ${new Date().toISOString()}\n`);
    return this.#size;
  }

  add(text: string): void {
    const bytes = Buffer.from(text);
    const room = Math.max(0, logLimit - this.#written);
    this.#left += Math.max(0, bytes.length - room);
    this.#written += Math.min(room, bytes.length);
    if (room > 0) this.#put(bytes.subarray(0, room));
  }

  close(): void {
    this.#finish();
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }

  #finish(): void {
    if (this.#left > 0) this.#put(`\n${this.#note(this.#left)}\n`);
    this.#written = 0;
    this.#left = 0;
  }

  #put(data: string | Buffer): void {
    try {
      if (this.#descriptor !== undefined) this.#size += writeSync(this.#descriptor, Buffer.from(data));
    } catch {
      // A full disk shows where it matters: in the journal.
    }
  }
}
