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
  let status = 0;
  for (const path of rest) {
    // Where one on the way cannot be made, those below it are not tried.
    const failed = (recursive ? missingParts(run, path) : [path]).find(
      (part) => each(run, [part], 'cannot create directory', (one) => makeFolder(run, one)) !== 0,
    );
    if (failed !== undefined) status = 1;
  }
  return status;
};

/** Returns the folders that are missing on the way to a path, itself included, the outermost first. */
function missingParts(run: Run, path: string): string[] {
  const isFolder = statSync(hostOf(run, path), { throwIfNoEntry: false })?.isDirectory() === true;
  const above = posix.dirname(path);
  if (isFolder) return [];
  return above === path ? [path] : [...missingParts(run, above), path];
}

/** Makes one folder, where this user may; it belongs to the user. */
function makeFolder(run: Run, path: string): void {
  const where = absolute(run, path);
  const host = hostOf(run, path);
  if (!existsSync(host)) hostToWrite(run.session, posix.dirname(where));
  mkdirSync(host);
  claim(run.session, where);
}

export const rmdir: Program = (run) =>
  each(run, options(run.args).rest, 'failed to remove', (path) => {
    const host = hostOf(run, path);
    if (readdirSync(host).length > 0) throw Object.assign(new Error(), { code: 'ENOTEMPTY' });
    hostToWrite(run.session, posix.dirname(absolute(run, path)));
    rmSync(host, { recursive: true });
    run.session.machine.dropOwners(absolute(run, path));
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
    run.session.machine.dropOwners(absolute(run, path));
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
    run.session.machine.moveOwners(absolute(run, path), to);
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
