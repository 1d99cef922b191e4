/** One piece of a fence's meta: `key="value"`, a bare flag, or a mark of Expressive Code's (`{1-3}`, `/…/`, `"…"`). */
export interface MetaPart {
  key?: string;
  /** The text between the quotes, with `\"` and `\\` taken as the character; true for a bare flag. */
  value: string | true;
  /** Offsets in the meta of the whole part, and of the value alone where there is one. */
  start: number;
  end: number;
  valueStart: number;
  /** A quote or brace that is opened and not closed. */
  unclosed?: boolean;
}

const closing: Record<string, string> = { '"': '"', "'": "'", '{': '}', '/': '/' };

/** Returns the parts of a fence's meta in order. Never throws: what cannot be read is a part that says `unclosed`. */
export function parseMeta(meta: string): MetaPart[] {
  const parts: MetaPart[] = [];
  let at = 0;
  while (at < meta.length) {
    if (/\s/.test(meta[at] ?? '')) {
      at++;
      continue;
    }
    const start = at;
    const key = /^[A-Za-z][\w-]*/.exec(meta.slice(at))?.[0];
    if (key !== undefined) at += key.length;
    if (key !== undefined && meta[at] !== '=') {
      if (at < meta.length && !/\s/.test(meta[at] ?? '')) at = endOfWord(meta, at);
      parts.push({ key: meta.slice(start, at), value: true, start, end: at, valueStart: start });
      continue;
    }
    if (key !== undefined) at++;
    const close = closing[meta[at] ?? ''];
    if (close === undefined) {
      const valueStart = at;
      at = endOfWord(meta, at);
      parts.push({ ...(key && { key }), value: meta.slice(valueStart, at), start, end: at, valueStart });
      continue;
    }
    const opened = at;
    at++;
    let value = '';
    while (at < meta.length && meta[at] !== close) {
      if (meta[at] === '\\' && (meta[at + 1] === close || meta[at + 1] === '\\')) at++;
      value += meta[at];
      at++;
    }
    const unclosed = at >= meta.length;
    at = Math.min(at + 1, meta.length);
    parts.push({
      ...(key && { key }),
      value,
      start,
      end: at,
      valueStart: opened + 1,
      ...(unclosed && { unclosed }),
    });
  }
  return parts;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/\s/.test(text[at] ?? '')) at++;
  return at;
}
