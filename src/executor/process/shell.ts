import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import type { Duplex, Readable, Writable } from 'node:stream';
import { readMirror, type Variables } from './environment.ts';
import { endGroup, gentleness, signalGroup } from './group.ts';
import { line, preamble } from './preamble.ts';
import type { Reaper } from './reaper.ts';

/** A script to be run by bash with `-eo pipefail`, and what stands around it. */
export interface ShellCall {
  script: string;
  env: NodeJS.ProcessEnv;
  cwd: string;
  reaper: Reaper;
  /** What it reads from standard input; nothing unless told. */
  input?: string;
  /** Gets the terminal as it is; its output is not seen by us. */
  interactive?: boolean;
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
  if (!statSync(call.cwd, { throwIfNoEntry: false })?.isDirectory()) throw new FolderGone(call.cwd);
  const { interactive = false } = call;
  const open = interactive ? 'inherit' : 'pipe';
  const input = interactive ? 'inherit' : call.input === undefined ? 'ignore' : 'pipe';
  const { BASH_ENV: _, ...env } = call.env;
  const started = performance.now();
  const child = spawn('bash', ['--norc', '--noprofile', '-eo', 'pipefail', '-c', preamble], {
    cwd: call.cwd,
    env,
    detached: !interactive,
    stdio: [input, open, open, 'pipe'],
  });
  const exited = new Promise<Pick<ShellResult, 'exit' | 'signal'>>((resolve) => {
    child.once('exit', (exit, signal) =>
      resolve({ ...(exit === null ? {} : { exit }), ...(signal ? { signal } : {}) }),
    );
  });
  const { pid } = child;
  if (pid === undefined) throw await new Promise<Error>((resolve) => child.once('error', resolve));
  child.on('error', () => {});

  const watched = interactive ? pid : -pid;
  call.reaper.watch(watched);
  const told = collect(child);
  for (const [stream, name] of [[child.stdout, 'out'] as const, [child.stderr, 'err'] as const]) {
    stream?.on('data', (chunk: Buffer) => call.onOutput?.(chunk, name)).on('error', () => {});
  }
  try {
    call.onStart?.(pid);
  } catch (error) {
    signal(child, interactive, 'SIGKILL');
    await exited;
    call.reaper.release(watched);
    throw error;
  }
  (child.stdio[line] as Duplex).write(`${call.script}\0`);
  if (call.input !== undefined) feed(child.stdin, call.input);

  const finish = async (): Promise<ShellResult> => {
    const ended = watchOver(call, child, interactive);
    const { exit, signal: killedBy } = await exited;
    const duration = performance.now() - started;
    const reason = ended();
    // What the step left running in its group ends with it, so that nothing holds its pipes.
    if (!interactive) await endGroup(pid, reason === undefined ? 500 : gentleness);
    call.reaper.release(watched);
    await drained(child);
    const surroundings = readMirror(told());
    return {
      ...(exit === undefined ? {} : { exit }),
      ...(killedBy ? { signal: killedBy } : {}),
      ...(reason ? { ended: reason } : {}),
      duration,
      ...(surroundings ? { surroundings } : {}),
    };
  };
  return { pid, result: finish() };
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

/** Ends the child when its time is up or when it is told to. Returns the function that stops watching and says what happened. */
function watchOver(call: ShellCall, child: ChildProcess, interactive: boolean): () => ShellResult['ended'] {
  let reason: ShellResult['ended'];
  const end = (why: NonNullable<ShellResult['ended']>) => {
    reason ??= why;
    const { pid } = child;
    if (pid === undefined || child.exitCode !== null) return;
    if (interactive) {
      signal(child, true, 'SIGTERM');
      setTimeout(() => signal(child, true, 'SIGKILL'), gentleness).unref();
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

function signal(child: ChildProcess, interactive: boolean, name: NodeJS.Signals): void {
  if (interactive) child.kill(name);
  else if (child.pid !== undefined) signalGroup(child.pid, name);
}

/** Writes and closes; a reader that has gone is no error of ours. */
function feed(pipe: Writable | null, text: string): void {
  pipe?.on('error', () => {});
  pipe?.end(text);
}

/** How much of its surroundings a shell may tell, in bytes. */
const limit = 4 * 1024 * 1024;

function collect(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  const pipe = child.stdio[line] as Duplex;
  pipe.on('error', () => {});
  pipe.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  });
  return () => (size <= limit ? Buffer.concat(chunks).toString() : '');
}

/** Waits until the pipes are read to their end; or, where something that left the group still holds them, a short while. */
async function drained(child: ChildProcess): Promise<void> {
  const pipes = [child.stdout, child.stderr, child.stdio[line]].filter(
    (pipe) => pipe && 'read' in pipe,
  ) as Readable[];
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
  child.stdin?.destroy();
}
