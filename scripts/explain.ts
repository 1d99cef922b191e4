import { nearest } from '../src/diagnostics/nearest.ts';
import { catalogue } from '../src/rules/catalogue.ts';
import type { Say } from '../src/words.ts';
import { UsageError } from './command-line.ts';

/** Returns every rule in a line: its code, its severity and what it looks for. */
export function listRules(say: Say): string {
  const width = Math.max(...catalogue.map(({ code }) => code.length));
  const severities = { error: say('report.error'), warning: say('report.warning'), info: say('report.info') };
  return catalogue
    .map(
      ({ code, severity, summary }) =>
        `${code.padEnd(width)}  ${severities[severity].padEnd(7)}  ${say(summary)}\n`,
    )
    .join('');
}

/**
 * Returns what a rule finds and why it matters, with an example of wrong and right where a text alone can show it.
 *
 * @throws UsageError where there is no such rule
 */
export function explainRule(code: string, say: Say): string {
  const rule = catalogue.find((candidate) => candidate.code === code);
  if (!rule) {
    const similar = nearest(
      code,
      catalogue.map((candidate) => candidate.code),
    );
    throw new UsageError(
      similar === undefined
        ? say('check.no-rule', { code })
        : say('check.no-rule.nearest', { code, nearest: similar }),
    );
  }
  const severities = { error: say('report.error'), warning: say('report.warning'), info: say('report.info') };
  const examples = (rule.examples ?? [])
    .slice(0, 1)
    .flatMap(({ wrong, right }) => [
      `\n${say('check.wrong')}\n\n${indent(wrong)}`,
      `\n${say('check.right')}\n\n${indent(right)}`,
    ]);
  return `${[`${rule.code} (${severities[rule.severity]}): ${say(rule.summary)}`, '', say(rule.explain), ...examples].join('\n')}\n`;
}

function indent(text: string): string {
  return text.trimEnd().replaceAll(/^(?=.)/gm, '    ');
}
