import type { Finding } from '../../diagnostics/diagnostic.ts';
import { found } from './rule.ts';
import { lineEndRule } from './rules.ts';

/**
 * Returns a script with the line ends of Windows as it was meant, every offset kept, and what is wrong with it: to a shell, the
 * carriage return belongs to the last word of its line.
 */
export function readLineEnds(text: string): { text: string; findings: Finding[] } {
  const first = text.indexOf('\r\n');
  if (first < 0) return { text, findings: [] };
  const edits = [...text.matchAll(/\r(?=\n)/g)].map(({ index }) => ({
    start: index,
    end: index + 1,
    text: '',
  }));
  const finding = found(
    lineEndRule,
    { start: first, end: first + 1 },
    { key: 'rules.shell/line-end' },
    { fixes: [{ message: { key: 'fix.shell/line-end' }, edits, safe: true }] },
  );
  return { text: text.replaceAll('\\\r\n', ' \\\n').replaceAll('\r\n', ' \n'), findings: [finding] };
}
