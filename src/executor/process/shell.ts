import { statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { readMirror, type Variables } from './environment.ts';
import { endGroup, gentleness, signalGroup } from './group.ts';
import { instant } from './instant.ts';
import type { Reaper } from './reaper.ts';
import type { SpareShells } from './spares.ts';
import { type Ending, openShell, type Stand, type WaitingShell } from './waiting.ts';

/** A script to be run by bash with `-eo pipefail`, and what stands around it. */
export interface ShellCall {
  script: string;
  env: NodeJS.ProcessEnv;
  cwd: string;
  reaper: Reaper;
  /** Where the shell may be had from, and where the next one is made ready. */
  spares: SpareShells;
  /** What it reads from standard input; nothing unless told. */
  input?: string;
  /** Gets the terminal as it is; its output is not seen by us. */
  interactive?: boolean;
  /** Whether others run beside it. */
  lasting?: boolean;
  /** Milliseconds after which it is ended. */
  timeout?: number;
  /** Ends it when aborted. */
  signal?: AbortSignal;
  /** Called with the process id before the script starts; the script waits for it. */
  onStart?: (pid: number) => void;
  onOutput?: (chunk: Buffer, stream: 'out' | 'err') => void;
}

export interface ShellResult {
  /** Undefined where a signal ended it. */
  exit?: number;
  signal?: NodeJS.Signals;
  ended?: 'timeout' | 'interrupt';
  /** Milliseconds. */
  duration: number;
  /** What it exported at its end, and the folder that it stood in. */
  surroundings?: { variables: Variables; cwd: string };
}

/** A shell that runs: its process id, and what becomes of it. */
export interface RunningShell {
  pid: number;
  result: Promise<ShellResult>;
}

/**
 * Starts a script.
 *
 * @throws Error where the working folder is gone, or there is no bash
 */
export async function startShell(call: ShellCall): Promise<RunningShell> {
  const { interactive = false, cwd, env } = call;
  const folder = statSync(cwd, { bigint: true, throwIfNoEntry: false });
  if (!folder?.isDirectory()) throw new FolderGone(cwd);
  const stand: Stand = {
    cwd,
    folder,
    env,
    interactive,
    fed: call.input !== undefined,
    lasting: call.lasting ?? false,
  };
  const shell = (await call.spares.take(stand)) ?? (await openShell(stand));
  const { pid, line } = shell;
  const started = instant();

  const watched = interactive ? pid : -pid;
  call.reaper.watch(watched);
  const told = collect(line);
  shell.out?.on('data', (chunk: Buffer) => call.onOutput?.(chunk, 'out'));
  shell.err?.on('data', (chunk: Buffer) => call.onOutput?.(chunk, 'err'));
  let over = false;
  const ending = shell.ending.finally(() => {
    over = true;
  });
  try {
    call.onStart?.(pid);
  } catch (error) {
    signal(pid, interactive, 'SIGKILL');
    await ending;
    call.reaper.release(watched);
    throw error;
  }
  line.write(`${call.script}\0`);
  if (call.input !== undefined) shell.input?.end(call.input);
  call.spares.prepare(stand);

  const finish = async (): Promise<ShellResult> => {
    const reasonOf = watchOver(call, pid, interactive, () => over);
    const ended = await ending;
    const duration = instant() - started;
    const reason = reasonOf();
    // What the step left running in its group ends with it, so that nothing holds its pipes.
    if (!interactive) await endGroup(pid, reason === undefined ? 500 : gentleness);
    call.reaper.release(watched);
    await drained(shell);
    const surroundings = readMirror(told());
    return {
      ...exactly(ended, surroundings !== undefined),
      ...(reason ? { ended: reason } : {}),
      duration,
      ...(surroundings ? { surroundings } : {}),
    };
  };
  return { pid, result: finish() };
}

/** Returns how a shell ended where that could not be told: one that is killed does not get as far as telling its surroundings. */
function exactly({ exit, signal }: Ending, told: boolean): Ending {
  if (exit === undefined || signal === undefined)
    return { ...(exit === undefined ? {} : { exit }), ...(signal ? { signal } : {}) };
  return told ? { exit } : { signal };
}

/** Runs a script to its end. */
export async function runShell(call: ShellCall): Promise<ShellResult> {
  const { result } = await startShell(call);
  return result;
}

/** The folder in which a step was to run does not exist any more. */
export class FolderGone extends Error {
  readonly folder: string;
  constructor(folder: string) {
    super(folder);
    this.folder = folder;
  }
}

/** Ends a shell when its time is up or when it is told to. Returns the function that stops watching and says what happened. */
function watchOver(
  call: ShellCall,
  pid: number,
  interactive: boolean,
  isOver: () => boolean,
): () => ShellResult['ended'] {
  let reason: ShellResult['ended'];
  const end = (why: NonNullable<ShellResult['ended']>) => {
    reason ??= why;
    if (isOver()) return;
    if (interactive) {
      signal(pid, true, 'SIGTERM');
      setTimeout(() => isOver() || signal(pid, true, 'SIGKILL'), gentleness).unref();
    } else void endGroup(pid);
  };
  const timer = call.timeout === undefined ? undefined : setTimeout(() => end('timeout'), call.timeout);
  const interrupt = () => end('interrupt');
  if (call.signal?.aborted) interrupt();
  call.signal?.addEventListener('abort', interrupt, { once: true });
  return () => {
    clearTimeout(timer);
    call.signal?.removeEventListener('abort', interrupt);
    return reason;
  };
}

/** Signals a shell; the whole group, where it has one of its own. One that has gone is no error of ours. */
function signal(pid: number, interactive: boolean, name: NodeJS.Signals): void {
  if (!interactive) signalGroup(pid, name);
  else {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended.
    }
  }
}

/** How much of its surroundings a shell may tell, in bytes. */
const limit = 4 * 1024 * 1024;

function collect(line: Readable): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  line.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  });
  return () => (size <= limit ? Buffer.concat(chunks).toString() : '');
}

/** Waits until the pipes are read to their end; or, where something that left the group still holds them, a short while. */
async function drained({ line, out, err, input }: WaitingShell): Promise<void> {
  const pipes = [line, out, err].filter((pipe) => pipe !== undefined);
  const all = Promise.all(
    pipes.map((pipe) => (pipe.closed ? undefined : new Promise((resolve) => pipe.once('close', resolve)))),
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, 300);
  });
  await Promise.race([all, late]);
  clearTimeout(timer);
  for (const pipe of pipes) pipe.destroy();
  input?.destroy();
}
