import type { Edit, Fix, Span } from '../../diagnostics/diagnostic.ts';
import type { ObjectNode } from './json-node.ts';

/** Returns the fix that writes this text, quoted, in the place of a key or a value. A person has to say whether it was meant. */
export function replacement({ start, end }: Span, text: string): Fix {
  const quoted = JSON.stringify(text);
  return {
    message: { key: 'fix.replace', values: { text: quoted } },
    edits: [{ start, end, text: quoted }],
    safe: false,
  };
}

/** Returns the edits that take the members of these keys out of an object, with their commas, and leave the rest as it stands. */
export function dropMember(text: string, node: ObjectNode, keys: readonly string[]): Edit[] {
  const stays = node.members.filter((member) => !keys.includes(member.key));
  if (stays.length === 0) return [{ start: node.start + 1, end: node.end - 1, text: '' }];
  const edits: Edit[] = [];
  for (const [index, member] of node.members.entries()) {
    if (!keys.includes(member.key)) continue;
    const next = node.members[index + 1];
    const before = node.members[index - 1];
    if (next) edits.push({ start: member.keySpan.start, end: next.keySpan.start, text: '' });
    else if (before) {
      const comma = text.indexOf(',', lastKept(node, keys)?.value.end ?? before.value.end);
      edits.push({ start: comma, end: member.value.end, text: '' });
    }
  }
  return merged(edits);
}

function lastKept(node: ObjectNode, keys: readonly string[]) {
  return node.members.findLast((member) => !keys.includes(member.key));
}

/** Joins edits that overlap. */
function merged(edits: Edit[]): Edit[] {
  const joined: Edit[] = [];
  for (const edit of edits.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && edit.start <= last.end) last.end = Math.max(last.end, edit.end);
    else joined.push({ ...edit });
  }
  return joined;
}
