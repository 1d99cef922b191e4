import type { HereDoc } from 'unbash';
import type { Heredoc } from './script.ts';

/** Returns a heredoc with its body as the command reads it. `text` is the script as it was written. */
export function readHeredoc(node: HereDoc, text: string): Heredoc {
  const delimiter = node.delimiter?.value ?? '';
  const quoted = node.delimiter?.quoted ?? false;
  const body = { start: node.body.pos, end: node.body.end };
  const raw = text.slice(body.start, body.end);
  const pieces = cut(raw, node.operator === '<<-', !quoted && raw.includes('\\'));
  const lines: Heredoc['lines'] = [];
  let read = '';
  for (const piece of pieces) {
    lines.push({ snippet: read.length, file: body.start + piece.start });
    read += raw.slice(piece.start, piece.end);
  }
  return {
    start: node.pos,
    end: node.closing?.end ?? Math.max(node.end, node.body.end),
    delimiter,
    quoted,
    dynamic: (node.body.parts ?? []).some((part) => part.type !== 'Literal'),
    text: read,
    lines,
    body,
    closing: node.closing ? { start: node.closing.pos, end: node.closing.end } : undefined,
  };
}

/** Returns the parts of a body that the command gets to read: lines without leading tabs, escapes without their backslash. */
function cut(raw: string, tabs: boolean, escapes: boolean): { start: number; end: number }[] {
  if (!tabs && !escapes) return [{ start: 0, end: raw.length }];
  const pieces: { start: number; end: number }[] = [];
  const dropped = tabs ? (escapes ? /^\t+|\\(?=[$`\\])|\\\n/gm : /^\t+/gm) : /\\(?=[$`\\])|\\\n/g;
  let at = 0;
  for (let match = dropped.exec(raw); match; match = dropped.exec(raw)) {
    if (match.index > at) pieces.push({ start: at, end: match.index });
    at = match.index + match[0].length;
    // What a backslash escapes is plain: `\\$` is a backslash, and then a variable.
    if (match[0] === '\\') {
      pieces.push({ start: at, end: at + 1 });
      at += 1;
      dropped.lastIndex = at;
    }
  }
  if (at < raw.length) pieces.push({ start: at, end: raw.length });
  return pieces;
}
