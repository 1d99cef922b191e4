import { readdirSync, type Stats, statSync } from 'node:fs';
import { posix } from 'node:path';
import { absolute, complain, hostOf, options, type Program, type Run, reason } from './program.ts';

const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const ls: Program = (run) => {
  const { letters, rest } = options(run.args);
  const paths = rest.length === 0 ? ['.'] : rest;
  const long = letters.has('l') || letters.has('n');
  const all = letters.has('a') || letters.has('A');
  const show = { long, sizes: letters.has('s') && !long };
  const folders: string[] = [];
  const files: string[] = [];
  let status = 0;
  for (const path of paths) {
    try {
      (statSync(hostOf(run, path)).isDirectory() && !letters.has('d') ? folders : files).push(path);
    } catch (error) {
      status = complain(run, `cannot access '${path}': ${reason(error)}`, 2);
    }
  }
  if (files.length > 0)
    run.session.out(
      list(
        run,
        files.map((path) => [path, absolute(run, path)]),
        show,
      ),
    );
  for (const [index, path] of folders.entries()) {
    if (paths.length > 1) run.session.out(`${index > 0 || files.length > 0 ? '\n' : ''}${path}:\n`);
    const folder = absolute(run, path);
    const names = readdirSync(hostOf(run, path)).sort();
    const shown = names.filter((name) => all || !name.startsWith('.'));
    if (letters.has('a')) shown.unshift('.', '..');
    if (long || show.sizes) run.session.out(`total ${4 * shown.length}\n`);
    run.session.out(
      list(
        run,
        shown.map((name) => [name, posix.join(folder, name)]),
        show,
      ),
    );
  }
  return status;
};

function list(
  run: Run,
  entries: readonly (readonly [name: string, path: string])[],
  { long, sizes }: { long: boolean; sizes: boolean },
): string {
  if (sizes) {
    const rows = entries.map(([name, path]) => ({ name, blocks: blocksOf(run, path) }));
    const width = Math.max(0, ...rows.map(({ blocks }) => blocks.length));
    return rows.map(({ name, blocks }) => `${blocks.padStart(width)} ${name}\n`).join('');
  }
  if (!long) return entries.map(([name]) => `${name}\n`).join('');
  const rows = entries.map(([name, path]) => {
    const stat = statSync(run.session.files.host(path));
    const [user = '', group = ''] = run.session.machine.ownerOf(path).split(':');
    return { mode: modeOf(stat), user, group, size: String(stat.size), time: timeOf(stat.mtime), name };
  });
  const width = (key: 'user' | 'group' | 'size') => Math.max(0, ...rows.map((row) => row[key].length));
  return rows
    .map(
      (row) =>
        `${row.mode} 1 ${row.user.padEnd(width('user'))} ${row.group.padEnd(width('group'))} ${row.size.padStart(width('size'))} ${row.time} ${row.name}\n`,
    )
    .join('');
}

/** Returns how many kilobytes a file takes of the volume, in the blocks of four that ext4 has; an empty one takes none. */
function blocksOf(run: Run, path: string): string {
  const stat = statSync(run.session.files.host(path));
  return String(stat.isDirectory() ? 4 : 4 * Math.ceil(stat.size / 4096));
}

function modeOf(stat: Stats): string {
  const bits = [...'rwxrwxrwx']
    .map((letter, index) => ((stat.mode >> (8 - index)) & 1 ? letter : '-'))
    .join('');
  return `${stat.isDirectory() ? 'd' : '-'}${bits}`;
}

function timeOf(time: Date): string {
  const two = (value: number, fill = '0') => String(value).padStart(2, fill);
  return `${month[time.getUTCMonth()]} ${two(time.getUTCDate(), ' ')} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`;
}

export const stat: Program = (run) => {
  const args = [...run.args];
  let format: string | undefined;
  const at = args.findIndex((arg) => arg === '-c' || arg === '--format');
  if (at >= 0) [, format] = args.splice(at, 2);
  const joined = args.findIndex((arg) => /^(-c|--format=|--printf=)./.test(arg));
  if (joined >= 0) format = (args.splice(joined, 1)[0] ?? '').replace(/^(-c|--format=|--printf=)/, '');
  let status = 0;
  for (const path of options(args).rest) {
    try {
      const found = statSync(hostOf(run, path));
      const [user = '', group = ''] = run.session.machine.ownerOf(absolute(run, path)).split(':');
      const id = (name: string) => (name === 'root' ? '0' : '1000');
      const mode = (found.mode & 0o7777).toString(8);
      const values: Record<string, string> = {
        a: mode,
        A: modeOf(found),
        F: found.isDirectory() ? 'directory' : found.size === 0 ? 'regular empty file' : 'regular file',
        g: id(group),
        G: group,
        n: path,
        s: String(found.size),
        u: id(user),
        U: user,
        Y: String(Math.floor(found.mtimeMs / 1000)),
        '%': '%',
      };
      run.session.out(
        `${(format ?? '  File: %n\n  Size: %s\t%F\nAccess: (0%a/%A)  Uid: (%u/%U)   Gid: (%g/%G)').replaceAll(/%(.)/g, (whole, letter: string) => values[letter] ?? whole)}\n`,
      );
    } catch (error) {
      status = complain(run, `cannot statx '${path}': ${reason(error)}`);
    }
  }
  return status;
};

export const df: Program = (run) => {
  const human = options(run.args).letters.has('h');
  const { mounts } = run.session.files;
  const rows = [
    [
      '/dev/root',
      human ? '7.8G' : '8154588',
      human ? '2.4G' : '2516582',
      human ? '5.0G' : '5242880',
      '33%',
      '/',
    ],
  ];
  for (const mount of mounts) {
    // A volume's own size is not this disk's: what is used is shown as next to nothing.
    const gigabytes = run.session.machine.sizeOf(mount.volume);
    rows.push([
      '/dev/vdc',
      human ? shortly(974 * gigabytes) : String(996_780 * gigabytes),
      human ? '1.2M' : '1228',
      human ? shortly(906 * gigabytes) : String(927_744 * gigabytes),
      '1%',
      mount.path,
    ]);
  }
  const wanted = options(run.args).rest.map((path) => absolute(run, path));
  const shown =
    wanted.length === 0
      ? rows
      : rows.filter(([, , , , , path]) => wanted.some((one) => holder(one, rows) === path));
  run.session.out(`Filesystem     ${human ? ' Size' : '1K-blocks'}  Used Avail Use% Mounted on\n`);
  for (const row of shown) run.session.out(`${row.join('  ')}\n`);
  return 0;
};

/** Returns megabytes as `df -h` shows them. */
function shortly(megabytes: number): string {
  return megabytes < 1024 ? `${megabytes}M` : `${(megabytes / 1024).toFixed(1)}G`;
}

function holder(path: string, rows: readonly string[][]): string {
  return (
    rows
      .map((row) => row[5] ?? '/')
      .filter((mount) => mount === '/' || path === mount || path.startsWith(`${mount}/`))
      .sort((a, b) => b.length - a.length)[0] ?? '/'
  );
}

export const du: Program = (run) => {
  const { rest } = options(run.args);
  for (const path of rest.length === 0 ? ['.'] : rest) {
    try {
      run.session.out(`${Math.ceil(size(hostOf(run, path)) / 1024)}\t${path}\n`);
    } catch (error) {
      return complain(run, `cannot access '${path}': ${reason(error)}`);
    }
  }
  return 0;
};

function size(host: string): number {
  const found = statSync(host);
  if (!found.isDirectory()) return found.size;
  return readdirSync(host).reduce((sum, name) => sum + size(posix.join(host, name)), 4096);
}
