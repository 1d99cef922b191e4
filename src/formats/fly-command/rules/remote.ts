import type { Finding, Fix, Span } from '../../../diagnostics/diagnostic.ts';
import { parseShell } from '../../shell/parse.ts';
import { found } from '../../shell/rule.ts';
import type { ShellCommand, ShellScript, ShellWord } from '../../shell/script.ts';
import type { FlyCommand } from '../command.ts';
import { givenFlag, isOn } from '../invocation.ts';
import { remoteShellRule, remoteTerminalRule, stdinRule } from '../rules.ts';

/** Commands that only a shell has: no program of that name is run on the far side. */
const builtins = /^(?:cd|export|source|\.|set|unset|alias|ulimit|umask|eval|exec|read|exit|shift|trap|type)$/;

/** Programs that expand what they are given: `sh -c "echo $HOME"` does on the far side. */
const shells = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z)?sh$/;

/** Returns findings for what `fly ssh console -C` (and `fly console -C`) would run on the machine, where no shell is. */
export function checkRemote(command: FlyCommand): Finding[] {
  const { invocation, shell } = command;
  if (invocation.path !== 'ssh console' && invocation.path !== 'console') return [];
  const given = givenFlag(invocation, 'command');
  const value = given?.valueWord;
  if (!given || !value || value.several) return [];
  const findings: Finding[] = [];
  const [nowhere] = shell.redirects.filter(
    ({ operator, target }) => operator === '<' && target?.value === '/dev/null',
  );
  if (nowhere) findings.push(found(stdinRule, nowhere, { key: 'rules.fly-command/stdin.null' }));
  const script = given.value.trim();
  if (/^(?:\/bin\/)?(?:ba)?sh$/.test(script)) {
    if (!isOn(invocation, 'pty') && !nowhere) findings.push(...terminal(script, value, shell));
    return findings;
  }
  const word = shell.words.find(({ start, end }) => start <= value.start && value.end <= end);
  const sign = shellSign(parseShell(given.value), value.dynamic === true && word?.quoting !== 'single');
  if (!sign) return findings;
  const place = value.end - value.start === given.value.length ? shift(sign.span, value.start) : value;
  const fixes = word ? wrapInShell(word, given.value) : [];
  return [
    ...findings,
    found(
      remoteShellRule,
      place,
      { key: 'rules.fly-command/remote-shell', values: { sign: sign.text } },
      { fixes },
    ),
  ];
}

function terminal(name: string, at: Span, { words, fed }: ShellCommand): Finding[] {
  if (!fed) {
    return [
      found(remoteTerminalRule, at, { key: 'rules.fly-command/remote-terminal.pty' }, { severity: 'info' }),
    ];
  }
  const better = `${name} -s`;
  const word = words.find(({ start, end }) => start <= at.start && at.end <= end);
  const text = word?.quoting === 'none' ? `"${better}"` : better;
  const fix: Fix = {
    message: { key: 'fix.replace', values: { text } },
    edits: [{ start: at.start, end: at.end, text }],
    safe: true,
  };
  const values = { shell: name, better };
  return [
    found(remoteTerminalRule, at, { key: 'rules.fly-command/remote-terminal', values }, { fixes: [fix] }),
  ];
}

/** Returns the first thing in a command that only a shell understands: where it stands, and how it is written. */
function shellSign(script: ShellScript, expandedHere: boolean): { span: Span; text: string } | undefined {
  const [first, second] = script.commands;
  if (script.findings.length > 0 || !first) return undefined;
  const sign = (span: Span): { span: Span; text: string } => ({
    span,
    text: script.text.slice(span.start, span.end).trim(),
  });
  const [redirect] = first.redirects;
  const [heredoc] = first.heredocs;
  if (redirect) return sign(redirect);
  if (heredoc) return sign({ start: heredoc.start, end: heredoc.start + 2 });
  const far = shells.test(first.words[0]?.value ?? '');
  const special = first.words.find((word) => isShellWord(word, expandedHere || far));
  if (special) return sign(special);
  const [assignment] = first.assignments;
  if (assignment) return sign(assignment);
  if (second && !second.within.includes('substitution')) return sign(between(script.text, first, second));
  if (first.within.includes('background')) return sign(tail(script.text, first.end));
  const [name] = first.words;
  return name && builtins.test(name.value) ? sign(name) : undefined;
}

function isShellWord(word: ShellWord, expandedHere: boolean): boolean {
  return word.expands || /^~(?:\/|$)/.test(word.text) || (word.dynamic && !expandedHere);
}

/** Returns where the operator between two commands stands. */
function between(text: string, first: Span, second: Span): Span {
  const operator = /[|&;\n]+/.exec(text.slice(first.end, second.start));
  const start = first.end + (operator?.index ?? 0);
  return { start, end: start + (operator?.[0].length ?? 1) };
}

function tail(text: string, from: number): Span {
  const at = text.indexOf('&', from);
  return { start: at, end: at + 1 };
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** Returns the mend: `"rm -f /data/*.lock"` becomes `"sh -c 'rm -f /data/*.lock'"`. */
function wrapInShell(word: ShellWord, value: string): Fix[] {
  const { inner, quoting } = word;
  const inside = quoting === 'double' ? "'" : '"';
  if (
    !inner ||
    (quoting !== 'double' && quoting !== 'single') ||
    value.includes(inside) ||
    /[\\`]/.test(value)
  )
    return [];
  const edits = [
    { start: inner.start, end: inner.start, text: `sh -c ${inside}` },
    { start: inner.end, end: inner.end, text: inside },
  ];
  const text = `sh -c ${inside}${value}${inside}`;
  return [{ message: { key: 'fix.replace', values: { text } }, edits, safe: true }];
}
