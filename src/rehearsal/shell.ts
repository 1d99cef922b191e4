import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { languageOf, languageOfLocale, type Say, speak } from '../words.ts';
import { prepareWorld } from './index.ts';

/** A fault as it was ordered: `NAME` or `NAME:COMMAND`, and how it is counted. */
interface Ordered {
  fault: string;
  times?: number;
  after?: number;
}

interface Wish {
  world: string | undefined;
  seed: number | undefined;
  faults: Ordered[];
  lang: string | undefined;
  help: boolean;
  command: string[];
}

/**
 * `npm run rehearse`: a shell in a world, or one command in it.
 *
 * @param self the command that calls the program again
 * @returns the exit status: the command's own, or 2 where the options cannot be read
 */
export async function rehearse(args: readonly string[], self: readonly string[]): Promise<number> {
  const wish = readWish(args);
  const lang = 'problem' in wish ? undefined : wish.lang;
  const say = speak(lang ? languageOf(lang) : languageOfLocale(process.env));
  if ('problem' in wish) {
    process.stderr.write(`${wish.problem(say)}\n`);
    return 2;
  }
  if (wish.help) {
    process.stdout.write(help(say));
    return 0;
  }
  // npm runs a script in the project's folder: what was meant is the folder that npm was called from.
  const from = process.env.INIT_CWD ?? process.cwd();
  const dir =
    wish.world === undefined ? mkdtempSync(join(tmpdir(), 'rehearsal-')) : resolve(from, wish.world);
  try {
    if (wish.faults.some(({ fault }) => fault === 'list')) {
      process.stdout.write(await faultList(say));
      return 0;
    }
    const prepared = await prepareWorld(dir, {
      self,
      ...(wish.seed !== undefined && { seed: wish.seed }),
    }).catch((error: Error) => error);
    if (prepared instanceof Error) {
      process.stderr.write(`${say('runbook.world.unusable', { folder: dir, reason: prepared.message })}\n`);
      return 1;
    }
    const { env, cwd } = prepared;
    for (const fault of wish.faults) {
      const problem = await orderFault(dir, fault, say);
      if (problem === undefined) continue;
      process.stderr.write(`${problem}\n`);
      return 2;
    }
    if (wish.faults.length > 0 && wish.world !== undefined && wish.command.length === 0) return 0;
    const all = { ...process.env, ...env, ...(lang !== undefined && { REHEARSAL_LANG: lang }) };
    if (wish.command.length > 0) return await run(wish.command, { env: all, cwd }, say);
    process.stderr.write(`${say('rehearsal.opened', { dir })}\n`);
    return await run(shellCommand(env.HOME ?? dir), { env: { ...all, PS1: '(rehearsal) \\w $ ' }, cwd }, say);
  } finally {
    if (wish.world === undefined) rmSync(dir, { recursive: true, force: true });
  }
}

/** Returns every fault with what it does, a line each. */
async function faultList(say: Say): Promise<string> {
  const { faultNames } = await import('./faults/order.ts');
  const { faultWords } = await import('./faults/words.ts');
  const width = Math.max(...faultNames.map((name) => name.length));
  return faultNames
    .map((name) => {
      const key = faultWords[name];
      return `${name.padEnd(width)}  ${key === undefined ? '' : say(key)}\n`;
    })
    .join('');
}

/** Orders a fault. Returns what is wrong with the order, if anything. */
async function orderFault(dir: string, { fault, ...counts }: Ordered, say: Say): Promise<string | undefined> {
  const { faultNames, isMishap, order } = await import('./faults/order.ts');
  const [name = '', command] = fault.split(/:(.*)/s);
  if (!faultNames.includes(name)) return say('rehearsal.unknownFault', { fault: name });
  const [count] = Object.keys(counts);
  if (count !== undefined && !isMishap(name))
    return say('rehearsal.notCounted', { fault: name, option: `--${count}` });
  try {
    order(dir, name, { ...counts, ...(command !== undefined && { command }) });
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return say('rehearsal.nothingToSpoil', { fault: name });
    throw error;
  }
}

/** Returns the shell to open: bash where there is one, told to read nothing but the prompt. */
function shellCommand(home: string): string[] {
  const rc = join(home, '.rehearsal');
  writeFileSync(rc, "PS1='(rehearsal) \\w $ '\n");
  return [
    'sh',
    '-c',
    'if command -v bash >/dev/null 2>&1; then exec bash --noprofile --rcfile "$1" -i; fi; exec sh -i',
    'sh',
    rc,
  ];
}

function run(
  command: readonly string[],
  options: { env: NodeJS.ProcessEnv; cwd: string },
  say: Say,
): Promise<number> {
  const [program = '', ...args] = command;
  return new Promise((done) => {
    const child = spawn(program, args, { ...options, stdio: 'inherit' });
    // What interrupts the terminal reaches the command itself, which says how it ends; what ends this process has to end it too.
    const ignore = () => {};
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', ignore);
    process.on('SIGTERM', pass);
    process.on('SIGHUP', pass);
    child.once('error', () => {
      process.stderr.write(`${say('rehearsal.notFound', { program })}\n`);
      done(127);
    });
    child.once('close', (code, signal) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', pass);
      process.off('SIGHUP', pass);
      done(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/** The options whose value is a number. */
const numbers: ReadonlySet<string> = new Set(['--seed', '--times', '--after']);

function readWish(args: readonly string[]): Wish | { problem: (say: Say) => string } {
  const wish: Wish = {
    world: undefined,
    seed: undefined,
    faults: [],
    lang: undefined,
    help: false,
    command: [],
  };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      wish.command = args.slice(at + 1);
      break;
    }
    const [name = '', joined] = arg.split(/=(.*)/s);
    if (name === '--help' || name === '-h') {
      wish.help = true;
      continue;
    }
    if (!['--world', '--seed', '--fault', '--times', '--after', '--lang'].includes(name)) {
      if (arg.startsWith('-')) return { problem: (say) => say('rehearsal.unknownOption', { option: arg }) };
      wish.command = args.slice(at);
      break;
    }
    const value = joined ?? args[++at];
    if (value === undefined) return { problem: (say) => say('rehearsal.noValue', { option: name }) };
    if (numbers.has(name) && !/^\d{1,9}$/.test(value))
      return { problem: (say) => say('rehearsal.badNumber', { option: name, value }) };
    if (name === '--world') wish.world = value;
    else if (name === '--seed') wish.seed = Number.parseInt(value, 10);
    else if (name === '--fault') wish.faults.push({ fault: value });
    else if (name === '--lang') wish.lang = value;
    else {
      const counted = wish.faults.at(-1);
      if (counted === undefined)
        return { problem: (say) => say('rehearsal.countsNothing', { option: name }) };
      counted[name === '--times' ? 'times' : 'after'] = Number.parseInt(value, 10);
    }
  }
  return wish;
}

function help(say: Say): string {
  const options: [string, string][] = [
    ['--world DIR', say('rehearsal.help.world')],
    ['--seed N', say('rehearsal.help.seed')],
    ['--fault NAME', say('rehearsal.help.fault')],
    ['--times N', say('rehearsal.help.times')],
    ['--after N', say('rehearsal.help.after')],
    ['--lang en|it', say('rehearsal.help.lang')],
  ];
  const lines = options.map(([option, text]) => `  ${option.padEnd(14)} ${text}`);
  return `${say('rehearsal.usage')}\n\n${say('rehearsal.help')}\n\n${lines.join('\n')}\n\n${say('rehearsal.help.faults')}\n`;
}
