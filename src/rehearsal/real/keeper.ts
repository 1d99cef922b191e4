/**
 * Runs in a process of its own, in the network in which a real gateway is to run: starts it, asks it over HTTP what it is told to,
 * and ends it with itself. Its arguments are the file for the gateway's output and the gateway's command. It reads a question a line
 * on standard input, and writes an answer, or that the gateway has ended, a line on standard output.
 */
import { execFile, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { request } from 'node:http';
import { createInterface } from 'node:readline';

/** What the keeper is asked: a request to the gateway, or a command that is to run where the gateway does. */
export type Question = Request | Command;

interface Request {
  id: number;
  port: number;
  path: string;
  headers: Record<string, string>;
}

interface Command {
  id: number;
  run: string[];
  env: Record<string, string>;
}

/** What the keeper says: an answer with its status, nothing where nobody answers, or how the gateway ended. */
export type Said =
  | { id: number; status: number; body: string; errors?: string }
  | { id: number; status?: undefined; error: string }
  | { id?: undefined; ended: number | string };

/** How long a request may go unanswered, and how long the gateway may take to end once it is asked to. */
const patience = 5_000;

function say(said: Said): void {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

function answer(question: Question): void {
  if ('run' in question) give(question);
  else ask(question);
}

function give({ id, run: [program = '', ...args], env }: Command): void {
  execFile(program, args, { env, maxBuffer: 64 * 1024 * 1024 }, (error, body, errors) => {
    const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
    say({ id, status, body, errors });
  });
}

function ask({ id, port, path, headers }: Request): void {
  const asked = request({ host: '127.0.0.1', port, path, headers, timeout: patience });
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
    response.on('end', () => say({ id, status: response.statusCode ?? 0, body }));
  });
  asked.end();
}

function keep(log: string, program: string, args: string[]): void {
  const output = openSync(log, 'a');
  const gateway = spawn(program, args, { stdio: ['ignore', output, output] });
  gateway.on('error', (error) => say({ ended: error.message }));
  gateway.on('exit', (status, signal) => say({ ended: status ?? signal ?? '' }));
  const questions = createInterface({ input: process.stdin });
  questions.on('line', (line) => answer(JSON.parse(line) as Question));
  // Whoever started this is gone, or has had enough.
  questions.on('close', () => {
    if (gateway.exitCode !== null || gateway.signalCode !== null) process.exit(0);
    gateway.on('exit', () => process.exit(0));
    gateway.kill('SIGTERM');
    setTimeout(() => gateway.kill('SIGKILL'), patience).unref();
  });
}

if (import.meta.main) {
  const [log = '', program = '', ...args] = process.argv.slice(2);
  keep(log, program, args);
}
