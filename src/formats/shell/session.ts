import { parse } from 'unbash';
import type { Span } from '../../diagnostics/diagnostic.ts';

/**
 * `$ `, `% `, `user@host:~$ `, `sh-5.2# `, `sftp> `: what stands before a command that was copied from a terminal. A bare `# ` is
 * not here, since it begins a comment, nor a bare `> `, which only means a prompt below another one.
 */
const prompt =
  /^[ \t]*(?:\(\S+\)[ \t]*)?(?:[$%❯➜]|[\w.-]+@[\w.-]+(?:[: ][^\s$#%>]*)?[$#%>]|\[[\w.-]+@[^\]\n]*\][$#]|(?:ba|z|da)?sh-\d[\w.]*[$#]|sftp>)[ \t]+(?=\S)/;
const continuation = /^[ \t]*>(?: |$)/;
const sftpVerb =
  /^[ \t]*>[ \t]+(?=(?:put|get|mput|mget|ls|lls|cd|lcd|pwd|rm|rmdir|mkdir|chmod|rename|exit|quit|bye)\b)/;

/** How many lines one command of a recorded session may have. */
const longestCommand = 100;

/** What of a text was recorded from a terminal: its prompts, and the lines that are output. */
export interface Session {
  prompts: Span[];
  output: Span[];
}

/** Whether a text may hold prompts at all: a cheap test for the many that do not. */
export function mayBeSession(text: string): boolean {
  return /^[ \t]*(?:[$%>❯➜([]|\S*[$#%>] )/m.test(text);
}

/**
 * Returns the prompts that stand in a text. Where the very first line has one, the whole was recorded, and the lines that go with
 * no prompt are output.
 *
 * @param starts offsets where the parser saw a command begin, so that a `$ ` inside of a heredoc or string is no prompt
 */
export function readSession(text: string, starts: ReadonlySet<number>): Session {
  const lines = splitLines(text);
  const first = lines.find((line) => line.text.trim() !== '' && !/^\s*#/.test(line.text));
  if (!first) return { prompts: [], output: [] };
  if (prompt.test(first.text) && starts.has(first.start + indentOf(first.text))) return recorded(lines);
  const prompts: Span[] = [];
  lines.forEach((line, index) => {
    if (!starts.has(line.start + indentOf(line.text))) return;
    const before = lines[index - 1]?.text ?? '';
    const [found] =
      prompt.exec(line.text) ??
      (/\bsftp\b/.test(before) || prompts.length > 0 ? sftpVerb.exec(line.text) : null) ??
      [];
    if (found !== undefined)
      prompts.push({ start: line.start + indentOf(line.text), end: line.start + found.length });
  });
  return { prompts, output: [] };
}

interface Line {
  start: number;
  text: string;
}

function recorded(lines: Line[]): Session {
  const session: Session = { prompts: [], output: [] };
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (!line) break;
    const [found] = prompt.exec(line.text) ?? sftpVerb.exec(line.text) ?? [];
    if (found === undefined) {
      if (line.text.trim() !== '' && !/^\s*#/.test(line.text)) {
        session.output.push({ start: line.start, end: line.start + line.text.length });
      }
      at += 1;
      continue;
    }
    session.prompts.push({ start: line.start + indentOf(line.text), end: line.start + found.length });
    at += 1 + goesOn(lines, at, found.length, session);
  }
  return session;
}

/** Returns how many further lines a command takes: until the shell could read it, or none where it never could. */
function goesOn(lines: Line[], at: number, promptLength: number, session: Session): number {
  let command = lines[at]?.text.slice(promptLength) ?? '';
  const prompts: Span[] = [];
  for (let extra = 0; extra < longestCommand; extra++) {
    if (isWhole(command)) {
      session.prompts.push(...prompts);
      return extra;
    }
    const next = lines[at + extra + 1];
    if (!next || prompt.test(next.text)) return 0;
    const [found = ''] = continuation.exec(next.text) ?? [];
    if (found !== '') {
      prompts.push({ start: next.start + indentOf(next.text), end: next.start + found.length });
    }
    command += `\n${next.text.slice(found.length)}`;
  }
  return 0;
}

function isWhole(command: string): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(command.slice(-50))) return false;
  const script = parse(`${command}\n`);
  if ((script.errors ?? []).length > 0) return false;
  const delimiters = [...command.matchAll(/<<-?[ \t]*['"\\]?([\w.-]+)/g)];
  return delimiters.every(([, delimiter]) =>
    new RegExp(`^\\t*${delimiter?.replaceAll('.', '\\.')}$`, 'm').test(command),
  );
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function splitLines(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const at = start;
    start += line.length + 1;
    return { start: at, text: line };
  });
}
