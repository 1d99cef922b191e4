import { Uncovered } from '../../failure.ts';
import { complain, options, type Program } from './program.ts';

/** What a secret prints as: made up, and the same whatever was set. The world keeps no value that it could print. */
const mask = '(set; a rehearsal keeps no values)';

export const id: Program = (run) => {
  const { user } = run.session;
  const number = user === 'root' ? 0 : 1000;
  const short = options(run.args).letters.has('u') || options(run.args).letters.has('g');
  run.session.out(
    short
      ? `${options(run.args).letters.has('n') ? user : number}
`
      : `uid=${number}(${user}) gid=${number}(${user}) groups=${number}(${user})
`,
  );
  return 0;
};

export const whoami: Program = (run) => {
  run.session.out(`${run.session.user}\n`);
  return 0;
};

export const hostname: Program = (run) => {
  run.session.out(`${run.session.machine.id}\n`);
  return 0;
};

export const uname: Program = (run) => {
  run.session.out(
    options(run.args).letters.has('a')
      ? `Linux ${run.session.machine.id} 6.12.0-fly x86_64 GNU/Linux\n`
      : options(run.args).letters.has('m')
        ? 'x86_64\n'
        : 'Linux\n',
  );
  return 0;
};

export const pwd: Program = (run) => {
  run.session.out(`${run.session.cwd}\n`);
  return 0;
};

export const yes: Program = () => 0;
export const no: Program = () => 1;

export const sleep: Program = async (run) => {
  await new Promise((done) => setTimeout(done, Math.min(Number(run.args[0] ?? 0) * 1000, 2000)));
  return 0;
};

export const date: Program = (run) => {
  run.session.out(
    run.args[0] === '+%s' ? `${Math.floor(Date.now() / 1000)}\n` : `${new Date().toUTCString()}\n`,
  );
  return 0;
};

/** Returns what a program finds in its environment: variables that are exported, and secrets as a mask. */
function environment(run: Parameters<Program>[0]): Map<string, string> {
  const all = new Map<string, string>();
  for (const name of run.session.exported) {
    const value = run.session.variables.get(name);
    if (value !== undefined) all.set(name, value);
  }
  for (const name of run.session.machine.secrets) all.set(name, mask);
  return all;
}

export const printenv: Program = (run) => {
  const all = environment(run);
  if (run.args.length === 0) {
    for (const [name, value] of all) run.session.out(`${name}=${value}\n`);
    return 0;
  }
  let status = 0;
  for (const name of run.args) {
    const value = all.get(name);
    if (value === undefined) status = 1;
    else run.session.out(`${value}\n`);
  }
  return status;
};

export const env: Program = async (run) => {
  const args = [...run.args];
  const variables = new Map(run.session.variables);
  const exported = new Set(run.session.exported);
  while (args[0] !== undefined && /^[A-Za-z_]\w*=/.test(args[0])) {
    const [name = '', value = ''] = (args.shift() ?? '').split(/=(.*)/s);
    variables.set(name, value);
    exported.add(name);
  }
  if (args.length > 0) return await run.runProgram(args, { variables, exported });
  return await printenv({ ...run, args: [], session: { ...run.session, variables, exported } });
};

export const ps: Program = (run) => {
  run.session.out('  PID TTY          TIME CMD\n    1 ?        00:00:00 init\n');
  if (run.session.machine.isListening)
    run.session.out(`  651 ?        00:00:08 ${run.session.machine.command}\n`);
  return 0;
};

/** A rehearsal has no processes to end beside the gateway, which the platform starts again: saying so would be another fault. */
export const kill: Program = (run) => {
  const { rest } = options(run.args);
  if (rest.every((one) => one === '651' || one === '1')) return 0;
  return complain(run, `(${rest[0] ?? ''}) - No such process`);
};

export const free: Program = (run) => {
  const total = run.session.machine.memory;
  const used = run.session.machine.isListening ? Math.min(total, 860) : 60;
  run.session.out(`               total        used        free\nMem:  ${total}  ${used}  ${total - used}\n`);
  return 0;
};

/** `sh -c SCRIPT [NAME ARG…]`, `sh -s [ARG…]` with the script on standard input, and options such as `-e` and `-l` before. */
export const sh: Program = async (run) => {
  const args = [...run.args];
  let mode: 'c' | 's' | undefined;
  const settings = { exitOnError: false, unsetIsError: false };
  while (args[0]?.startsWith('-') && args[0] !== '--') {
    const letters = args.shift() ?? '';
    const name = letters.includes('o') ? args.shift() : undefined;
    if (letters.includes('e') || name === 'errexit') settings.exitOnError = true;
    if (letters.includes('u') || name === 'nounset') settings.unsetIsError = true;
    if (letters.includes('s')) mode = 's';
    if (letters.includes('c')) {
      mode = 'c';
      break;
    }
  }
  if (args[0] === '--') args.shift();
  if (mode === 'c') {
    const [script = '', , ...rest] = args;
    return await run.runScript(script, { args: rest, options: settings });
  }
  if (mode === 's' || args.length === 0) {
    const script = (await run.session.stdin()).toString('utf8');
    const empty = async () => Buffer.alloc(0);
    return await run.runScript(script, { args, options: settings, stdin: empty });
  }
  const { readFileSync } = await import('node:fs');
  const { posix } = await import('node:path');
  const [file = '', ...rest] = args;
  try {
    const script = readFileSync(run.session.files.host(posix.resolve(run.session.cwd, file)), 'utf8');
    return await run.runScript(script, { args: rest, options: settings });
  } catch {
    return complain(run, `0: cannot open ${file}: No such file`, 2);
  }
};

/** `runuser -u USER [--] PROGRAM …`, and `su USER -c SCRIPT`. */
export const runuser: Program = async (run) => {
  const args = [...run.args];
  const at = args.findIndex((arg) => arg === '-u' || arg === '--user');
  const [, user] = at >= 0 ? args.splice(at, 2) : [];
  if (args[0] === '--') args.shift();
  if (user !== 'node' && user !== 'root') return complain(run, `user ${user ?? ''} does not exist`);
  if (run.session.user !== 'root') return complain(run, 'may not be used by non-root users');
  return await run.runProgram(args, { user });
};

export const su: Program = async (run) => {
  const args = run.args.filter((arg) => arg !== '-' && arg !== '-l');
  const at = args.indexOf('-c');
  const [, script = ''] = at >= 0 ? args.splice(at, 2) : [];
  const [user = 'root'] = args.filter((arg) => !arg.startsWith('-'));
  if (user !== 'node' && user !== 'root') return complain(run, `user ${user} does not exist`);
  if (at < 0) throw new Uncovered('fly ssh console: su');
  return await run.runScript(script, { user });
};
