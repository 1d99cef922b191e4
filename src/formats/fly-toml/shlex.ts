/**
 * Whether flyctl (google/shlex) can split a line into words: every quote is closed, and no backslash stands last. A `#` where a
 * word could begin makes the rest of the line a comment.
 */
export function splitsAsCommand(line: string): boolean {
  let quote: string | undefined;
  let isInWord = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else if (character === '\\' && quote === '"' && ++at >= line.length) return false;
    } else if (character === '\\') {
      if (++at >= line.length) return false;
      isInWord = true;
    } else if (character === '"' || character === "'") {
      quote = character;
      isInWord = true;
    } else if (character === '#' && !isInWord) {
      const end = line.indexOf('\n', at);
      if (end < 0) return true;
      at = end;
    } else {
      isInWord = !/[ \t\r\n]/.test(character);
    }
  }
  return quote === undefined;
}
