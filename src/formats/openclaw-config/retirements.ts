import type { Edit, Finding } from '../../diagnostics/diagnostic.ts';
import type { WordKey } from '../../words.ts';
import type { Context } from './context.ts';
import { shown } from './describe.ts';
import { dropMember } from './json-edit.ts';
import { type ArrayNode, type JsonNode, type Member, memberOf, nodeAt } from './json-node.ts';
import type { Problem } from './problems.ts';
import { schemasAt } from './schema.ts';

interface Retirement {
  /** The old key's path; `*` stands for one key of any name. */
  path: string;
  /** Versions whose schema refuses the old key while the program still takes it and turns it into the new form by itself. */
  migratedBy: string[];
  message: WordKey;
  /** The new form's path, which has to be known to the target. */
  form(path: readonly (string | number)[]): (string | number)[];
  /** Returns the edits that give the old key its new form; nothing where that takes a person. */
  rewrite(member: Member, parent: JsonNode, text: string): Edit[] | undefined;
}

const enabled: Omit<Retirement, 'path'> = {
  migratedBy: ['2026.4.29'],
  message: 'rules.openclaw/key-retired.allow',
  form: (path) => [...path.slice(0, -1), 'enabled'],
  rewrite: (member, parent) =>
    memberOf(parent, 'enabled') ? undefined : [{ ...member.keySpan, text: '"enabled"' }],
};

/** Old keys that have a new form (facts: what 2026.4.29 and 2026.9.6 say when they read them). */
const retirements: Retirement[] = [
  { path: 'channels.discord.guilds.*.channels.*.allow', ...enabled },
  { path: 'channels.discord.accounts.*.guilds.*.channels.*.allow', ...enabled },
  {
    path: 'agents.list',
    migratedBy: ['2026.9.6'],
    message: 'rules.openclaw/key-retired.list',
    form: () => ['agents', 'entries'],
    rewrite: (member, parent, text) =>
      member.value.kind === 'array' && !memberOf(parent, 'entries')
        ? listToEntries(member, member.value, text)
        : undefined,
  },
];

/** Returns what to say about a key that the target retired in favour of another form. */
export function retirementOf(problem: Problem, context: Context): Finding | undefined {
  const { path, place } = problem;
  const retirement = retirements.find((each) => matches(each.path, path));
  if (!retirement || schemasAt(context.schema, retirement.form(path)).length === 0) return undefined;
  const parent = nodeAt(context.root, path.slice(0, -1));
  const member = memberOf(parent, String(path.at(-1)));
  const edits = parent && member && retirement.rewrite(member, parent, context.text);
  const migrated = retirement.migratedBy.includes(context.version);
  const form = shown(retirement.form(path));
  return {
    code: migrated ? 'openclaw/key-migrated' : 'openclaw/key-retired',
    severity: migrated ? 'warning' : 'error',
    start: place.start,
    end: place.end,
    message: {
      key: migrated ? 'rules.openclaw/key-migrated' : retirement.message,
      values: { name: shown(path), version: context.version, form },
    },
    fixes: edits && [{ message: { key: 'fix.openclaw.form', values: { form } }, edits, safe: true }],
  };
}

function matches(pattern: string, path: readonly (string | number)[]): boolean {
  const steps = pattern.split('.');
  return steps.length === path.length && steps.every((step, index) => step === '*' || step === path[index]);
}

/** `"list": [{ "id": "main", "default": true, … }]` becomes `"entries": { "main": { … } }`. */
function listToEntries(member: Member, list: ArrayNode, text: string): Edit[] | undefined {
  const ids = list.items.map((item) => memberOf(item, 'id')?.value.value);
  if (ids.some((id) => typeof id !== 'string') || new Set(ids).size < ids.length) return undefined;
  const edits: Edit[] = [
    { ...member.keySpan, text: '"entries"' },
    { start: list.start, end: list.start + 1, text: '{' },
    { start: list.end - 1, end: list.end, text: '}' },
  ];
  for (const [index, item] of list.items.entries()) {
    if (item.kind !== 'object') return undefined;
    edits.push({ start: item.start, end: item.start, text: `${JSON.stringify(ids[index])}: ` });
    edits.push(...dropMember(text, item, ['id', 'default']));
  }
  return edits.sort((a, b) => a.start - b.start);
}
