import { readFileSync, writeFileSync } from 'node:fs';
import { Uncovered } from '../../failure.ts';
import {
  absolute,
  complain,
  hostOf,
  hostToWrite,
  options,
  type Program,
  type Run,
  reason,
} from './program.ts';

/** Returns what the named files hold, or standard input where none is named. */
async function input(
  run: Run,
  paths: readonly string[],
): Promise<{ text: string; status: number; byFile: [string, string][] }> {
  if (paths.length === 0) {
    const text = (await run.session.stdin()).toString('utf8');
    return { text, status: 0, byFile: [['', text]] };
  }
  const byFile: [string, string][] = [];
  let status = 0;
  for (const path of paths) {
    try {
      byFile.push([
        path,
        path === '-' ? (await run.session.stdin()).toString('utf8') : readFileSync(hostOf(run, path), 'utf8'),
      ]);
    } catch (error) {
      status = complain(run, `${path}: ${reason(error)}`);
    }
  }
  return { text: byFile.map(([, text]) => text).join(''), status, byFile };
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

export const echo: Program = (run) => {
  const newline = run.args[0] !== '-n';
  run.session.out(`${(newline ? run.args : run.args.slice(1)).join(' ')}${newline ? '\n' : ''}`);
  return 0;
};

export const printf: Program = (run) => {
  const [format = '', ...args] = run.args;
  let at = 0;
  do {
    const start = at;
    run.session.out(
      withEscapes(format).replaceAll(/%(-?\d*)([sdiqcxb%])/g, (_, width: string, kind: string) => {
        if (kind === '%') return '%';
        const arg = args[at++] ?? '';
        const text =
          kind === 'd' || kind === 'i'
            ? String(Math.trunc(Number(arg) || 0))
            : kind === 'x'
              ? Number(arg).toString(16)
              : kind === 'b'
                ? withEscapes(arg)
                : arg;
        return width.startsWith('-')
          ? text.padEnd(Number(width.slice(1)))
          : text.padStart(Number(width || 0));
      }),
    );
    if (at === start) break;
  } while (at < args.length);
  return 0;
};

function withEscapes(text: string): string {
  const named: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '0': '\0' };
  return text.replaceAll(/\\([ntr\\0])/g, (_, letter: string) => named[letter] ?? letter);
}

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

export const head: Program = (run) =>
  ends(run, (lines, count) => (count < 0 ? lines.slice(0, count) : lines.slice(0, count)));
export const tail: Program = (run) => ends(run, (lines, count) => (count === 0 ? [] : lines.slice(-count)));

async function ends(run: Run, cut: (lines: string[], count: number) => string[]): Promise<number> {
  const args = [...run.args];
  let count = 10;
  const at = args.findIndex((arg) => /^-n/.test(arg) || /^-\d+$/.test(arg));
  if (at >= 0) {
    const arg = args[at] ?? '';
    const separate = arg === '-n';
    count = Number(separate ? args[at + 1] : arg.replace(/^-n?/, ''));
    args.splice(at, separate ? 2 : 1);
  }
  if (args.some((arg) => /^-[cfF]/.test(arg))) throw new Uncovered(`${run.name} ${run.args.join(' ')}`);
  const { byFile, status } = await input(run, options(args).rest);
  for (const [, text] of byFile)
    run.session.out(
      cut(linesOf(text), count)
        .map((line) => `${line}\n`)
        .join(''),
    );
  return status;
}

export const wc: Program = async (run) => {
  const { letters, rest } = options(run.args);
  const { byFile, status } = await input(run, rest);
  for (const [path, text] of byFile) {
    const counts: [string, number][] = [
      ['l', text.split('\n').length - 1],
      ['w', text.split(/\s+/).filter((word) => word !== '').length],
      ['c', Buffer.byteLength(text)],
    ];
    const shown = counts
      .filter(([letter]) => letters.size === 0 || letters.has(letter))
      .map(([, value]) => value);
    run.session.out(`${shown.join(' ')}${path === '' ? '' : ` ${path}`}\n`);
  }
  return status;
};

export const sort: Program = async (run) => {
  const { letters, rest } = options(run.args);
  const { text, status } = await input(run, rest);
  const lines = linesOf(text).sort((a, b) =>
    letters.has('n') ? Number.parseFloat(a) - Number.parseFloat(b) : a < b ? -1 : a > b ? 1 : 0,
  );
  if (letters.has('r')) lines.reverse();
  run.session.out((letters.has('u') ? [...new Set(lines)] : lines).map((line) => `${line}\n`).join(''));
  return status;
};

export const cut: Program = async (run) => {
  const joined = run.args.join(' ');
  const [, delimiter = '\t'] = /-d ?(\S| )/.exec(joined) ?? [];
  const [, field] = /-f ?(\d+)/.exec(joined) ?? [];
  if (field === undefined) throw new Uncovered(`cut ${joined}`);
  const text = (await run.session.stdin()).toString('utf8');
  run.session.out(
    linesOf(text)
      .map(
        (line) => `${line.includes(delimiter) ? (line.split(delimiter)[Number(field) - 1] ?? '') : line}\n`,
      )
      .join(''),
  );
  return 0;
};

export const tr: Program = async (run) => {
  const { letters, rest } = options(run.args);
  const text = (await run.session.stdin()).toString('utf8');
  const [from = '', to = ''] = rest.map(withEscapes);
  run.session.out(
    [...text]
      .map((char) => {
        const at = from.indexOf(char);
        if (at < 0) return char;
        return letters.has('d') ? '' : (to[Math.min(at, to.length - 1)] ?? char);
      })
      .join(''),
  );
  return 0;
};

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
