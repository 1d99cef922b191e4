import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Duplex, Readable } from 'node:stream';
import { preamble, line as scriptLine } from './preamble.ts';
import {
  type Ending,
  environmentFor,
  findBash,
  type Stand,
  shellArguments,
  type WaitingShell,
} from './waiting.ts';

/** The descriptor on which the parent tells of its shells: `+ID` when one has started, `-STATUS` when one has ended. */
const told = 3;

/** Shells to be used one after the other. Those after the first two start as others end. */
export interface Brood {
  shells: Promise<WaitingShell>[];
  /** Lets all of them go that have no script. */
  dismiss: () => void;
}

/**
 * Starts shells by way of one small process: to start one from a process as large as this takes longer than most steps do. Each has
 * pipes and a process group of its own, as if it had been started alone.
 */
export function openShells({ env, cwd }: Stand, count: number): Brood {
  const bash = findBash(env.PATH);
  const child = spawn(bash, ['--norc', '--noprofile', '-c', parentOf(count), bash, preamble], {
    cwd,
    env: environmentFor(env),
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', ...Array<'pipe'>(1 + 3 * count).fill('pipe')],
  });
  child.on('error', () => {});
  // Where there are not descriptors enough, the child has not even pipes.
  if (child.pid === undefined) return { shells: [], dismiss: () => {} };
  for (const pipe of child.stdio) pipe?.on('error', () => {});
  const pipe = (number: number) => child.stdio[number] as Duplex;
  const next = tidingsOn(pipe(told));
  const shells = Array.from({ length: count }, async (_, index) => {
    const [started, ended] = [next('+'), next('-')];
    const pid = await started;
    if (pid === undefined) throw new Error('No shell.');
    const [out, err, line] = descriptors(index);
    return { pid, ending: ended.then(endingOf), line: pipe(line), out: pipe(out), err: pipe(err) };
  });
  const dismiss = () => {
    // Whoever tells of a shell to nobody ends, and starts no more of them.
    for (const one of child.stdio) one?.destroy();
    child.unref();
  };
  return { shells, dismiss };
}

/** Standard output, standard error and the line of one of the shells, as its parent has them. */
function descriptors(index: number): [out: number, err: number, line: number] {
  const first = told + 1 + 3 * index;
  return [first, first + 1, first + 2];
}

/**
 * Returns what the parent does. Job control gives each shell a process group; without it, one that is stopped is waited for all the
 * same. What belongs to the shells after it is closed in each, so that no pipe is held open by a stranger.
 */
function parentOf(count: number): string {
  const all = Array.from({ length: count }, (_, index) => descriptors(index));
  const close = (numbers: number[]) => numbers.map((number) => `${number}>&-`).join(' ');
  const start = ([out, err, line]: [number, number, number], index: number) => [
    'set -m',
    `"$0" ${shellArguments.join(' ')} "$1" </dev/null >&${out} 2>&${err} ${scriptLine}<&${line} ${close(all.slice(index).flat())} &`,
    `set +m; p${index}=$!; exec ${close([out, err, line])}`,
    `echo "+$!" >&${told}`,
  ];
  const ahead = 2;
  const starts = all.map(start);
  const waits = all.map((_, index) => [
    `wait "$p${index}"`,
    `echo "-$?" >&${told}`,
    ...(starts[index + ahead] ?? []),
  ]);
  return [...starts.slice(0, ahead), ...waits].flat().join('\n');
}

/** Returns a function that returns the next number told under a sign, or undefined where nothing is told any more. */
function tidingsOn(stream: Readable): (sign: '+' | '-') => Promise<number | undefined> {
  const numbers: Record<string, number[]> = { '+': [], '-': [] };
  const wanted: Record<string, ((number: number | undefined) => void)[]> = { '+': [], '-': [] };
  let rest = '';
  let over = false;
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const [sign = '', ...digits] of lines) {
      const number = Number(digits.join(''));
      const resolve = wanted[sign]?.shift();
      if (resolve) resolve(number);
      else numbers[sign]?.push(number);
    }
  });
  stream.on('close', () => {
    over = true;
    for (const resolve of Object.values(wanted).flatMap((all) => all.splice(0))) resolve(undefined);
  });
  return (sign) =>
    new Promise((resolve) => {
      const number = numbers[sign]?.shift();
      if (number !== undefined || over) resolve(number);
      else wanted[sign]?.push(resolve);
    });
}

/** Returns how a shell ended from the status that its parent tells, where over 128 may be a signal; without one, it was killed. */
function endingOf(exit = 128 + constants.signals.SIGKILL): Ending {
  const [signal] = Object.entries(constants.signals).find(([, number]) => number === exit - 128) ?? [];
  return { exit, ...(signal === undefined ? {} : { signal: signal as NodeJS.Signals }) };
}
