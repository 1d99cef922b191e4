import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { posix } from 'node:path';
import {
  absolute,
  claim,
  complain,
  hostOf,
  hostToWrite,
  options,
  type Program,
  type Run,
  reason,
} from './program.ts';

/** Writes somewhere by `write`, where this user may; what is new belongs to the user. */
function writing(run: Run, path: string, write: (host: string) => void): void {
  const where = absolute(run, path);
  const host = hostToWrite(run.session, where);
  const isNew = !existsSync(host);
  write(host);
  if (isNew) claim(run.session, where);
}

/** Does something to each path, complaining of those where it fails. */
function each(run: Run, paths: readonly string[], verb: string, act: (path: string) => void): number {
  let status = 0;
  for (const path of paths) {
    try {
      act(path);
    } catch (error) {
      status = complain(
        run,
        verb === '' ? `${path}: ${reason(error)}` : `${verb} '${path}': ${reason(error)}`,
      );
    }
  }
  return status;
}

const missingOperand = (run: Run) => complain(run, "missing operand\nTry 'help' for more information.");

export const cat: Program = async (run) => {
  const { rest } = options(run.args);
  if (rest.length === 0) {
    run.session.out(await run.session.stdin());
    return 0;
  }
  let status = 0;
  for (const path of rest) {
    try {
      run.session.out(path === '-' ? await run.session.stdin() : readFileSync(hostOf(run, path)));
    } catch (error) {
      status = complain(run, `${path}: ${reason(error)}`);
    }
  }
  return status;
};

export const tee: Program = async (run) => {
  const { letters, rest } = options(run.args);
  const input = await run.session.stdin();
  const status = each(run, rest, '', (path) => {
    if (path === '/dev/null') return;
    writing(run, path, (host) => (letters.has('a') ? appendFileSync : writeFileSync)(host, input));
  });
  run.session.out(input);
  return status;
};

export const mkdir: Program = (run) => {
  const { letters, long, rest } = options(run.args);
  if (rest.length === 0) return missingOperand(run);
  const recursive = letters.has('p') || long.has('parents');
  return each(
    run,
    rest,
    'cannot create directory',
    (path) => void mkdirSync(hostOf(run, path), { recursive }),
  );
};

export const rmdir: Program = (run) =>
  each(run, options(run.args).rest, 'failed to remove', (path) => {
    const host = hostOf(run, path);
    if (readdirSync(host).length > 0) throw Object.assign(new Error(), { code: 'ENOTEMPTY' });
    rmSync(host, { recursive: true });
  });

export const rm: Program = (run) => {
  const { letters, long, rest } = options(run.args);
  const force = letters.has('f') || long.has('force');
  const recursive = letters.has('r') || letters.has('R') || long.has('recursive');
  if (rest.length === 0) return force ? 0 : missingOperand(run);
  return each(run, rest, 'cannot remove', (path) => {
    const host = hostOf(run, path);
    const stat = statSync(host, { throwIfNoEntry: false });
    if (stat === undefined && force) return;
    hostToWrite(run.session, posix.dirname(absolute(run, path)));
    if (stat?.isDirectory() && !recursive) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (isMount(run, path)) throw new Error('Device or resource busy');
    rmSync(host, { recursive });
  });
};

/** Whether a path is where a volume is mounted: its contents may go, it may not. */
function isMount(run: Run, path: string): boolean {
  return run.session.files.mounts.some((mount) => mount.path === absolute(run, path));
}

export const mv: Program = (run) => {
  const { rest } = options(run.args);
  const target = rest.at(-1);
  if (rest.length < 2 || target === undefined) return missingOperand(run);
  return each(run, rest.slice(0, -1), 'cannot move', (path) => {
    hostToWrite(run.session, posix.dirname(absolute(run, path)));
    const to = into(run, target, path);
    const owner = run.session.machine.ownerOf(absolute(run, path));
    const from = hostOf(run, path);
    const host = hostToWrite(run.session, to);
    try {
      renameSync(from, host);
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EXDEV') throw error;
      cpSync(from, host, { recursive: true });
      rmSync(from, { recursive: true });
    }
    run.session.machine.setOwner(to, owner);
  });
};

export const cp: Program = (run) => {
  const { letters, rest } = options(run.args);
  const target = rest.at(-1);
  if (rest.length < 2 || target === undefined) return missingOperand(run);
  const recursive = letters.has('r') || letters.has('R') || letters.has('a');
  return each(run, rest.slice(0, -1), 'cannot stat', (path) => {
    if (statSync(hostOf(run, path)).isDirectory() && !recursive)
      throw new Error('-r not specified; omitting directory');
    const to = into(run, target, path);
    const isNew = !existsSync(run.session.files.host(to));
    cpSync(hostOf(run, path), hostToWrite(run.session, to), { recursive });
    const keeps = run.session.user === 'root' && (letters.has('p') || letters.has('a'));
    if (keeps) run.session.machine.setOwner(to, run.session.machine.ownerOf(absolute(run, path)));
    else if (isNew) claim(run.session, to);
  });
};

