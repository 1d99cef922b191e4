import { readdirSync, type Stats, statSync } from 'node:fs';
import { posix } from 'node:path';
import { Uncovered } from '../../failure.ts';
import { matches } from '../shell/glob.ts';
import { absolute, complain, hostOf, type Program, type Run, reason } from './program.ts';

/** A file or folder that find came upon. */
interface Found {
  path: string;
  stat: Stats;
}

type Test = (found: Found) => boolean;

/** What find was asked for. */
interface Wish {
  starts: string[];
  tests: Test[];
  least: number;
  most: number;
}

/** What is wrong with find's arguments, in its words. */
class FindError extends Error {}

/** `find` with the tests that a guide needs; what it does not have is said, since without it another list would come out. */
export const find: Program = (run) => {
  let wish: Wish;
  try {
    wish = readWish(run);
  } catch (error) {
    if (!(error instanceof FindError)) throw error;
    return complain(run, error.message);
  }
  let status = 0;
  const walk = (path: string, level: number) => {
    let found: Found;
    try {
      found = { path, stat: statSync(hostOf(run, path)) };
    } catch (error) {
      status = complain(run, `'${path}': ${reason(error)}`);
      return;
    }
    if (level >= wish.least && wish.tests.every((test) => test(found))) run.session.out(`${path}\n`);
    if (!found.stat.isDirectory() || level >= wish.most) return;
    for (const name of readdirSync(hostOf(run, path)).sort()) walk(posix.join(path, name), level + 1);
  };
  for (const start of wish.starts) walk(start, 0);
  return status;
};

/**
 * Reads find's arguments: where it starts, and tests that all have to hold.
 *
 * @throws FindError for what find refuses
 * @throws Uncovered for a test or an action that the model does not have
 */
function readWish(run: Run): Wish {
  const args = [...run.args];
  const wish: Wish = { starts: [], tests: [], least: 0, most: Number.POSITIVE_INFINITY };
  while (args[0] !== undefined && !/^(-|[!(]$)/.test(args[0])) wish.starts.push(args.shift() ?? '');
  if (wish.starts.length === 0) wish.starts.push('.');
  let isNegated = false;
  for (let word = args.shift(); word !== undefined; word = args.shift()) {
    if (word === '!' || word === '-not') {
      if (args.length === 0) throw new FindError(`expected an expression after '${word}'`);
      isNegated = !isNegated;
      continue;
    }
    if (word === '-maxdepth') wish.most = numberOf(word, args.shift());
    else if (word === '-mindepth') wish.least = numberOf(word, args.shift());
    else if (word !== '-print' && word !== '-a' && word !== '-and') {
      const test = testOf(run, word, args);
      wish.tests.push(isNegated ? (found) => !test(found) : test);
    } else if (isNegated) throw new Uncovered(`find ! ${word}`);
    isNegated = false;
  }
  return wish;
}

function testOf(run: Run, word: string, args: string[]): Test {
  if (!['-name', '-type', '-user'].includes(word)) throw new Uncovered(`find ${word}`);
  const value = args.shift();
  if (value === undefined) throw new FindError(`missing argument to \`${word}'`);
  if (word === '-name') return ({ path }) => matches(value, posix.basename(path));
  if (word === '-user') return ofUser(run, value);
  if (value === 'f') return ({ stat }) => stat.isFile();
  if (value === 'd') return ({ stat }) => stat.isDirectory();
  throw new Uncovered(`find -type ${value}`);
}

function ofUser(run: Run, wanted: string): Test {
  const user = { '0': 'root', '1000': 'node' }[wanted] ?? wanted;
  if (user !== 'root' && user !== 'node') {
    throw new FindError(`'${wanted}' is not the name of a known user`);
  }
  return ({ path }) => run.session.machine.ownerOf(absolute(run, path)).split(':')[0] === user;
}

function numberOf(word: string, value: string | undefined): number {
  if (value === undefined) throw new FindError(`missing argument to \`${word}'`);
  if (/^\d+$/.test(value)) return Number(value);
  throw new FindError(`Expected a positive decimal integer argument to ${word}, but got '${value}'`);
}
