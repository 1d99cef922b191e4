import { findComments } from '../../formats/shell/comment.ts';
import type { Fence } from '../../guide/fence.ts';

const shells = new Set(['bash', 'sh', 'shell']);

/** Returns the lines of a fence without its comments, which may be translated, and without the blanks that these leave. */
export function essence(fence: Fence): string[] {
  return withoutComments(fence.lang, fence.text)
    .split('\n')
    .map((line) => line.trimEnd());
}

function withoutComments(lang: string, text: string): string {
  if (shells.has(lang)) {
    return findComments(text)
      .toReversed()
      .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  }
  if (lang === 'toml') return text.replaceAll(tomlToken, (token) => (token.startsWith('#') ? '' : token));
  if (lang === 'json5' || lang === 'jsonc') {
    return text.replaceAll(json5Token, (token) =>
      /^\/[/*]/.test(token) ? token.replaceAll(/[^\n]/g, '') : token,
    );
  }
  return text;
}

/** A TOML string or comment; strings come first so that a `#` in one is none. */
const tomlToken = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#.*/g;
/** A JSON5 string or comment. */
const json5Token = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|\/\/.*|\/\*[\s\S]*?\*\//g;
