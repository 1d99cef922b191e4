import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Page } from '../guide/page.ts';
import { inFile } from '../guide/snippet.ts';
import { shells } from './compile-step.ts';

/** A line that is negated, and does not go on below. */
const negated = /^! .*[^\s|&\\]$/gm;

/**
 * Returns the negated lines of a page's checks and symptoms that decide nothing. A script ends at the first line that fails, but for a
 * negated one: the shell goes on after it, and only as the last line it is what the script comes to.
 */
export function checkNegations(page: Page): Diagnostic[] {
  return page.fences.flatMap((fence) => {
    const { check, symptom } = fence.annotations;
    if ((check ?? symptom) === undefined || !shells.has(fence.lang)) return [];
    const text = fence.text.trimEnd();
    return [...text.matchAll(negated)]
      .filter(({ index, 0: line }) => index + line.length < text.length)
      .map(({ index, 0: line }) => ({
        file: page.file,
        code: 'runbook/negated-line',
        severity: 'error' as const,
        message: { key: 'rules.runbook/negated-line' as const },
        start: inFile(fence, index),
        end: inFile(fence, index + line.length),
      }));
  });
}
