import { writeFileSync } from 'node:fs';
import { Uncovered } from '../../failure.ts';
import { input, linesOf } from './input.ts';
import { absolute, hostToWrite, options, type Program } from './program.ts';

export const grep: Program = async (run) => {
  const args = run.args.flatMap((arg) => (arg === '--' ? [] : [arg]));
  const patterns: string[] = [];
  for (let at = args.indexOf('-e'); at >= 0; at = args.indexOf('-e'))
    patterns.push(args.splice(at, 2)[1] ?? '');
  const { letters, long, rest } = options(args);
  if (patterns.length === 0) patterns.push(rest.shift() ?? '');
  const has = (letter: string, name: string) => letters.has(letter) || long.has(name);
  const fixed = has('F', 'fixed-strings');
  const source = patterns.map((pattern) =>
    fixed
      ? pattern.replaceAll(/[$()*+./?[\\\]^{|}-]/g, '\\$&')
      : translate(pattern, has('E', 'extended-regexp') || letters.has('P')),
  );
  const joined = source.map((one) => `(?:${has('w', 'word-regexp') ? `\\b(?:${one})\\b` : one})`).join('|');
  const test = new RegExp(
    has('x', 'line-regexp') ? `^(?:${joined})$` : joined,
    has('i', 'ignore-case') ? 'i' : '',
  );
  const { byFile, status } = await input(run, rest);
  let found = 0;
  for (const [path, text] of byFile) {
    const prefix = byFile.length > 1 && !letters.has('h') ? `${path}:` : '';
    let here = 0;
    linesOf(text).forEach((line, index) => {
      if (test.test(line) === has('v', 'invert-match')) return;
      here++;
      if (has('q', 'quiet') || has('c', 'count') || has('l', 'files-with-matches')) return;
      const shown = has('o', 'only-matching') ? (test.exec(line)?.[0] ?? '') : line;
      run.session.out(`${prefix}${has('n', 'line-number') ? `${index + 1}:` : ''}${shown}\n`);
    });
    found += here;
    if (has('c', 'count')) run.session.out(`${prefix}${here}\n`);
    if (has('l', 'files-with-matches') && here > 0) run.session.out(`${path}\n`);
  }
  if (status !== 0) return 2;
  return found > 0 ? 0 : 1;
};

/** Returns a basic or extended regular expression of POSIX as one of JavaScript. */
function translate(pattern: string, extended: boolean): string {
  const classes = pattern
    .replaceAll('[[:space:]]', '\\s')
    .replaceAll('[[:digit:]]', '\\d')
    .replaceAll('[:space:]', '\\s')
    .replaceAll('[:digit:]', '\\d')
    .replaceAll('[:alnum:]', 'A-Za-z0-9');
  if (extended) return classes;
  return classes.replaceAll(
    /\\([(){}|+?])|([(){}|+?])/g,
    (_, escaped?: string, plain?: string) => escaped ?? `\\${plain}`,
  );
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
  const test = new RegExp(translate(pattern, letters.has('E') || letters.has('r')), flags);
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
