import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, StateUnreadable, writeWhole } from './folder.ts';
import { readLine, writeLine } from './line.ts';
import type { DatedRecord, JournalRecord } from './record.ts';

/** The journal is damaged before its last line, so that what happened cannot be told. */
export class JournalDamaged extends Error {
  override name = 'JournalDamaged';
  readonly file: string;
  /** From 1. */
  readonly line: number;
  constructor(file: string, line: number) {
    super(`${file}:${line}`);
    this.file = file;
    this.line = line;
  }
}

/** The journal holds what only a newer version of this program can have written. */
export class JournalNewer extends Error {
  override name = 'JournalNewer';
  readonly file: string;
  /** From 1. */
  readonly line: number;
  constructor(file: string, line: number) {
    super(`${file}:${line}`);
    this.file = file;
    this.line = line;
  }
}

/** Somebody has deleted the journal while it was written. It stands there again as it was; or not, and `cause` says why. */
export class JournalGone extends Error {
  override name = 'JournalGone';
  readonly file: string;
  /** The steps that the run did, for whoever has no journal any more. */
  done: string[] = [];
  constructor(file: string, cause?: unknown) {
    super(cause instanceof Error ? cause.message : file, { cause });
    this.file = file;
  }
}

/** A record could not be written; `cause` says why. */
export class JournalUnwritable extends Error {
  override name = 'JournalUnwritable';
  readonly file: string;
  constructor(file: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.file = file;
  }
}

/** What a journal file says, and how many of its bytes say it: a torn last line is not among them. */
export interface JournalText {
  records: DatedRecord[];
  length: number;
}

/**
 * Reads a journal.
 *
 * @throws JournalDamaged where a line before the last is not as it was written
 * @throws JournalNewer
 * @throws StateUnreadable
 */
export function readJournal(file: string): JournalText {
  const bytes = read(file);
  const records: DatedRecord[] = [];
  let at = 0;
  while (at < bytes.length) {
    const stop = bytes.indexOf(10, at);
    const record = stop < 0 ? 'damaged' : readLine(bytes.toString('utf8', at, stop), records.length + 1);
    if (record === 'foreign') throw new JournalNewer(file, records.length + 1);
    if (record === 'damaged') {
      const isLast = stop < 0 || stop === bytes.length - 1;
      if (!isLast) throw new JournalDamaged(file, records.length + 1);
      break;
    }
    records.push(record);
    at = stop + 1;
  }
  return { records, length: at };
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StateUnreadable(file, error);
  }
}

/** A run's journal, open for writing at its end. */
export class Journal {
  readonly file: string;
  readonly #descriptor: number;
  #count: number;
  #length: number;
  /** Whether a record may not be on disk yet. */
  #pending = false;

  /**
   * Opens a journal, or begins one; what was read of it before says where it goes on.
   *
   * @throws JournalUnwritable
   */
  constructor(file: string, before: JournalText = { records: [], length: 0 }) {
    this.file = file;
    this.#count = before.records.length;
    this.#length = before.length;
    try {
      this.#descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
      if (fstatSync(this.#descriptor).size > before.length) ftruncateSync(this.#descriptor, before.length);
    } catch (error) {
      throw new JournalUnwritable(file, error);
    }
  }

  /**
   * Adds a record. It survives the executor's death at once, and the machine's with the next `commit` or `flush`.
   *
   * @throws JournalUnwritable, with the journal as it was before
   * @throws JournalGone, with the record written
   */
  note(record: JournalRecord): void {
    const line = Buffer.from(writeLine(record, this.#count + 1, new Date()));
    if (fstatSync(this.#descriptor).nlink === 0) throw this.#putBack(line);
    try {
      let written = 0;
      while (written < line.length) {
        written += writeSync(this.#descriptor, line, written, line.length - written, this.#length + written);
      }
    } catch (error) {
      try {
        ftruncateSync(this.#descriptor, this.#length);
      } catch {
        // Then a torn last line stays, which a reader survives.
      }
      throw new JournalUnwritable(this.file, error);
    }
    this.#length += line.length;
    this.#pending = true;
    this.#count += 1;
  }

  /** Adds a record and returns when it is on disk, with all those before it. */
  commit(record: JournalRecord): void {
    this.note(record);
    this.flush();
  }

  /**
   * Returns when every record is on disk: before anything is waited for, as a machine may lose its power meanwhile.
   *
   * @throws JournalUnwritable
   */
  flush(): void {
    if (!this.#pending) return;
    try {
      fdatasyncSync(this.#descriptor);
    } catch (error) {
      throw new JournalUnwritable(this.file, error);
    }
    this.#pending = false;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** Writes a journal anew that has been deleted: the system keeps what it held for as long as it is open. */
  #putBack(line: Buffer): JournalGone {
    try {
      const before = Buffer.alloc(this.#length);
      for (let at = 0; at < before.length; ) {
        const count = readSync(this.#descriptor, before, at, before.length - at, at);
        if (count === 0) break;
        at += count;
      }
      makeFolder(dirname(this.file), 0o700);
      writeWhole(this.file, Buffer.concat([before, line]));
      return new JournalGone(this.file);
    } catch (error) {
      return new JournalGone(this.file, error);
    }
  }
}
