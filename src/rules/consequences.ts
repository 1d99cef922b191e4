import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { linesOf } from '../diagnostics/report.ts';

/**
 * Returns diagnostics without those that another one explains: a line that is wrong by itself in one language differs from its
 * twin's for that reason, and a step that a language lacks is a fence that it lacks. One mistake is told once.
 */
export function withoutConsequences(
  diagnostics: Diagnostic[],
  sources: ReadonlyMap<string, string>,
): Diagnostic[] {
  const lines = linesOf(sources);
  const lineOf = (file: string, offset: number) => `${file}:${lines(file).at(offset).line}`;
  const wrong = new Set(
    diagnostics
      .filter(({ code, severity }) => severity !== 'info' && !code.startsWith('parity/'))
      .map(({ file, start }) => lineOf(file, start)),
  );
  return diagnostics.filter(
    ({ code, file, start, related = [] }) =>
      !(code === 'parity/fence' || (code === 'parity/missing' && related.length > 0)) ||
      ![{ file, start }, ...related].some((place) => wrong.has(lineOf(place.file ?? file, place.start))),
  );
}
