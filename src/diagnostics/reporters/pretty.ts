import type { Diagnostic } from '../diagnostic.ts';
import { frame } from '../frame.ts';
import { toWords } from '../message.ts';
import { type CheckResult, count, linesOf, type Speaker } from '../report.ts';
import type { Style } from '../style.ts';

/** For people: each finding with its place, its lines, why, and what to do; then what was checked. */
export function reportPretty(
  { diagnostics, checked, ignored, sources }: CheckResult,
  { say }: Speaker,
  style: Style,
  options: { quiet?: boolean } = {},
): string {
  const lines = linesOf(sources);
  const severities = {
    error: say('report.error'),
    warning: say('report.warning'),
    info: say('report.info'),
  };
  const one = ({ code, severity, message, file, start, end, fixes, related }: Diagnostic): string => {
    const mark = style[severity];
    const { line, column } = lines(file).at(start);
    const rows = [
      `${style.strong(`${file}:${line}:${column}`)} ${mark(severities[severity])} ${style.faint(code)}`,
      `  ${toWords(message, say)}`,
      indent(frame(lines(file), { start, end }, mark, style)),
    ];
    for (const place of related ?? []) {
      const at = lines(place.file ?? file).at(place.start);
      rows.push(
        `  ${style.faint(`${place.file ?? file}:${at.line}:${at.column}`)} ${toWords(place.message, say)}`,
      );
    }
    for (const fix of fixes ?? [])
      rows.push(`  ${style.info(say('report.fix'))} ${toWords(fix.message, say)}`);
    return `${rows.join('\n')}\n\n`;
  };
  const found = diagnostics.map(one).join('');
  if (options.quiet) return found;
  const counts = count(diagnostics);
  const summary = Object.entries(checked)
    .map(([kind, number]) => `${number} ${kind}`)
    .join(', ');
  const rows = [
    say('report.checked', { summary }),
    ...(ignored.length > 0 ? [say('report.ignored', { count: ignored.length })] : []),
    ...ignored.map(({ file, line, reason }) => `  ${file}:${line} ${reason}`),
    say('report.total', {
      errors: say('report.errors', { count: counts.error }),
      warnings: say('report.warnings', { count: counts.warning }),
      infos: say('report.infos', { count: counts.info }),
    }),
  ];
  return `${found}${rows.join('\n')}\n`;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
