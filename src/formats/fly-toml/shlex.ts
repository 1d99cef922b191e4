/** A word of a command. `isPlain` where nothing of it stood in quotes or behind a backslash. */
export interface Word {
  text: string;
  isPlain: boolean;
}

/**
 * Returns the words of a command as flyctl (google/shlex) splits it, or nothing where it cannot: a quote is open, or a backslash
 * stands last. A `#` where a word could begin makes the rest of the line a comment.
 */
export function splitCommand(line: string): Word[] | undefined {
  const words: Word[] = [];
  let word: Word | undefined;
  const add = (text: string, isPlain: boolean) => {
    word ??= { text: '', isPlain: true };
    word.text += text;
    word.isPlain &&= isPlain;
  };
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? '';
    if (character === '\\') {
      if (++at >= line.length) return undefined;
      add(line[at] ?? '', false);
    } else if (character === '"' || character === "'") {
      const end = closing(line, at + 1, character);
      if (end === undefined) return undefined;
      add(line.slice(at + 1, end), false);
      at = end;
    } else if (character === '#' && !word) {
      const end = line.indexOf('\n', at);
      if (end < 0) break;
      at = end;
    } else if (/[ \t\r\n]/.test(character)) {
      if (word) words.push(word);
      word = undefined;
    } else {
      add(character, true);
    }
  }
  if (word) words.push(word);
  return words;
}

/** Returns where a quote closes. In double quotes, a backslash takes the character behind it. */
function closing(line: string, from: number, quote: string): number | undefined {
  for (let at = from; at < line.length; at++) {
    if (line[at] === quote) return at;
    if (line[at] === '\\' && quote === '"') at++;
  }
  return undefined;
}
