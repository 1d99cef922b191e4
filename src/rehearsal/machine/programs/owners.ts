import { chmodSync, readdirSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { absolute, complain, each, hostOf, options, type Program, type Run } from './program.ts';

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
