/**
 * Returns a line of expected output as a reader sees it: `*` stands for whatever comes there, and is an ellipsis between words and
 * nothing at the ends; `\*` is the asterisk itself.
 */
export function asRead(line: string): string {
  const shown = line
    .replaceAll('\\*', '\u0000')
    .replaceAll(/(\w)?\*(\w)?/g, (_, before: string | undefined, after: string | undefined) =>
      before && after ? `${before} … ${after}` : `${before ?? ''}…${after ?? ''}`,
    )
    .replaceAll('\u0000', '*');
  return shown.trim() === '...' ? '…' : shown.replace(/^\s*…\s*(?=\S)/, '').replace(/(?<=\S)\s*…\s*$/, '');
}
