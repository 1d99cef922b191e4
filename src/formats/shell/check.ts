import type { Finding } from '../../diagnostics/diagnostic.ts';
import { parseShell } from './parse.ts';
import { checkPrompts } from './prompts.ts';
import type { ShellScript } from './script.ts';
import { checkContinuations, checkEntities } from './slips.ts';
import { checkTypography, explainOpenQuote } from './typography.ts';

export interface ShellOptions {
  /** The text is a recorded session, where prompts belong: a fence that is marked `console`. */
  session?: boolean;
}

/** Returns everything that is wrong with a shell script as shell, whatever its commands mean, in the order of the text. */
export function checkShell(text: string, options: ShellOptions = {}): Finding[] {
  return checkScript(parseShell(text), options);
}

/** Returns the same for a script that is parsed already. */
export function checkScript(script: ShellScript, options: ShellOptions = {}): Finding[] {
  const { text } = script;
  const entities = checkEntities(script);
  const broken = new Set(entities.map(({ start }) => text.lastIndexOf('\n', start)));
  const syntax = script.findings
    .filter(({ start }) => !broken.has(text.lastIndexOf('\n', start - 1)))
    .map((finding) => explainOpenQuote(finding, text));
  const findings = [
    ...syntax,
    ...entities,
    ...(options.session ? [] : checkPrompts(script)),
    ...checkTypography(script),
    ...checkContinuations(script),
  ];
  return findings.length > 1 ? findings.sort((a, b) => a.start - b.start) : findings;
}
