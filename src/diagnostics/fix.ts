import type { Diagnostic, Edit } from './diagnostic.ts';

/**
 * Returns a text with edits applied. Of two edits that overlap the earlier one counts, and the later is left for another round.
 */
export function applyEdits(text: string, edits: Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** Returns the edits of the safe fixes, one fix for each diagnostic, a fix with an edit that overlaps another one's left out whole. */
export function safeEdits(diagnostics: Diagnostic[]): Edit[] {
  const taken: Edit[] = [];
  for (const { fixes } of diagnostics) {
    const fix = fixes?.find(({ safe }) => safe);
    if (fix && !fix.edits.some((edit) => taken.some((other) => overlap(edit, other))))
      taken.push(...fix.edits);
  }
  return taken;
}

function overlap(a: Edit, b: Edit): boolean {
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end);
}
