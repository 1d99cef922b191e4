import type { Edit, Fix, Span } from '../../diagnostics/diagnostic.ts';
import { matchAt } from './json-lexer.ts';
import type { Member, ObjectNode } from './json-node.ts';

/** Returns the fix that writes this text, quoted, in the place of a key or a value. A person has to say whether it was meant. */
export function replacement({ start, end }: Span, text: string): Fix {
  const quoted = JSON.stringify(text);
  return {
    message: { key: 'fix.replace', values: { text: quoted } },
    edits: [{ start, end, text: quoted }],
    safe: false,
  };
}

const blankAndComments = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;

/** Returns the edits that take the members of these keys out of an object, with their commas, and leave the rest as it stands. */
export function dropMembers(text: string, node: ObjectNode, keys: readonly string[]): Edit[] {
  const { members } = node;
  const goes = (member: Member | undefined) => member !== undefined && keys.includes(member.key);
  if (members.every(goes)) return [{ start: node.start + 1, end: node.end - 1, text: '' }];
  const lastKept = members.findLastIndex((member) => !goes(member));
  const edits: Edit[] = [];
  for (const [index, member] of members.slice(0, lastKept).entries()) {
    const next = members[index + 1];
    if (goes(member) && next) edits.push({ start: member.keySpan.start, end: next.keySpan.start, text: '' });
  }
  const kept = members[lastKept];
  const last = members.at(-1);
  if (kept && last && kept !== last) {
    const comma = kept.value.end + matchAt(blankAndComments, text, kept.value.end).length;
    edits.push({ start: comma, end: last.value.end, text: '' });
  }
  return edits;
}
