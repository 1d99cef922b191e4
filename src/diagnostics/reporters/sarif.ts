import { toWords } from '../message.ts';
import { linesOf, type Reporter } from '../report.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** SARIF 2.1.0, for code scanning. */
export const reportSarif: Reporter = ({ diagnostics, sources }, { say, summary }) => {
  const lines = linesOf(sources);
  const location = (file: string, span: { start: number; end: number }) => {
    const start = lines(file).at(span.start);
    const end = lines(file).at(span.end);
    return {
      physicalLocation: {
        artifactLocation: { uri: encodeURI(file) },
        region: {
          startLine: start.line,
          startColumn: start.column,
          endLine: end.line,
          endColumn: end.column,
        },
      },
    };
  };
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'guide-check',
            rules: codes.map((id) => {
              const text = summary?.(id);
              return { id, ...(text !== undefined && { shortDescription: { text } }) };
            }),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map(({ code, severity, message, file, start, end, related }) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          level: levels[severity],
          message: { text: toWords(message, say) },
          locations: [location(file, { start, end })],
          ...(related && {
            relatedLocations: related.map((one, id) => ({
              id,
              message: { text: toWords(one.message, say) },
              ...location(one.file ?? file, one),
            })),
          }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};
