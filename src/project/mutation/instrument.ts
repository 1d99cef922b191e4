import type { Mutant } from './mutants.ts';

/** The function that says whether a mutant is the one tried, as instrumented files call it. */
export const switchName = '__mutant';

/** A mutant with its number in the whole room. */
export interface NumberedMutant extends Mutant {
  id: number;
}

/**
 * Returns a file's text with all of these mutants in it, each asleep until its number is tried. No line is added, so that places stay
 * what they were.
 *
 * @param mutants of this file; they may lie inside one another
 * @param from where the switch is imported from
 */
export function instrument(text: string, mutants: readonly NumberedMutant[], from: string): string {
  if (mutants.length === 0) return text;
  const ranges = Map.groupBy(mutants, ({ start, end }) => `${start}:${end}`)
    .values()
    .toArray()
    .map((alike) => ({ start: alike[0]?.start ?? 0, end: alike[0]?.end ?? 0, alike }))
    // What holds others comes before them.
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  const write = (start: number, end: number): string => {
    let written = '';
    let at = start;
    for (let range = ranges[next]; range !== undefined && range.start < end; range = ranges[next]) {
      next++;
      written += text.slice(at, range.start) + wrap(write(range.start, range.end), range.alike);
      at = range.end;
    }
    return written + text.slice(at, end);
  };
  const [bang = ''] = /^#!.*\n/.exec(text) ?? [];
  return `${bang}import { ${switchName} } from ${JSON.stringify(from)}; ${write(0, text.length).slice(bang.length)}`;
}

function wrap(original: string, mutants: readonly NumberedMutant[]): string {
  const expressions = mutants.filter(({ form }) => form === 'expression');
  const others = expressions.map(({ id, text }) => `${switchName}(${id}) ? (${text}) : `).join('');
  const whole = expressions.length > 0 ? `(${others}(${original}))` : original;
  const statements = mutants.filter(({ form }) => form === 'statements');
  return statements.reduce((inner, { id }) => `{ if (!${switchName}(${id})) {${inner}} }`, whole);
}
