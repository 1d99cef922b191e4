import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { Machine } from '../model/state.ts';

/**
 * A machine's file tree: a folder for what the image brought, which is new at every start, and one for each volume. Paths are the
 * machine's own and absolute; none leads out of these folders.
 */
export interface Files {
  /**
   * Returns where a path stands on this side.
   *
   * @throws an error with the code EACCES where a link on the way leads out of the machine
   */
  host(path: string): string;
  /** Returns the key under which the path's owner is kept, which stays the same for as long as the file does. */
  key(path: string): string;
  /** The mount points, longest first. */
  mounts: { path: string; volume: string }[];
  /** The folder of the image's files, on this side. */
  root: string;
}

/** Returns the file tree of a machine in the world's folder. */
export function filesOf(
  dir: string,
  machine: { id: string; config: { mounts: { path: string; volume: string }[] } },
): Files {
  const root = join(dir, 'machines', machine.id);
  const mounts = machine.config.mounts
    .map(({ path, volume }) => ({ path: fromRoot(path), volume }))
    .sort((a, b) => b.path.length - a.path.length);
  const place = (path: string) => {
    const clean = fromRoot(path);
    const mount = mounts.find((one) => clean === one.path || clean.startsWith(`${one.path}/`));
    return mount === undefined
      ? { base: root, id: machine.id, rest: clean }
      : {
          base: join(dir, 'volumes', mount.volume),
          id: mount.volume,
          rest: clean.slice(mount.path.length) || '/',
        };
  };
  return {
    mounts,
    root,
    host(path) {
      const { base, rest } = place(path);
      mkdirSync(base, { recursive: true });
      const host = join(base, rest);
      if (!isInside(base, host)) throw Object.assign(new Error(`${path} leads out.`), { code: 'EACCES' });
      return host;
    },
    key(path) {
      const { id, rest } = place(path);
      return `${id}:${rest}`;
    },
  };
}

/** Returns a path of the machine's without dots and a slash at its end; above the root there is nothing. */
function fromRoot(path: string): string {
  return posix.join('/', path).replace(/(.)\/$/, '$1');
}

/** Whether a path stays in its folder once the links in it are followed, as far as it exists. */
function isInside(base: string, path: string): boolean {
  const top = realpathSync(base);
  let existing = path;
  while (!existsSync(existing) && !isLink(existing)) existing = dirname(existing);
  if (isLink(existing) && !existsSync(existing)) return false;
  const real = realpathSync(existing);
  return real === top || real.startsWith(`${top}/`);
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** The folders and files that every machine has from its image: enough to look around in, in the layout of the real one. */
const imageFolders = [
  '/app/dist',
  '/bin',
  '/dev',
  '/etc',
  '/home/node/.openclaw',
  '/proc',
  '/root',
  '/tmp',
  '/usr/bin',
  '/var/log',
];

/** Puts the image's files in place of whatever a machine's own folder held. Volumes stay as they are. */
export function resetImage(dir: string, machine: Machine): void {
  const place = join(dir, 'machines', machine.id);
  const [root, old] = [`${place}.new`, `${place}.old`];
  for (const folder of [root, old]) rmSync(folder, { recursive: true, force: true });
  for (const folder of imageFolders) mkdirSync(join(root, folder), { recursive: true });
  chmodSync(join(root, 'tmp'), 0o1777);
  for (const { path, volume } of machine.config.mounts) {
    mkdirSync(join(root, fromRoot(path)), { recursive: true });
    mkdirSync(join(dir, 'volumes', volume), { recursive: true });
  }
  const manifest = { name: 'openclaw', version: machine.config.openclaw };
  writeFileSync(join(root, 'app', 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(root, 'app', 'dist', 'index.js'), '');
  writeFileSync(join(root, 'etc', 'hostname'), `${machine.id}\n`);
  writeFileSync(
    join(root, 'etc', 'passwd'),
    'root:x:0:0:root:/root:/bin/bash\nnode:x:1000:1000::/home/node:/bin/bash\n',
  );
  if (existsSync(place)) renameSync(place, old);
  renameSync(root, place);
  rmSync(old, { recursive: true, force: true });
}
