import type { Edit } from '../diagnostic.ts';
import { toWords } from '../message.ts';
import { linesOf, type Reporter } from '../report.ts';

/** One JSON object, for programs: positions from 1, columns in UTF-16 units. */
export const reportJson: Reporter = ({ diagnostics, checked, ignored, sources }, { say }) => {
  const lines = linesOf(sources);
  const place = (file: string, span: { start: number; end: number }) => {
    const start = lines(file).at(span.start);
    const end = lines(file).at(span.end);
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  };
  const edit = (file: string, { text, ...span }: Edit) => ({ ...place(file, span), text });
  const written = diagnostics.map(({ code, severity, message, file, start, end, fixes, related }) => ({
    code,
    severity,
    message: toWords(message, say),
    file,
    ...place(file, { start, end }),
    ...(fixes && {
      fixes: fixes.map((fix) => ({
        message: toWords(fix.message, say),
        safe: fix.safe,
        edits: fix.edits.map((one) => edit(file, one)),
      })),
    }),
    ...(related && {
      related: related.map((one) => ({
        message: toWords(one.message, say),
        file: one.file ?? file,
        ...place(one.file ?? file, one),
      })),
    }),
  }));
  return `${JSON.stringify({ diagnostics: written, checked, ignored }, null, 2)}\n`;
};
