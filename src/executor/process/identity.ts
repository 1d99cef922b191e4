import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What tells a process from a later one with the same id: its start, in ticks since this boot or as `ps` says it. */
export function birthOf(pid: number): string | undefined {
  const stat = readStat(pid);
  if (stat) return stat.state === 'Z' ? undefined : `${bootId()}:${stat.start}`;
  if (process.platform === 'linux') return undefined;
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  return stdout?.trim() || undefined;
}

/** Whether the process that was born then still runs. */
export function isAlive(pid: number, birth: string): boolean {
  return birthOf(pid) === birth;
}

/** Returns the ids of the processes of a group that still run. */
export function membersOf(leader: number): number[] {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8' });
    return (stdout ?? '').split('\n').flatMap((line) => {
      const [pid, group, state] = line.trim().split(/\s+/);
      return Number(group) === leader && !state?.startsWith('Z') ? [Number(pid)] : [];
    });
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const stat = readStat(pid);
      return stat?.group === leader && stat.state !== 'Z' && stat.state !== 'X';
    });
}

let boot: string | undefined;

function bootId(): string {
  boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8);
  return boot;
}

/** Reads /proc/PID/stat; the program's name in it stands in parentheses and may hold anything. */
function readStat(pid: number): { state: string; group: number; start: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', group: Number(fields[2]), start: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
