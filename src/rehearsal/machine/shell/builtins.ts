import { statSync } from 'node:fs';
import { posix } from 'node:path';
import { Leave, type Session } from './shell.ts';

interface BuiltinRun {
  args: string[];
  /** With the command's redirections. */
  session: Session;
  /** The shell itself, which a builtin changes. */
  shell: Session;
  run(source: string): Promise<number>;
}

/** What only a shell itself can do. */
export const builtins: Readonly<Record<string, (run: BuiltinRun) => number | Promise<number>>> = {
  ':': () => 0,
  cd({ args, session, shell }) {
    const path = posix.resolve(
      shell.cwd,
      args.find((arg) => !arg.startsWith('-')) ?? shell.variables.get('HOME') ?? '/root',
    );
    if (statSync(session.files.host(path), { throwIfNoEntry: false })?.isDirectory() !== true) {
      session.err(`sh: 1: cd: can't cd to ${args[0] ?? ''}\n`);
      return 2;
    }
    shell.cwd = path;
    session.cwd = path;
    shell.variables.set('PWD', path);
    return 0;
  },
  exit({ args, shell }) {
    throw new Leave('exit', args[0] === undefined ? shell.status : Number(args[0]) & 255);
  },
  return({ args, shell }) {
    throw new Leave('return', args[0] === undefined ? shell.status : Number(args[0]) & 255);
  },
  break() {
    throw new Leave('break', 0);
  },
  continue() {
    throw new Leave('continue', 0);
  },
  set({ args, shell, session }) {
    for (let at = 0; at < args.length; at++) {
      const arg = args[at] ?? '';
      if (arg === '--') {
        shell.args = args.slice(at + 1);
        session.args = shell.args;
        return 0;
      }
      if (!/^[-+]/.test(arg)) continue;
      const on = arg.startsWith('-');
      const name = arg.includes('o') ? args[++at] : undefined;
      if (arg.includes('e') || name === 'errexit') shell.options.exitOnError = on;
      if (arg.includes('u') || name === 'nounset') shell.options.unsetIsError = on;
    }
    session.options = shell.options;
    return 0;
  },
  shift({ args, shell }) {
    shell.args = shell.args.slice(Number(args[0] ?? 1));
    return 0;
  },
  unset({ args, shell }) {
    for (const name of args) {
      shell.variables.delete(name);
      shell.exported.delete(name);
      shell.functions.delete(name);
    }
    return 0;
  },
  export({ args, shell }) {
    for (const arg of args) {
      const [name = '', value] = arg.split(/=(.*)/s);
      if (value !== undefined) shell.variables.set(name, value);
      shell.exported.add(name);
    }
    return 0;
  },
  eval: ({ args, run }) => run(args.join(' ')),
  trap: () => 0,
  umask: () => 0,
  wait: () => 0,
  async read({ args, session, shell }) {
    const names = args.filter((arg) => !arg.startsWith('-'));
    const input = (await session.stdin()).toString('utf8');
    const [line = '', ...rest] = input.split('\n');
    const left = Buffer.from(rest.join('\n'));
    // What is left is the next one's that reads from the same place: a file that only this command reads from is done with.
    session.stdin = async () => left;
    const words = line.trim().split(/[ \t]+/);
    names.forEach((name, index) => {
      shell.variables.set(
        name,
        index === names.length - 1 ? words.slice(index).join(' ') : (words[index] ?? ''),
      );
    });
    return input === '' ? 1 : 0;
  },
};
