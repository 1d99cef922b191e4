import type { Diagnostic, Finding, Span } from '../../diagnostics/diagnostic.ts';
import { inFile, type Snippet } from '../../guide/snippet.ts';

/** Returns a finding on a snippet as one on the text that the snippet was cut out of. */
export function moved(finding: Finding, snippet: Snippet): Finding {
  const place = <Part extends Span>(part: Part): Part => ({ ...part, ...spanInFile(snippet, part) });
  return {
    ...place(finding),
    ...(finding.fixes && {
      fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(place) })),
    }),
    ...(finding.related && { related: finding.related.map(place) }),
  };
}

/** Returns a finding on a snippet as a diagnostic at its place in the file. */
export function located(finding: Finding, snippet: Snippet, file: string): Diagnostic {
  return { ...moved(finding, snippet), file };
}

/** Returns where a snippet's span stands in its file. It ends after its last character, which may be the last of its line, and not before the first of the next. */
export function spanInFile(snippet: Snippet, { start, end }: Span): Span {
  const from = inFile(snippet, start);
  return { start: from, end: end > start ? inFile(snippet, end - 1) + 1 : from };
}
