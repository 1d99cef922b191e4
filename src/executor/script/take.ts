/** A capture's pattern as bash's own `=~` reads it, line by line, and the number of the group that is the value. */
export interface Taking {
  pattern: string;
  group: number;
}

const classes: Record<string, string> = {
  d: '[0-9]',
  w: '[A-Za-z0-9_]',
  s: '[[:space:]]',
  D: '[^0-9]',
  W: '[^A-Za-z0-9_]',
  S: '[^[:space:]]',
};

/**
 * Returns a regular expression of JavaScript's as an extended one of POSIX, which every bash reads by itself; undefined where it has
 * what POSIX lacks: lookaround, lazy repetition, back references, names, or a class within brackets.
 */
export function toTaking(source: string): Taking | undefined {
  let pattern = '';
  let groups = 0;
  let group = 0;
  for (let at = 0; at < source.length; at++) {
    const sign = source.charAt(at);
    const rest = source.slice(at);
    if (sign === '\\') {
      const next = source.charAt(++at);
      const known = classes[next];
      if (known === undefined && /[A-Za-z0-9]/.test(next)) return undefined;
      pattern += known ?? (/[\\^$.*+?()[\]{}|]/.test(next) ? `\\${next}` : next);
    } else if (sign === '[') {
      const [set] = /^\[\^?[^\]\\[]+\]/.exec(rest) ?? [];
      if (set === undefined) return undefined;
      pattern += set;
      at += set.length - 1;
    } else if (sign === '(') {
      groups++;
      if (rest.startsWith('(?:')) at += 2;
      else if (rest.startsWith('(?')) return undefined;
      else group ||= groups;
      pattern += '(';
    } else if (/^(?:[*+?]|\{[\d,]+\})[?+]/.test(rest)) return undefined;
    else pattern += sign;
  }
  return { pattern, group };
}