/** Returns where a file goes that is moved or copied to a target, which may be a folder. */
function into(run: Run, target: string, path: string): string {
  const to = absolute(run, target);
  if (statSync(hostOf(run, target), { throwIfNoEntry: false })?.isDirectory() !== true) return to;
  return posix.join(to, posix.basename(path));
}

export const touch: Program = (run) =>
  each(run, options(run.args).rest, 'cannot touch', (path) =>
    writing(run, path, (host) => {
      if (existsSync(host)) utimesSync(host, new Date(), new Date());
      else writeFileSync(host, '');
    }),
  );

export const chmod: Program = (run) => {
  const { letters, rest } = options(run.args.filter((arg) => !/^-[rwx]+$/.test(arg)));
  const [mode = '', ...paths] = rest;
  return each(run, paths, 'cannot access', (path) => {
    for (const one of below(run, path, letters.has('R'))) {
      const host = hostOf(run, one);
      chmodSync(host, changed(statSync(host).mode & 0o7777, mode));
    }
  });
};

function changed(before: number, mode: string): number {
  if (/^[0-7]{3,4}$/.test(mode)) return Number.parseInt(mode, 8);
  let after = before;
  for (const clause of mode.split(',')) {
    const [, who = '', operator = '', what = ''] = /^([ugoa]*)([-+=])([rwxX]*)$/.exec(clause) ?? [];
    if (operator === '') throw new Error(`invalid mode: '${mode}'`);
    const bits = (what.includes('r') ? 4 : 0) | (what.includes('w') ? 2 : 0) | (/[xX]/.test(what) ? 1 : 0);
    for (const [letter, shift] of [
      ['u', 6],
      ['g', 3],
      ['o', 0],
    ] as const) {
      if (who !== '' && !who.includes('a') && !who.includes(letter)) continue;
      if (operator === '+') after |= bits << shift;
      else if (operator === '-') after &= ~(bits << shift);
      else after = (after & ~(7 << shift)) | (bits << shift);
    }
  }
  return after;
}

export const chown: Program = (run) => {
  const { letters, rest } = options(run.args);
  const [owner = '', ...paths] = rest;
  const [user = '', group = user] = owner.split(':');
  const name = (id: string) => (id === '1000' ? 'node' : id === '0' || id === '' ? 'root' : id);
  if (run.session.user !== 'root')
    return complain(run, `changing ownership of '${paths[0] ?? ''}': Operation not permitted`);
  return each(run, paths, 'cannot access', (path) => {
    for (const one of below(run, path, letters.has('R'))) {
      statSync(hostOf(run, one));
      run.session.machine.setOwner(one, `${name(user)}:${name(group)}`);
    }
  });
};

/** Returns a path and, where wanted, all that lies below it. */
function below(run: Run, path: string, all: boolean): string[] {
  const start = absolute(run, path);
  const host = hostOf(run, path);
  if (!all || !statSync(host).isDirectory()) return [start];
  return [start, ...readdirSync(host).flatMap((name) => below(run, posix.join(start, name), true))];
}

export const test: Program = (run) => {
  const args = run.name.endsWith('[') ? run.args.slice(0, -1) : run.args;
  if (run.name.endsWith('[') && run.args.at(-1) !== ']') return complain(run, 'missing ]', 2);
  return evaluate(run, args) ? 0 : 1;
};

function evaluate(run: Run, args: readonly string[]): boolean {
  const [first = '', second = '', third = ''] = args;
  const either = args.indexOf('-o');
  if (either > 0) return evaluate(run, args.slice(0, either)) || evaluate(run, args.slice(either + 1));
  const both = args.indexOf('-a');
  if (both > 0 && args.length > 3)
    return evaluate(run, args.slice(0, both)) && evaluate(run, args.slice(both + 1));
  if (first === '!' && args.length > 1) return !evaluate(run, args.slice(1));
  if (args.length <= 1) return first !== '';
  if (args.length === 2) return unary(run, first, second);
  const [left, right] = [Number(first), Number(third)];
  switch (second) {
    case '=':
    case '==':
      return first === third;
    case '!=':
      return first !== third;
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    case '-ge':
      return left >= right;
    default:
      return false;
  }
}

function unary(run: Run, operator: string, operand: string): boolean {
  if (operator === '-n') return operand !== '';
  if (operator === '-z') return operand === '';
  if (operator === '-t') return false;
  const stat = statSync(hostOf(run, operand), { throwIfNoEntry: false });
  switch (operator) {
    case '-e':
    case '-r':
    case '-w':
      return stat !== undefined;
    case '-x':
      return stat !== undefined && (stat.isDirectory() || (stat.mode & 0o111) !== 0);
    case '-f':
      return stat?.isFile() === true;
    case '-d':
      return stat?.isDirectory() === true;
    case '-s':
      return stat !== undefined && stat.size > 0;
    default:
      return false;
  }
}
