import type { Finding } from '../../diagnostics/diagnostic.ts';
import { found } from './rule.ts';
import { continuationRule, entityRule } from './rules.ts';
import type { ShellScript } from './script.ts';
import { textIn } from './unquoted.ts';

/** Returns findings for a backslash that was to join two lines, but has something behind it. */
export function checkContinuations({ text, commands }: ShellScript): Finding[] {
  if (!/\\[ \t]+(?:#|$)/m.test(text)) return [];
  return commands.flatMap((command) =>
    command.words.flatMap((word) => {
      if (!/^\\[ \t]/.test(word.text) || !/^\s*(?:#|$)/.test(word.value)) return [];
      const newline = text.indexOf('\n', word.start);
      const rest = newline < 0 ? '' : text.slice(newline + 1);
      if (!/^[ \t]*\S/.test(rest)) return [];
      const behind = { start: word.start + 1, end: newline };
      const isBlank = text.slice(behind.start, behind.end).trim() === '';
      return found(
        continuationRule,
        { start: word.start, end: newline },
        { key: isBlank ? 'rules.shell/continuation' : 'rules.shell/continuation.comment' },
        {
          fixes: [
            { message: { key: 'fix.shell/continuation' }, edits: [{ ...behind, text: '' }], safe: isBlank },
          ],
        },
      );
    }),
  );
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** Returns one finding for each line on which HTML's way of writing a character was left standing. */
export function checkEntities(script: ShellScript): Finding[] {
  const { text } = script;
  if (!/&(?:amp|lt|gt|quot|#39);/.test(text)) return [];
  const isText = textIn(script);
  const findings: Finding[] = [];
  let line = -1;
  for (const match of text.matchAll(/&(?:amp|lt|gt|quot|#39);/g)) {
    const start = match.index;
    if (isText(start)) continue;
    const edit = { start, end: start + match[0].length, text: entities[match[0]] ?? '' };
    const lineStart = text.lastIndexOf('\n', start);
    const fix = findings.at(-1)?.fixes?.[0];
    if (lineStart === line && fix) {
      fix.edits.push(edit);
      continue;
    }
    line = lineStart;
    findings.push(
      found(
        entityRule,
        edit,
        { key: 'rules.shell/entity', values: { entity: match[0], text: edit.text } },
        { fixes: [{ message: { key: 'fix.shell/entity' }, edits: [edit], safe: true }] },
      ),
    );
  }
  return findings;
}
