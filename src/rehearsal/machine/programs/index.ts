import { posix } from 'node:path';
import { Uncovered } from '../../failure.ts';
import * as files from './files.ts';
import { find } from './find.ts';
import * as listing from './listing.ts';
import { curl } from './local-curl.ts';
import { grep, sed } from './match.ts';
import { node, openclaw } from './openclaw.ts';
import * as owners from './owners.ts';
import type { Program } from './program.ts';
import * as system from './system.ts';
import { test } from './test.ts';
import * as text from './text.ts';

const programs: Readonly<Record<string, Program>> = {
  '[': test,
  bash: system.sh,
  cat: files.cat,
  chmod: owners.chmod,
  chown: owners.chown,
  cp: files.cp,
  curl,
  cut: text.cut,
  date: system.date,
  df: listing.df,
  du: listing.du,
  echo: text.echo,
  env: system.env,
  false: system.no,
  find,
  free: system.free,
  grep,
  head: text.head,
  hostname: system.hostname,
  id: system.id,
  kill: system.kill,
  ls: listing.ls,
  mkdir: files.mkdir,
  mv: files.mv,
  node,
  openclaw,
  printenv: system.printenv,
  printf: text.printf,
  ps: system.ps,
  pwd: system.pwd,
  rm: files.rm,
  rmdir: files.rmdir,
  runuser: system.runuser,
  sed,
  sh: system.sh,
  sleep: system.sleep,
  sort: text.sort,
  stat: listing.stat,
  su: system.su,
  tail: text.tail,
  tee: files.tee,
  test,
  touch: files.touch,
  tr: text.tr,
  true: system.yes,
  uname: system.uname,
  wc: text.wc,
  whoami: system.whoami,
};

/** Programs that the real image has and the model does not: to say that they are not there would be wrong. */
const others = [
  'awk',
  'apt-get',
  'git',
  'gzip',
  'jq',
  'npm',
  'npx',
  'pnpm',
  'python3',
  'ss',
  'tar',
  'vi',
  'wget',
  'xargs',
];

/**
 * Returns the program of that name or path, or undefined where the machine has none.
 *
 * @throws Uncovered for one that the real machine may have and the model has not
 */
export function findProgram(name: string): Program | undefined {
  const base = posix.basename(name);
  const inPath = !name.includes('/') || /^\/(usr\/)?(local\/)?s?bin\//.test(name);
  if (!inPath) return undefined;
  if (others.includes(base)) throw new Uncovered(`fly ssh console: ${base}`);
  return Object.hasOwn(programs, base) ? programs[base] : undefined;
}
