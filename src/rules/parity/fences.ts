import type { Diagnostic, Message } from '../../diagnostics/diagnostic.ts';
import { annotationNames } from '../../guide/annotation.ts';
import type { Fence } from '../../guide/fence.ts';
import { inFile } from '../../guide/snippet.ts';
import { essence } from './essence.ts';

/** Returns how a translated fence differs from its original, comments aside: at the first place alone. */
export function compareFences(original: Fence, translation: Fence): Diagnostic[] {
  const found = (
    message: Message,
    start: number,
    end: number,
    there: { start: number; end: number },
  ): Diagnostic[] => [
    {
      file: translation.file,
      code: 'parity/fence',
      severity: 'error',
      message,
      start,
      end,
      related: [{ file: original.file, message: { key: 'rules.parity.original' }, ...there }],
    },
  ];
  const opening = (fence: Fence) => ({ start: fence.start, end: fence.start + 3 + fence.lang.length });
  if (original.lang !== translation.lang) {
    const { start, end } = opening(translation);
    const values = { here: translation.lang || 'text', there: original.lang || 'text' };
    return found({ key: 'rules.parity/fence.language', values }, start, end, opening(original));
  }
  for (const name of annotationNames) {
    // Why a fence is not checked is prose, and is translated.
    const same =
      name === 'ignore'
        ? (original.annotations.ignore === undefined) === (translation.annotations.ignore === undefined)
        : original.annotations[name] === translation.annotations[name];
    if (same) continue;
    const { start, end } = translation.annotationSpans[name] ?? opening(translation);
    const there = original.annotationSpans[name] ?? opening(original);
    return found({ key: 'rules.parity/fence.annotation', values: { name } }, start, end, there);
  }
  const here = essence(translation);
  const theirs = essence(original);
  const line = here.findIndex((text, index) => text !== theirs[index]);
  if (line < 0 && here.length >= theirs.length) return [];
  const at = line < 0 ? here.length - 1 : line;
  const { start, end } = lineSpan(translation, at);
  const values = { there: theirs[at] ?? '' };
  return found({ key: 'rules.parity/fence.text', values }, start, end, lineSpan(original, at));
}

/** Returns where a fence's line stands in its file, without its indent. */
function lineSpan(fence: Fence, index: number): { start: number; end: number } {
  const lines = fence.text.split('\n');
  const number = Math.min(index, lines.length - 1);
  const offset = lines.slice(0, number).reduce((sum, text) => sum + text.length + 1, 0);
  const text = lines[number] ?? '';
  const indent = text.length - text.trimStart().length;
  const start = inFile(fence, offset + indent);
  return { start, end: start + text.trim().length };
}
