import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownEnvironment } from './environment.ts';
import { endedName, logName, type Question, type Said, socketName } from './keeper.ts';
import { ownNetwork } from './network.ts';

/** A real gateway that stays behind a machine of a world, from one call of the world's programs to the next. */
export interface Behind {
  /** Where it keeps what is its own: a folder that goes with the world, and with which it goes. */
  folder: string;
  /** The folder of the release. */
  release: string;
}

/** How long its start may take, in milliseconds: where a plugin cannot be fetched it takes nearly two minutes. */
const patience = 300_000;

/** What it says once its start is over. */
const readyLine = /\[gateway\] ready/;

const tick = 200;

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tick);
}

/** How a start came out: what was logged, and the exit status where it has ended. */
export interface Started {
  log: string;
  ready: boolean;
  exitCode?: number;
}

/** Starts it in place of whatever ran there before, and waits until it is ready, has ended, or has had its time. */
export function startBehind(
  { folder, release }: Behind,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Started {
  stopBehind({ folder });
  mkdirSync(join(folder, 'home'), { recursive: true });
  writeFileSync(join(folder, logName), '');
  const around = ownNetwork() ?? [];
  const words = command.map((word, index) => {
    if (index === 0 && word === 'node') return process.execPath;
    return /^(dist\/index\.m?js|openclaw\.mjs)$/.test(word) ? join(release, word) : word;
  });
  const [program = '', ...args] = [...around, ...keeperWords(), '--stay', ...words];
  spawn(program, args, {
    cwd: folder,
    detached: true,
    stdio: 'ignore',
    env: { ...environmentOf(folder), ...env, KEEPER_NETWORK: around.length > 0 ? 'own' : '' },
  }).unref();
  const until = Date.now() + patience;
  for (;;) {
    const log = logOf({ folder, release });
    if (readyLine.test(log)) return { log, ready: true };
    const ended = endOf(folder);
    if (ended !== undefined) return { log: logOf({ folder, release }), ready: false, exitCode: ended };
    if (Date.now() > until) return { log, ready: false };
    pause();
  }
}

/** The command that runs the keeper: this very program, called again. */
function keeperWords(): string[] {
  return [process.execPath, ...process.execArgv, process.argv[1] ?? '', 'rehearsed', 'keeper'];
}

/** Returns the environment of what runs beside it: nothing of the developer's own. */
export function environmentOf(folder: string): Record<string, string> {
  return ownEnvironment(join(folder, 'home'));
}

/** Returns all that it has logged. */
export function logOf({ folder }: Behind): string {
  const log = join(folder, logName);
  return existsSync(log) ? readFileSync(log, 'utf8') : '';
}

function endOf(folder: string): number | undefined {
  const ended = join(folder, endedName);
  if (!existsSync(ended)) return undefined;
  const status = Number(readFileSync(ended, 'utf8'));
  return Number.isInteger(status) ? status : 1;
}

/** Ends it, waits until it is gone, and removes what was its own. */
export function stopBehind({ folder }: Pick<Behind, 'folder'>): void {
  if (existsSync(join(folder, socketName)) && endOf(folder) === undefined) {
    put(folder, { id: 0, end: true });
    for (let waited = 0; endOf(folder) === undefined && waited < 8_000; waited += tick) pause();
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Asks it; undefined where it is gone. */
export function askBehind(
  { folder }: Behind,
  question: Question,
): Extract<Said, { status: number }> | undefined {
  if (!existsSync(join(folder, socketName)) || endOf(folder) !== undefined) return undefined;
  const said = put(folder, question);
  return said?.id !== undefined && said.status !== undefined ? said : undefined;
}

/** A socket's path may not be long, so it is opened from its folder. */
const client = `
const socket = require('node:net').connect('${socketName}');
let input = '';
process.stdin.setEncoding('utf8').on('data', (text) => { input += text; });
process.stdin.on('end', () => socket.write(input + '\\n'));
socket.on('error', () => process.exit(1));
socket.pipe(process.stdout);
`;

function put(folder: string, question: Question): Said | undefined {
  const { status, stdout } = spawnSync(process.execPath, ['-e', client], {
    cwd: folder,
    input: JSON.stringify(question),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 && stdout !== '' ? (JSON.parse(stdout) as Said) : undefined;
}
