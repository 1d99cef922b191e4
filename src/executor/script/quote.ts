import { oneLine } from '../terminal/clean.ts';

/** Returns text as one word of shell. */
export function word(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Returns a title or label as one harmless word of shell. */
export function title(text: string): string {
  return word(oneLine(text));
}

/** Returns text as the lines of a comment. */
export function comment(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `# ${oneLine(line)}`.trimEnd());
}

/** Returns a command that reads a text as its standard input, character by character as it stands. */
export function heredoc(command: string, text: string, after = ''): string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  let end = 'END';
  while (lines.includes(end)) end += '_';
  return [`${command} <<'${end}'${after}`, ...lines, end];
}

/** Returns a variable of the plan as the name of one in shell. */
export function shellName(variable: string): string {
  return `v_${variable.replaceAll(/\W/g, '_')}`;
}
