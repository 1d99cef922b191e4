import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readGatewayCommand } from '../gateway/command.ts';
import { ownEnvironment } from './environment.ts';
import type { Question, Said } from './keeper.ts';
import { ownNetwork } from './network.ts';
import type { Release } from './release.ts';

/** What a real gateway is started with. */
export interface Start {
  release: Release;
  /** The process' command in words, as the machine would get it; `node` is the one that runs this. */
  command: readonly string[];
  env: Readonly<Record<string, string>>;
  /** A folder for all that is its own: its log, its home, its state. */
  folder: string;
  /** The folder that stands for the one that `OPENCLAW_STATE_DIR` names on the machine, where it is not the gateway's own. */
  state?: string;
}

/** Returns the state folder that a gateway has in its own folder. */
export function stateIn(folder: string): string {
  return join(folder, 'state');
}

/** What it answered. */
export interface Answer {
  status: number;
  body: string;
}

/** How a command ended, and what it printed. */
export interface Ran {
  status: number;
  out: string;
  err: string;
}

/** A real gateway, running. It ends with the process that started it. */
export class RealGateway {
  /** The port on which it is asked. */
  readonly port: number;
  /** Its exit status, or the name of the signal that ended it, once it has ended. */
  ended: number | string | undefined;
  readonly #keeper: ChildProcess;
  readonly #log: string;
  readonly #env: Record<string, string>;
  readonly #waiting = new Map<number, (said: Said) => void>();
  #asked = 0;

  constructor(keeper: ChildProcess, around: { log: string; port: number; env: Record<string, string> }) {
    this.#keeper = keeper;
    this.#log = around.log;
    this.port = around.port;
    this.#env = around.env;
    if (keeper.stdout === null) throw new Error('the keeper has no output');
    createInterface({ input: keeper.stdout }).on('line', (line) => this.#hear(JSON.parse(line) as Said));
    keeper.on('exit', (status) => {
      this.ended ??= status ?? 'SIGKILL';
      for (const [id, answer] of this.#waiting) answer({ id, error: 'ended' });
    });
  }

  #hear(said: Said): void {
    if (said.id === undefined) this.ended = said.ended;
    else this.#waiting.get(said.id)?.(said);
  }

  /** All that it has printed so far. */
  get log(): string {
    return readFileSync(this.#log, 'utf8');
  }

  /** Asks it over HTTP, in its own network; nothing where nobody answers. */
  async ask(path: string, headers: Record<string, string> = {}): Promise<Answer | undefined> {
    const said = await this.#put((id) => ({ id, port: this.port, path, headers }));
    return said.status === undefined ? undefined : { status: said.status, body: said.body };
  }

  /** Runs a command beside it, in its own network and environment. */
  async run(words: string[]): Promise<Ran> {
    const said = await this.#put((id) => ({ id, run: words, env: this.#env }));
    if (said.status === undefined) throw new Error(said.error);
    return { status: said.status, out: said.body, err: said.errors ?? '' };
  }

  async #put(question: (id: number) => Question): Promise<Said & { id: number }> {
    const id = ++this.#asked;
    const said = await new Promise<Said>((resolve) => {
      this.#waiting.set(id, resolve);
      if (this.#keeper.exitCode !== null) resolve({ id, error: 'ended' });
      else this.#keeper.stdin?.write(`${JSON.stringify(question(id))}\n`);
    });
    this.#waiting.delete(id);
    return said.id === undefined ? { id, error: 'ended' } : said;
  }

  /** Returns once something holds, looked for once a second, or the gateway has ended; whether it held. */
  async until(holds: () => boolean | Promise<boolean>): Promise<boolean> {
    for (;;) {
      if (await holds()) return true;
      if (this.ended !== undefined) return false;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }

  /** Whether it says of itself that its start is over; waits for that, or for its end. */
  ready(): Promise<boolean> {
    return this.until(async () => (await this.ask('/startupz'))?.status === 200);
  }

  /** Waits for its end by itself, and returns its exit status. */
  async end(): Promise<number | string | undefined> {
    await this.until(() => false);
    return this.ended;
  }

  /** Ends it, and waits until it is gone. */
  async stop(): Promise<void> {
    if (this.#keeper.exitCode !== null || this.#keeper.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#keeper.once('exit', resolve));
    this.#keeper.stdin?.end();
    await gone;
  }
}

/**
 * Starts a real gateway as the machine would: in the package's folder, where the image has it in /app, with this command and this
 * environment, in a network of its own where the system allows that. Elsewhere it shares this one, on a port that is free.
 */
export async function startGateway(start: Start): Promise<RealGateway> {
  const { release, command, env, folder, state = stateIn(folder) } = start;
  const around = ownNetwork();
  const port = around === undefined ? await freePort() : (readGatewayCommand(command)?.port ?? defaultPort);
  const words = command.map((word, index) => {
    if (index === 0 && word === 'node') return process.execPath;
    return command[index - 1] === '--port' ? String(port) : word;
  });
  const [home, temporary, log] = ['home', 'tmp', 'log'].map((name) => join(folder, name)) as Paths;
  for (const each of [home, temporary, state]) mkdirSync(each, { recursive: true });
  writeFileSync(log, '');
  const [program, ...args] = [
    ...(around ?? []),
    process.execPath,
    join(import.meta.dirname, 'keeper.ts'),
    log,
    ...words,
  ] as [string, ...string[]];
  const own = { ...ownEnvironment(home), TMPDIR: temporary, ...env, OPENCLAW_STATE_DIR: state };
  const keeper = spawn(program, args, { cwd: release.folder, stdio: ['pipe', 'pipe', 'inherit'], env: own });
  return new RealGateway(keeper, { log, port, env: own });
}

type Paths = [string, string, string];

/** Where the gateway listens that is told nothing. */
const defaultPort = 18789;

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
