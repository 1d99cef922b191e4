import { chmodSync, copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, posix, resolve } from 'node:path';
import { FlyFailure } from '../failure.ts';
import { filesOf } from '../machine/files.ts';
import { findApp } from '../model/apps.ts';
import { text } from './call.ts';
import { appName, type Context } from './context.ts';
import { reachMachine } from './reach.ts';

/** `fly sftp put LOCAL [REMOTE]` (internal/command/ssh/sftp.go): one file, which must not be there yet. */
export function put(context: Context): void {
  const [local, remote = basename(local ?? '')] = context.call.args;
  if (local === undefined) {
    context.print('put <local-path> [remote-path]\n');
    return;
  }
  const from = resolve(context.io.cwd, local);
  if (!existsSync(from))
    throw new FlyFailure(`local file ${local}: stat ${local}: no such file or directory`);
  if (statSync(from).isDirectory()) {
    throw new FlyFailure(`local path ${local} is a directory. Use -R/--recursive flag to upload directories`);
  }
  const mode = text(context.call, 'mode') ?? '0644';
  if (!/^[0-7]{3,4}$/.test(mode)) {
    throw new FlyFailure(`invalid file mode '${mode}': strconv.ParseInt: parsing "${mode}": invalid syntax`);
  }
  const path = posix.resolve('/root', remote);
  const files = filesOf(context.world.dir, machineOf(context));
  const to = files.host(path);
  if (existsSync(to)) {
    throw new FlyFailure(
      `remote file ${remote} already exists. flyctl sftp doesn't overwrite existing files for safety`,
    );
  }
  if (!existsSync(dirname(to))) throw new FlyFailure(`create remote file ${remote}: file does not exist`);
  copyFileSync(from, to);
  chmodSync(to, Number.parseInt(mode, 8));
  context.print(`${statSync(to).size} bytes uploaded to ${remote}\n`);
}

/** `fly sftp get REMOTE [LOCAL]` */
export function get(context: Context): void {
  const [remote, local = basename(remote ?? '')] = context.call.args;
  if (remote === undefined) {
    context.print('get <remote-path> [local-path]\n');
    return;
  }
  const to = resolve(context.io.cwd, local);
  if (existsSync(to)) {
    throw new FlyFailure(
      `file ${local} is already there. \`fly ssh\` doesn't override existing files for safety.`,
    );
  }
  const from = filesOf(context.world.dir, machineOf(context)).host(posix.resolve('/root', remote));
  if (!existsSync(from)) throw new FlyFailure(`get: remote path ${remote}: file does not exist`);
  if (statSync(from).isDirectory()) {
    throw new FlyFailure(
      `remote path ${remote} is a directory. Use -R/--recursive flag to download directories`,
    );
  }
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  context.print(`${statSync(to).size} bytes written to ${local}\n`);
}

function machineOf(context: Context) {
  return reachMachine(context, findApp(context.world.store.read(), appName(context)));
}
