import {
  appendFileSync,
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
  each,
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
