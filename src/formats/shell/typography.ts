import type { Edit, Finding, Span } from '../../diagnostics/diagnostic.ts';
import { found } from './rule.ts';
import { blankRule, dashRule, quoteRule } from './rules.ts';
import type { ShellCommand, ShellScript } from './script.ts';
import { unquotedIn } from './unquoted.ts';

/** What word processors put in the place of what a shell understands. */
const typographic = /[“”„‘’‚–—−\u00A0\u2007\u202F\u200B\u2060\uFEFF]/;
const invisible = /[\u00A0\u2007\u202F\u200B\u2060\uFEFF]/g;
const widthless = /[\u200B\u2060\uFEFF]/;

/** Returns findings for quotes, dashes and blanks that a shell takes for letters, outside of strings. */
export function checkTypography(script: ShellScript): Finding[] {
  if (!typographic.test(script.text)) return [];
  return script.commands.flatMap((command) => {
    const line = script.text.slice(command.start, command.end);
    return typographic.test(line)
      ? [...checkQuotes(command, line), ...checkDashes(command), ...checkBlanks(command, line)]
      : [];
  });
}

const quoted = /(?<=^|[\s=:(])(?:[“„]([^“”"\n]*)[”“]|[‘‚]([^‘’'\n]*)[’‘])(?=$|[\s;|&)])/g;

function checkQuotes(command: ShellCommand, line: string): Finding[] {
  const isUnquoted = unquotedIn(command);
  return [...line.matchAll(quoted)].flatMap((match) => {
    const start = command.start + match.index;
    const end = start + match[0].length;
    if (!isUnquoted(start) || !isUnquoted(end - 1)) return [];
    const straight = match[1] === undefined ? "'" : '"';
    const edits = [
      { start, end: start + 1, text: straight },
      { start: end - 1, end, text: straight },
    ];
    return found(
      quoteRule,
      { start, end },
      { key: 'rules.shell/quote', values: { straight } },
      withFix(straight, edits),
    );
  });
}

/** Turns the finding of a string that a typographic quote was meant to close into one that says so. */
export function explainOpenQuote(finding: Finding, text: string): Finding {
  const opening = text[finding.start];
  if (finding.code !== 'shell/syntax' || finding.end !== finding.start + 1) return finding;
  if (opening !== '"' && opening !== "'") return finding;
  const [line = ''] = text.slice(finding.end).split('\n', 1);
  const at = line.search(opening === '"' ? /[“”„]/ : /[‘’‚](?!\p{L})/u);
  if (at < 0) return finding;
  const closing = { start: finding.end + at, end: finding.end + at + 1 };
  return found(
    quoteRule,
    closing,
    { key: 'rules.shell/quote.closing', values: { straight: opening } },
    { severity: 'error', ...withFix(opening, [{ ...closing, text: opening }]) },
  );
}

function checkDashes(command: ShellCommand): Finding[] {
  return command.words.slice(1).flatMap((word) => {
    const [dash, letters] = /^([–—−]+)(?=[\p{L}])/u.exec(word.text)
      ? [word.text.match(/^[–—−]+/)?.[0] ?? '', word.text]
      : [];
    if (dash === undefined || letters === undefined) return [];
    const isShort = dash === '–' || dash === '−' ? letters.length === 2 : false;
    const text = isShort ? '-' : '--';
    const span = { start: word.start, end: word.start + dash.length };
    return found(
      dashRule,
      span,
      { key: 'rules.shell/dash', values: { dash, text } },
      withFix(text, [{ ...span, text }]),
    );
  });
}

/** One finding for all the blanks of a command, at the first. */
function checkBlanks(command: ShellCommand, line: string): Finding[] {
  const isUnquoted = unquotedIn(command);
  const edits = [...line.matchAll(invisible)]
    .map((match) => ({
      start: command.start + match.index,
      end: command.start + match.index + 1,
      text: widthless.test(match[0]) ? '' : ' ',
    }))
    .filter(({ start }) => isUnquoted(start));
  const [first] = edits;
  if (!first) return [];
  const span: Span = { start: first.start, end: first.end };
  const fixes = [{ message: { key: 'fix.shell/blank' as const }, edits, safe: true }];
  return [found(blankRule, span, { key: 'rules.shell/blank' }, { fixes })];
}

function withFix(text: string, edits: Edit[]): Pick<Finding, 'fixes'> {
  return { fixes: [{ message: { key: 'fix.replace', values: { text } }, edits, safe: true }] };
}
