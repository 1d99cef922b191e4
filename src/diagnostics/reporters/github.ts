import { toWords } from '../message.ts';
import { linesOf, type Reporter } from '../report.ts';

const levels = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Workflow commands that GitHub shows beside the lines of a pull request. */
export const reportGithub: Reporter = ({ diagnostics, sources }, { say }) => {
  const lines = linesOf(sources);
  return diagnostics
    .map(({ code, severity, message, file, start, end }) => {
      const from = lines(file).at(start);
      const to = lines(file).at(end);
      const place = {
        file,
        line: from.line,
        endLine: to.line,
        ...(from.line === to.line && { col: from.column, endColumn: to.column }),
        title: code,
      };
      const properties = Object.entries(place).map(
        ([name, value]) => `${name}=${escapeProperty(String(value))}`,
      );
      return `::${levels[severity]} ${properties.join(',')}::${escapeData(toWords(message, say))}\n`;
    })
    .join('');
};

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
