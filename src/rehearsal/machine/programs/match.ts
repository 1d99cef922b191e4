import { writeFileSync } from 'node:fs';
import { Uncovered } from '../../failure.ts';
import { input, linesOf } from './input.ts';
import { literally, PatternError, translate } from './pattern.ts';
import { absolute, complain, hostToWrite, options, type Program } from './program.ts';

export const grep: Program = async (run) => {
  const args = run.args.flatMap((arg) => (arg === '--' ? [] : [arg]));
  const patterns: string[] = [];
  for (let at = args.indexOf('-e'); at >= 0; at = args.indexOf('-e'))
    patterns.push(args.splice(at, 2)[1] ?? '');
  const { letters, long, rest } = options(args);
  if (patterns.length === 0) patterns.push(rest.shift() ?? '');
  const has = (letter: string, name: string) => letters.has(letter) || long.has(name);
  let test: RegExp;
  try {
    test = expressionOf(patterns, has);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return complain(run, error.message, 2);
  }
  const { byFile, status } = await input(run, rest);
  let found = 0;
  for (const [path, text] of byFile) {
    const prefix = byFile.length > 1 && !letters.has('h') ? `${path}:` : '';
    let here = 0;
    linesOf(text).forEach((line, index) => {
      if (test.test(line) === has('v', 'invert-match')) return;
      here++;
      if (has('q', 'quiet') || has('c', 'count') || has('l', 'files-with-matches')) return;
      const shown = has('o', 'only-matching') ? piecesOf(line, test) : [line];
      const number = has('n', 'line-number') ? `${index + 1}:` : '';
      for (const one of shown) run.session.out(`${prefix}${number}${one}\n`);
    });
    found += here;
    if (has('c', 'count')) run.session.out(`${prefix}${here}\n`);
    if (has('l', 'files-with-matches') && here > 0) run.session.out(`${path}\n`);
  }
  if (status !== 0) return 2;
  return found > 0 ? 0 : 1;
};

/** Returns all that matches in a line, without what is empty. */
function piecesOf(line: string, test: RegExp): string[] {
  const all = new RegExp(test.source, `g${test.flags}`);
  return [...line.matchAll(all)].map(([piece]) => piece).filter((piece) => piece !== '');
}

/**
 * Returns the expression that all of grep's patterns make.
 *
 * @throws PatternError where one of them is none
 * @throws Uncovered for one of Perl's that JavaScript does not know
 */
function expressionOf(patterns: readonly string[], has: (letter: string, name: string) => boolean): RegExp {
  const isPerl = has('P', 'perl-regexp');
  const sources = patterns.map((pattern) => {
    if (has('F', 'fixed-strings')) return [...pattern].map(literally).join('');
    return isPerl ? pattern : translate(pattern, has('E', 'extended-regexp'));
  });
  const joined = sources.map((one) => `(?:${has('w', 'word-regexp') ? `\\b(?:${one})\\b` : one})`).join('|');
  try {
    return new RegExp(
      has('x', 'line-regexp') ? `^(?:${joined})$` : joined,
      has('i', 'ignore-case') ? 'i' : '',
    );
  } catch {
    throw new Uncovered(`grep ${patterns.join(' ')}`);
  }
}

/** Only `sed -n 'A,Bp'`, `sed 's/…/…/[g]'` and `sed -i` of the latter: what a guide may use. */
export const sed: Program = async (run) => {
  const { letters, rest } = options(run.args);
  const [script = '', ...paths] = rest;
  const substitute = /^s(.)(.*)\1(.*)\1(g?)$/s.exec(script);
  const range = /^(\d+)(?:,(\d+|\$))?p$/.exec(script);
  const { byFile, text, status } = await input(run, paths);
  if (range !== null && letters.has('n')) {
    const first = Number(range[1]);
    const last =
      range[2] === undefined ? first : range[2] === '$' ? Number.POSITIVE_INFINITY : Number(range[2]);
    run.session.out(
      linesOf(text)
        .slice(first - 1, last)
        .map((line) => `${line}\n`)
        .join(''),
    );
    return status;
  }
  if (substitute === null) throw new Uncovered(`sed ${run.args.join(' ')}`);
  const [, , pattern = '', replacement = '', flags = ''] = substitute;
  const test = expressionOfSed(pattern, flags, letters.has('E') || letters.has('r'));
  const put = replacement
    .replaceAll('$', '$$$$')
    .replaceAll(/\\(\d)/g, '$$$1')
    .replaceAll(/(^|[^\\])&/g, '$1$$&');
  for (const [path, body] of byFile) {
    const changed = linesOf(body)
      .map((line) => `${line.replace(test, put)}\n`)
      .join('');
    if (letters.has('i')) writeFileSync(hostToWrite(run.session, absolute(run, path)), changed);
    else run.session.out(changed);
  }
  return status;
};

function expressionOfSed(pattern: string, flags: string, extended: boolean): RegExp {
  try {
    return new RegExp(translate(pattern, extended), flags);
  } catch {
    throw new Uncovered(`sed s/${pattern}/`);
  }
}
