import type { Cursor } from './cursor.ts';

const statement = /^[ \t]*(?:[\w.-]+[ \t]*=|\[\[?[ \t]*[A-Za-z_][\w.-]*[ \t]*\]\]?[ \t]*(?:#.*)?\r?$)/;
/** Up to 100 lines that open no table, up to the first closing brace. */
const closingBrace = /(?:[^\n}]{0,300}\n(?!\s*\[)){1,100}[^\n}]{0,300}\}/y;

/** Whether what follows on this line is a statement of its own: `key =` or a header. */
export function isStatement(cursor: Cursor): boolean {
  return statement.test(cursor.text.slice(cursor.at, Math.min(cursor.lineEnd(), cursor.at + 300)));
}

/**
 * Goes on behind a mistake, at the end of its line or of what it spoilt: an open bracket spoils all up to the next line that is a
 * statement of its own.
 */
export function recover(cursor: Cursor): void {
  const problem = cursor.problems.at(-1);
  // A string in three quotes that is never closed has taken everything.
  if (problem?.problem === 'string-open') cursor.at = Math.max(cursor.at, problem.end);
  if (problem?.problem === 'array-open' && isStatement(cursor)) return;
  if (problem?.problem === 'inline-open') skipBraces(cursor);
  cursor.skipLine();
  if (problem?.problem === 'string-open') skipText(cursor);
  while (cursor.depth > 0 && cursor.at < cursor.text.length) {
    cursor.at++;
    if (isStatement(cursor)) return;
    cursor.skipLine();
  }
}

/** A text that goes over several lines between plain quotes is one mistake: goes to its last line. */
function skipText(cursor: Cursor): void {
  for (let lines = 0; lines < 100 && cursor.at < cursor.text.length; lines++) {
    const next = cursor.text.slice(cursor.at + 1, cursor.at + 300).split('\n', 1)[0] ?? '';
    if (/^\s*(?:#|\[|$)/.test(next) || statement.test(next)) return;
    cursor.at++;
    cursor.skipLine();
  }
}

/** A table in braces that goes over several lines, as in JSON, is one mistake: goes to its closing brace. */
function skipBraces(cursor: Cursor): void {
  closingBrace.lastIndex = cursor.at;
  if (!closingBrace.test(cursor.text)) return;
  cursor.at = closingBrace.lastIndex;
  cursor.depth = 0;
}
