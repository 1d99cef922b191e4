import { Uncovered } from '../../failure.ts';
import { input, linesOf } from './input.ts';
import { options, type Program, type Run } from './program.ts';

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
