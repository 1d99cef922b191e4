/**
 * `<like-this>`: a word that a reader fills in. To a shell it would be two redirections, so it is masked before parsing, by two
 * code points that stand for nothing and are one UTF-16 unit each, so that every offset stays.
 */
const opening = '\uFDD0';
const closing = '\uFDD1';

const placeholder = /(?<![<&])<([A-Za-z][\w-]*)>(?![(&>])/g;

/** Returns the text with each `<placeholder>` as a plain word of the same length. */
export function mask(text: string): string {
  if (!text.includes('<')) return text;
  return text.replace(placeholder, (whole, name: string, offset: number) => {
    const before = text[offset - 1] ?? ' ';
    const after = text[offset + whole.length] ?? ' ';
    // `sort <in>out` is two redirections; `https://<app>.fly.dev` and `<org>/<name>` are not.
    return /\s/.test(before) && /[\w~]/.test(after) ? whole : `${opening}${name}${closing}`;
  });
}

/** Returns a piece of masked text as it was. */
export function unmask(text: string): string {
  return text.includes(opening) ? text.replaceAll(opening, '<').replaceAll(closing, '>') : text;
}

/** Whether a placeholder stands somewhere in the text. */
export function hasPlaceholder(text: string): boolean {
  return /<[A-Za-z][\w-]*>/.test(text);
}
