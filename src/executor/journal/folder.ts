import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/** Returns the folder for what runs leave behind, by the XDG rules. */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  const { XDG_STATE_HOME: state } = env;
  return join(state && isAbsolute(state) ? state : join(env.HOME ?? homedir(), '.local', 'state'), 'runbook');
}

/** A file of a run, or a folder of runs, is there and cannot be read; `cause` says why. */
export class StateUnreadable extends Error {
  override name = 'StateUnreadable';
  readonly file: string;
  constructor(file: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.file = file;
  }
}

/** Returns a name for a new run: its plan, the time, and something that no other run has. */
export function nameRun(plan: string, at: Date): string {
  const time = at
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .replace('T', '-');
  return `${plan.slice(0, 40)}-${time}-${randomBytes(3).toString('hex')}`;
}

/** Returns whose run a name says it is, and when it began, as a text that sorts by time; undefined where it is no such name. */
export function readRunName(run: string): { plan: string; began: string } | undefined {
  const [, plan, began] = /^(.+)-(\d{8}-\d{6})-[0-9a-f]{6}$/.exec(run) ?? [];
  return plan === undefined || began === undefined ? undefined : { plan, began };
}

/** The files of one run. */
export interface RunFolder {
  folder: string;
  journal: string;
  /** The plan as it was when the run began. */
  plan: string;
  log: string;
  /** Where the former contents of files are kept. */
  kept: string;
}

export function runFolder(state: string, run: string): RunFolder {
  return filesOf(join(state, 'runs', run));
}

/** Returns the files of a run whose folder is known. */
export function filesOf(folder: string): RunFolder {
  return {
    folder,
    journal: join(folder, 'journal.jsonl'),
    plan: join(folder, 'plan.json'),
    log: join(folder, 'output.log'),
    kept: join(folder, 'kept'),
  };
}

/** Makes a run's folder, for its owner alone. */
export function makeRunFolder(state: string, run: string): RunFolder {
  const files = runFolder(state, run);
  makeFolder(files.folder, 0o700);
  return files;
}

/**
 * Makes a folder, and those above it. Node's own way of that never ends where the system lets no folder be made, such as below /proc.
 *
 * @throws the system's error
 */
export function makeFolder(folder: string, mode = 0o777): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

/** Returns when the names in a run's folder, and that of the folder itself, are on disk. */
export function settleFolder({ folder }: RunFolder): void {
  for (const place of [folder, dirname(folder)]) {
    const descriptor = openSync(place, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}

/**
 * Returns the names of the runs under a state folder that have a journal, or of which that cannot be told.
 *
 * @throws StateUnreadable
 */
export function listRuns(state: string): string[] {
  const folder = join(state, 'runs');
  try {
    return readdirSync(folder).filter((name) => mayBeThere(runFolder(state, name).journal));
  } catch (error) {
    if (isMissing(error)) return [];
    throw new StateUnreadable(folder, error);
  }
}

function mayBeThere(file: string): boolean {
  try {
    statSync(file);
    return true;
  } catch (error) {
    return !isMissing(error);
  }
}

/** Whether the system says that there is no such file, and not that it may not be looked at. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** Writes a file whole or not at all: beside, on disk, and renamed. */
export function writeWhole(file: string, text: string | Buffer, mode = 0o600): void {
  const beside = `${file}.${process.pid}.tmp`;
  const descriptor = openSync(beside, 'w', mode);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(beside, file);
}
