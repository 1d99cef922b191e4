import type { Edit, Finding } from '../../diagnostics/diagnostic.ts';
import type { WordKey } from '../../words.ts';
import type { Context } from './context.ts';
import { dropMembers } from './json-edit.ts';
import { type ArrayNode, type JsonNode, type Member, memberOf, nodeAt } from './json-node.ts';
import { moves } from './moves.ts';
import { fillPath, matchPath, shown } from './paths.ts';
import { findProblems, type Problem } from './problems.ts';
import { saysSomething, schemasAt } from './schema.ts';

interface Retirement {
  /** The old key's path, and the new form's, which has to be known to the target. `*` stands for one key of any name. */
  path: string;
  form: string;
  /** Versions whose schema refuses the old key while the program still takes it and turns it into the new form by itself. */
  migratedBy: string[];
  message: WordKey;
  /** Returns the edits that give the old key its new form; nothing where that takes a person, and the program refuses it too. */
  rewrite(member: Member, parent: JsonNode, text: string): Edit[] | undefined;
  /** Returns what is wrong within the old form all the same. */
  within?(member: Member, context: Context): Problem[];
}

const allow = (guild: string): Retirement => ({
  path: `${guild}.channels.*.allow`,
  form: `${guild}.channels.*.enabled`,
  migratedBy: ['2026.4.29'],
  message: 'rules.openclaw/key-retired.allow',
  rewrite: rename('enabled'),
});

const list: Retirement = {
  path: 'agents.list',
  form: 'agents.entries',
  migratedBy: ['2026.9.6'],
  message: 'rules.openclaw/key-retired.list',
  rewrite: ({ keySpan, value }, parent, text) =>
    value.kind === 'array' && !memberOf(parent, 'entries') ? listToEntries(keySpan, value, text) : undefined,
  within({ value }, { schema }) {
    const [entry = true] = schemasAt(schema, ['agents', 'entries', 'main']);
    const items = value.kind === 'array' ? value.items : [];
    return items
      .flatMap((item, index) => findProblems(schema, item, entry, ['agents', 'list', index]))
      .filter(
        ({ path, kind }) =>
          kind !== 'unknown' || path.length !== 4 || (path[3] !== 'id' && path[3] !== 'default'),
      );
  },
};

const moved = ([path, form]: [string, string]): Retirement => {
  const [from, to] = [path.split('.'), form.split('.')];
  const name = to.pop() ?? '';
  const isRename = name !== '*' && to.join('.') === from.slice(0, -1).join('.');
  const rewrite = isRename ? rename(name) : () => undefined;
  return { path, form, migratedBy: [], message: 'rules.openclaw/key-retired.moved', rewrite };
};

/** Old keys that have a new form. What becomes of the first three was seen when 2026.4.29 and 2026.9.6 read them. */
const retirements: Retirement[] = [
  allow('channels.discord.guilds.*'),
  allow('channels.discord.accounts.*.guilds.*'),
  list,
  ...Object.entries(moves).map(moved),
];

/** Returns what to say about a key that the target retired in favour of another form, and what else is wrong within it. */
export function retirementOf(
  { path, place }: Problem,
  context: Context,
): { finding: Finding; within: Problem[] } | undefined {
  const retirement = retirements.find((each) => matchPath(each.path, path));
  const form = retirement && fillPath(retirement.form, matchPath(retirement.path, path) ?? []);
  if (!form || !schemasAt(context.schema, form).some(saysSomething)) return undefined;
  const parent = nodeAt(context.root, path.slice(0, -1));
  const member = memberOf(parent, String(path.at(-1)));
  if (!parent || !member) return undefined;
  const edits = retirement.rewrite(member, parent, context.text);
  const migrated = edits !== undefined && retirement.migratedBy.includes(context.version);
  const values = { name: shown(path), version: context.version, form: shown(form) };
  // A rename in the same place keeps the value; whether the value still fits is for the next check to say.
  const fixes = edits && [
    { message: { key: 'fix.openclaw.form' as const, values: { form: shown(form) } }, edits, safe: true },
  ];
  const finding: Finding = migrated
    ? {
        code: 'openclaw/key-migrated',
        severity: 'warning',
        ...place,
        message: { key: 'rules.openclaw/key-migrated', values },
        fixes,
      }
    : {
        code: 'openclaw/key-retired',
        severity: 'error',
        ...place,
        message: { key: retirement.message, values },
        fixes,
      };
  return { finding, within: retirement.within?.(member, context) ?? [] };
}

function rename(name: string): Retirement['rewrite'] {
  return ({ keySpan }, parent) =>
    memberOf(parent, name) ? undefined : [{ ...keySpan, text: JSON.stringify(name) }];
}

/** What `agents.entries` takes as a name. */
const agentId = /^[a-z0-9_][a-z0-9_-]{0,63}$/;

/** `"list": [{ "id": "main", "default": true, … }]` becomes `"entries": { "main": { … } }`. */
function listToEntries(key: Member['keySpan'], agents: ArrayNode, text: string): Edit[] | undefined {
  const ids = agents.items.map((item) => memberOf(item, 'id')?.value.value);
  if (new Set(ids).size < ids.length) return undefined;
  const edits: Edit[] = [
    { ...key, text: '"entries"' },
    { start: agents.start, end: agents.start + 1, text: '{' },
    { start: agents.end - 1, end: agents.end, text: '}' },
  ];
  for (const [index, item] of agents.items.entries()) {
    const id = ids[index];
    if (item.kind !== 'object' || typeof id !== 'string' || !agentId.test(id)) return undefined;
    edits.push({ start: item.start, end: item.start, text: `${JSON.stringify(id)}: ` });
    edits.push(...dropMembers(text, item, ['id', 'default']));
  }
  return edits.sort((a, b) => a.start - b.start);
}
