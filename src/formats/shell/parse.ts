import { parse } from 'unbash';
import type { Finding, Span } from '../../diagnostics/diagnostic.ts';
import { readLineEnds } from './line-ends.ts';
import { mask } from './placeholder.ts';
import type { Heredoc, ShellScript } from './script.ts';
import { mayBeSession, readSession } from './session.ts';
import { explainErrors, unclosedHeredoc } from './syntax.ts';
import { type Gathered, walk } from './walk.ts';

/**
 * Returns a shell script as a flat list of its commands, with what keeps a shell from reading it. Placeholders `<like-this>` are
 * words; prompts, and the output of a recorded session, are set aside. Never throws: what cannot be read is a finding.
 */
export function parseShell(written: string): ShellScript {
  const { text, findings } = readLineEnds(written);
  const script = parseUnix(text);
  return findings.length > 0 ? { ...script, findings: [...findings, ...script.findings] } : script;
}

function parseUnix(text: string): ShellScript {
  const masked = mask(text);
  const first = readAll(masked, text);
  if (!mayBeSession(text)) return { ...first, prompts: [], output: [] };
  const starts = new Set(first.commands.map((command) => command.start));
  const session = readSession(text, starts);
  if (session.prompts.length === 0) return { ...first, ...session };
  return {
    ...readAll(blank(masked, [...session.prompts, ...session.output]), text, session.prompts),
    ...session,
  };
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

type Reading = Omit<ShellScript, 'prompts' | 'output'>;

/** How often a text is read again behind an error. */
const mostErrors = 50;

/** Reads a text to its end: where the parser gives up on a line, it is set to the next one. */
function readAll(masked: string, text: string, prompts: readonly Span[] = []): Reading {
  const reading = read(masked, text, prompts);
  for (let round = 0; round < mostErrors; round++) {
    const last = reading.findings.at(-1);
    const from = last && goesOnAt(last, text);
    if (last === undefined || from === undefined || reading.commands.some(({ start }) => start >= from))
      break;
    const rest = read(blank(masked, [{ start: 0, end: from }]), text, prompts);
    // Behind a quote that was never closed stands either more shell or the rest of a string.
    if (swallows(last) && rest.findings.length > 0) break;
    reading.commands.push(...rest.commands);
    reading.heredocs.push(...rest.heredocs);
    reading.lines.push(...rest.lines);
    reading.findings.push(...rest.findings);
    if (rest.findings.length === 0) break;
  }
  return reading;
}

/** Returns where the line after an error begins, or after the line that was meant to close a heredoc. */
function goesOnAt(finding: Finding, text: string): number | undefined {
  const [meant] = finding.related ?? [];
  if (finding.code === 'shell/heredoc' && !meant) return undefined;
  const newline = text.indexOf('\n', Math.max(meant?.end ?? finding.start, finding.start));
  return newline < 0 || text.slice(newline).trim() === '' ? undefined : newline + 1;
}

function swallows(finding: Finding): boolean {
  return finding.message.key === 'rules.shell/syntax.open';
}

function read(masked: string, text: string, prompts: readonly Span[] = []): Reading {
  const script = parse(masked);
  const gathered = walk(script, masked, text);
  const errors = [...(script.errors ?? []), ...gathered.errors];
  const findings = errors.length > 0 ? explainErrors(errors, text) : [];
  for (const heredoc of gathered.heredocs) {
    if (!heredoc.closing && !closedBehindPrompt(heredoc, text, prompts))
      findings.push(unclosedHeredoc(heredoc, text));
  }
  findings.sort((a, b) => a.start - b.start);
  const { commands, heredocs } = gathered;
  return { text, findings, commands, heredocs, lines: join(gathered, text) };
}

/** In a recorded session, each line of a heredoc has a prompt of its own, the closing one too. */
function closedBehindPrompt({ start, delimiter }: Heredoc, text: string, prompts: readonly Span[]): boolean {
  return prompts.some(({ start: at, end }) => {
    const next = text[end + delimiter.length] ?? '\n';
    return at > start && next === '\n' && text.startsWith(delimiter, end);
  });
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
