import { parse } from 'unbash';
import type { Span } from '../../diagnostics/diagnostic.ts';
import { mask } from './placeholder.ts';
import type { ShellScript } from './script.ts';
import { mayBeSession, readSession } from './session.ts';
import { explainErrors, unclosedHeredoc } from './syntax.ts';
import { type Gathered, walk } from './walk.ts';

/**
 * Returns a shell script as a flat list of its commands, with what keeps a shell from reading it. Placeholders `<like-this>` are
 * words; prompts, and the output of a recorded session, are set aside. Never throws: what cannot be read is a finding.
 */
export function parseShell(text: string): ShellScript {
  const masked = mask(text);
  const first = read(masked, text);
  if (!mayBeSession(text)) return { ...first, prompts: [], output: [] };
  const starts = new Set(first.commands.map((command) => command.start));
  const session = readSession(text, starts);
  if (session.prompts.length === 0) return { ...first, ...session };
  return { ...read(blank(masked, [...session.prompts, ...session.output]), text), ...session };
}

/** Returns the text with the spans blanked out, so that all offsets stay. */
export function blank(text: string, spans: readonly Span[]): string {
  let result = '';
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at) continue;
    result += text.slice(at, span.start) + ' '.repeat(span.end - span.start);
    at = span.end;
  }
  return result + text.slice(at);
}

function read(masked: string, text: string): Omit<ShellScript, 'prompts' | 'output'> {
  const script = parse(masked);
  const gathered = walk(script, masked, text);
  const errors = [...(script.errors ?? []), ...gathered.errors];
  const findings = errors.length > 0 ? explainErrors(errors, text) : [];
  for (const heredoc of gathered.heredocs) {
    if (!heredoc.closing) findings.push(unclosedHeredoc(heredoc, text));
  }
  findings.sort((a, b) => a.start - b.start);
  const { commands, heredocs } = gathered;
  return { text, findings, commands, heredocs, lines: join(gathered, text) };
}

/** Joins the statements that share a line, as in `a; b`, and tells each command the line that it stands in. */
function join({ commands, lines }: Gathered, text: string): Span[] {
  const joined: Span[] = [];
  const belongs = new Map<Span, Span>();
  for (const line of lines) {
    const last = joined.at(-1);
    if (last && (line.start < last.end || !text.slice(last.end, line.start).includes('\n'))) {
      last.end = Math.max(last.end, line.end);
      belongs.set(line, last);
    } else {
      joined.push(line);
    }
  }
  if (belongs.size > 0)
    for (const command of commands) command.line = belongs.get(command.line) ?? command.line;
  return joined;
}
