import * as z from 'zod';
import type { Finding, Span } from '../../diagnostics/diagnostic.ts';
import { findComments } from './comment.ts';
import data from './data/portable.json' with { type: 'json' };
import { found, type Rule } from './rule.ts';
import type { ShellCommand, ShellScript } from './script.ts';
import { covers } from './spans.ts';

const formSchema = z.strictObject({
  form: z.string().describe('What it is called.'),
  instead: z.string().describe('What does the same everywhere.'),
  wrong: z.string(),
  right: z.string(),
});

const argument = z.string().describe('A pattern that one of the arguments has to match.').optional();

/** A program that a Mac does not have, or one of its options or forms that only GNU's has. */
const programSchema = formSchema.extend({
  program: z.string(),
  argument,
  without: z.string().optional().describe('A pattern that none of the arguments may match.'),
  also: z.string().optional(),
  first: z.boolean().optional().describe('Whether the first argument alone counts.'),
});

/** What bash can do since its version 4: a builtin by its name and arguments, or a pattern in the text outside of quotes. */
const bashSchema = formSchema.extend({
  program: z.string().optional(),
  argument,
  text: z.string().optional(),
});

const { programs, bash } = z
  .strictObject({ source: z.string(), programs: z.array(programSchema), bash: z.array(bashSchema) })
  .parse(data);

export const gnuRule: Rule = {
  code: 'shell/gnu',
  severity: 'error',
  summary: 'summary.shell/gnu',
  explain: 'explain.shell/gnu',
  examples: programs.map(({ wrong, right }) => ({ wrong: `${wrong}\n`, right: `${right}\n` })),
};

export const bashRule: Rule = {
  code: 'shell/bash-4',
  severity: 'error',
  summary: 'summary.shell/bash-4',
  explain: 'explain.shell/bash-4',
  examples: [
    ...bash.map(({ wrong, right }) => ({ wrong: `${wrong}\n`, right: `${right}\n` })),
    { wrong: "x=$(cat <<'END'\nit's\nEND\n)\n", right: "x=$(cat <<'END'\nit is\nEND\n)\n" },
  ],
};

/** The rules of what runs on a reader's own computer, which may be a Mac. */
export const portableRules: Rule[] = [gnuRule, bashRule];

const byProgram = Map.groupBy(programs, ({ program }) => program);

/** Returns what of a script only GNU's programs or bash since version 4 understand. */
export function checkPortable(script: ShellScript): Finding[] {
  return [
    ...script.commands.flatMap(inPrograms),
    ...script.commands.flatMap(inBuiltins),
    ...inText(script),
    ...inHeredocs(script),
  ].sort((a, b) => a.start - b.start);
}

function inPrograms({ words }: ShellCommand): Finding[] {
  const [name, ...rest] = words;
  if (!name) return [];
  const values = rest.map(({ value }) => value);
  return (byProgram.get(name.value) ?? []).flatMap((known) => {
    if (known.argument === undefined) return told(gnuRule, name, known);
    if (known.without !== undefined && values.some((value) => new RegExp(known.without ?? '').test(value)))
      return [];
    const fits = new RegExp(known.argument, 'm');
    const among = known.first ? rest.slice(0, 1) : rest;
    const at = among.find(({ value }, index) => fits.test(joined(value, among[index + 1]?.value)));
    return at ? told(gnuRule, at, known) : [];
  });
}

/** An option of one letter that counts something, with its number: `-n -1`. */
function joined(value: string, next: string | undefined): string {
  return /^-[nc]$/.test(value) && next !== undefined ? `${value} ${next}` : value;
}

function inBuiltins({ words }: ShellCommand): Finding[] {
  const [name, ...rest] = words;
  if (!name) return [];
  return bash.flatMap((known) => {
    if (known.program === undefined || !new RegExp(known.program).test(name.value)) return [];
    if (known.argument === undefined) return told(bashRule, name, known);
    const fits = new RegExp(known.argument);
    const at = rest.find(({ value }) => fits.test(value));
    return at ? told(bashRule, at, known) : [];
  });
}

function inText(script: ShellScript): Finding[] {
  const plain = withoutQuoted(script);
  return bash.flatMap((known) => {
    if (known.text === undefined) return [];
    const [match] = plain.matchAll(new RegExp(known.text, 'gm'));
    if (!match) return [];
    const start = match.index + (match[0].length - match[0].trimStart().length);
    return told(bashRule, { start, end: match.index + match[0].length }, known);
  });
}

/** bash 3.2 reads a heredoc within `$(…)` as shell when it looks for the closing parenthesis, and stumbles over a single quote. */
function inHeredocs({ text, heredocs, commands }: ShellScript): Finding[] {
  const nested = new Set(
    commands.filter(({ within }) => within.includes('substitution')).flatMap((command) => command.heredocs),
  );
  return heredocs
    .filter((heredoc) => nested.has(heredoc) && isOdd(text.slice(heredoc.body.start, heredoc.body.end)))
    .flatMap((heredoc) =>
      told(bashRule, heredoc, { form: 'a lone \' or " in a heredoc within $(…)', instead: "read -r -d ''" }),
    );
}

function isOdd(body: string): boolean {
  return ["'", '"', '`'].some((sign) => (body.split(sign).length - 1) % 2 === 1);
}

/** Returns a script's text with blanks for what the shell takes as it is: comments, heredocs that expand nothing, single quotes. */
function withoutQuoted(script: ShellScript): string {
  const isOpaque = covers([
    ...findComments(script.text),
    ...script.heredocs.filter(({ quoted }) => quoted).map(({ body }) => body),
  ]);
  let quote = '';
  let plain = '';
  for (let at = 0; at < script.text.length; at++) {
    const sign = script.text.charAt(at);
    if (isOpaque(at)) {
      plain += sign === '\n' ? sign : ' ';
      continue;
    }
    if (sign === '\\' && quote !== "'") {
      plain += '  ';
      at++;
      continue;
    }
    const isQuote = (sign === "'" && quote !== '"') || (sign === '"' && quote !== "'");
    if (isQuote) quote = quote === '' ? sign : '';
    plain += quote === "'" && sign !== '\n' ? ' ' : sign;
  }
  return plain;
}

function told(rule: Rule, at: Span, { form, instead }: { form: string; instead: string }): Finding[] {
  const key = rule === gnuRule ? 'rules.shell/gnu' : 'rules.shell/bash-4';
  return [found(rule, at, { key, values: { form, instead } })];
}
