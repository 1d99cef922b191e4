/** Controls, halves of characters, and what ends a line for some programs and not for others. Line end and tab alone may stand. */
const controls = String.raw`(?![\n\t])[\p{Cc}\p{Cs}\u2028\u2029]`;

/** What turns the direction of writing around, and the invisible twins of ASCII's letters. */
const turning = String.raw`[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]`;

/** Whatever else Unicode has that is not shown: joiners, marks of direction, variation selectors, fillers. */
const formats = String.raw`[\p{Cf}\p{Default_Ignorable_Code_Point}]`;

const patterns = {
  words: new RegExp(`${controls}|${turning}`, 'u'),
  command: new RegExp(`${controls}|${turning}|${formats}`, 'u'),
};

/** A character that a screen does not show, and where it stands in its text. */
export interface Unseen {
  /** Offset in the text. */
  at: number;
  /** How Unicode numbers it: `U+001B`. */
  code: string;
}

/**
 * Returns the first character of a text that a screen obeys, or shows nothing for, so that what is read would not be what runs;
 * undefined where there is none. In a command nothing invisible may stand at all. Words for people may hold what their script needs,
 * such as joiners, but nothing that a terminal obeys or that turns the line around.
 */
export function unseenIn(text: string, kind: 'words' | 'command'): Unseen | undefined {
  const found = patterns[kind].exec(text);
  return found ? { at: found.index, code: codeOf(found[0]) } : undefined;
}

/** Returns a text with each such character by its number, so that nothing of it is lost: `\u{1b}`. */
export function visible(text: string): string {
  return text.replaceAll(
    new RegExp(patterns.command, 'gu'),
    (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
