/**
 * Runs in a process of its own, in the network in which a real gateway is to run: starts it, asks it over HTTP what it is told to,
 * runs commands beside it, and ends it with itself. It is asked by whoever started it, a line of JSON a question, and says its
 * answers the same way; or, where it stays behind, by anybody, over a socket in its folder.
 */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** What the keeper is asked: a request to the gateway, a command that is to run where the gateway does, or to end. */
export type Question = Request | Command | { id: number; end: true };

interface Request {
  id: number;
  port: number;
  path: string;
  headers: Record<string, string>;
  method?: string;
  /** The address from which the gateway is to see it, where the network is the keeper's own. */
  from?: string;
}

interface Command {
  id: number;
  run: string[];
  env: Record<string, string>;
  input?: string;
}

/** What the keeper says: an answer with its status, nothing where nobody answers, or how the gateway ended. */
export type Said =
  | { id: number; status: number; body: string; headers?: Record<string, string>; errors?: string }
  | { id: number; status?: undefined; error: string }
  | { id?: undefined; ended: number | string };

type Say = (said: Said) => void;

/** How long a request may go unanswered, and how long the gateway may take to end once it is asked to. */
const patience = 5_000;

/** A gateway that nobody has asked anything for so long, in milliseconds, is forgotten. */
const forgotten = 30 * 60_000;

/** Where a gateway that stays behind is asked, and where it is written how it ended; both in its folder. */
export const socketName = 'socket';
export const endedName = 'ended';
export const logName = 'log';

function answer(question: Question, say: Say): void {
  if ('run' in question) give(question, say);
  else if ('path' in question) ask(question, say);
}

function give({ id, run: [program = '', ...args], env, input }: Command, say: Say): void {
  const child = execFile(program, args, { env, maxBuffer: 64 * 1024 * 1024 }, (error, body, errors) => {
    const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
    say({ id, status, body, errors });
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(input ?? '');
}

function ask({ id, port, path, headers, method, from }: Request, say: Say): void {
  const localAddress = from === undefined || !hasAddress(from) ? {} : { localAddress: from };
  const asked = request({
    host: '127.0.0.1',
    port,
    path,
    headers,
    timeout: patience,
    method,
    ...localAddress,
  });
  asked.on('timeout', () => asked.destroy(new Error('timeout')));
  asked.on('error', (error) => say({ id, error: error.message }));
  asked.on('upgrade', (response, socket) => {
    socket.destroy();
    say({ id, status: response.statusCode ?? 0, body: '' });
  });
  asked.on('response', (response) => {
    let body = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    response.on('end', () => {
      const told = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
      say({ id, status: response.statusCode ?? 0, body, headers: Object.fromEntries(told) });
    });
  });
  asked.end();
}

/** Whether a request can come from an address: this machine's own, or one that a network of the keeper's own takes. */
function hasAddress(address: string): boolean {
  if (address.startsWith('127.')) return true;
  try {
    execFileSync('ip', ['address', 'replace', `${address}/32`, 'dev', 'lo'], { stdio: 'ignore' });
    return process.env.KEEPER_NETWORK === 'own';
  } catch {
    return false;
  }
}

/** Starts the gateway, and returns what ends it. */
function start(log: string, program: string, args: string[], onEnd: (ended: number | string) => void) {
  const output = openSync(log, 'a');
  const gateway = spawn(program, args, { stdio: ['ignore', output, output] });
  let over = false;
  const end = (ended: number | string) => {
    over = true;
    onEnd(ended);
  };
  gateway.on('error', (error) => end(error.message));
  gateway.on('exit', (status, signal) => end(status ?? signal ?? ''));
  return () => {
    if (over) process.exit(0);
    gateway.on('exit', () => process.exit(0));
    gateway.kill('SIGTERM');
    setTimeout(() => gateway.kill('SIGKILL'), patience).unref();
  };
}

/** Keeps a gateway for whoever started it, and ends with them. */
function keep(log: string, program: string, args: string[]): void {
  const say: Say = (said) => process.stdout.write(`${JSON.stringify(said)}\n`);
  const end = start(log, program, args, (ended) => say({ ended }));
  const questions = createInterface({ input: process.stdin });
  questions.on('line', (line) => answer(JSON.parse(line) as Question, say));
  // Whoever started this is gone, or has had enough.
  questions.on('close', end);
}

/** Keeps a gateway in the background, in the folder that it stands in, and ends when that folder does. */
function stay(program: string, args: string[]): void {
  const end = start(logName, program, args, (ended) => {
    if (existsSync('.')) writeFileSync(endedName, String(ended));
  });
  let heard = Date.now();
  rmSync(socketName, { force: true });
  createServer((socket) => {
    const say: Say = (said) => socket.writable && socket.end(`${JSON.stringify(said)}\n`);
    socket.on('error', () => {});
    createInterface({ input: socket }).on('line', (line) => {
      heard = Date.now();
      const question = JSON.parse(line) as Question;
      if ('end' in question) end();
      else answer(question, say);
    });
  }).listen(socketName);
  setInterval(() => {
    if (!existsSync(socketName) || Date.now() - heard > forgotten) end();
  }, 500);
}

/** Becomes the keeper: of a log and a command, or, after `--stay`, of a command alone. */
export function keeper([first = '', program = '', ...args]: readonly string[]): void {
  if (first === '--stay') stay(program, args);
  else keep(first, program, args);
}

if (import.meta.main) keeper(process.argv.slice(2));
