import type { Finding, Message } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { WordKey } from '../../words.ts';
import type { Context } from './context.ts';
import type { JsonNode } from './json-node.ts';
import type { Problem } from './problems.ts';
import { describeUnknown } from './unknown-key.ts';

const typeWords: Record<string, WordKey> = {
  object: 'openclaw.type.object',
  array: 'openclaw.type.array',
  string: 'openclaw.type.string',
  number: 'openclaw.type.number',
  integer: 'openclaw.type.integer',
  boolean: 'openclaw.type.boolean',
  null: 'openclaw.type.null',
};

const limitWords: Record<string, WordKey> = {
  minimum: 'rules.openclaw/limit.minimum',
  maximum: 'rules.openclaw/limit.maximum',
  exclusiveMinimum: 'rules.openclaw/limit.above',
  exclusiveMaximum: 'rules.openclaw/limit.below',
  minLength: 'rules.openclaw/limit.shorter',
  maxLength: 'rules.openclaw/limit.longer',
  minItems: 'rules.openclaw/limit.fewer',
  maxItems: 'rules.openclaw/limit.more',
  minProperties: 'rules.openclaw/limit.fewer',
  maxProperties: 'rules.openclaw/limit.more',
  uniqueItems: 'rules.openclaw/limit.twice',
};

/** `${NAME}` in a text, which OpenClaw replaces by an environment variable: what it will be is not known. */
const substitution = /\$\{[A-Z_][A-Z0-9_]*\}/;

/** Returns what to say about a problem; nothing where what stands there is not known before the gateway starts. */
export function describe(problem: Problem, context: Context): Finding[] {
  const { kind, node, path, wanted } = problem;
  if (kind === 'unknown') return describeUnknown(problem, context);
  if (kind !== 'type' && typeof node.value === 'string' && substitution.test(node.value)) return [];
  const name = shown(path);
  const finding = (code: string, message: Message, extra: Partial<Finding> = {}): Finding[] => [
    { code, severity: 'error', start: problem.place.start, end: problem.place.end, message, ...extra },
  ];
  switch (kind) {
    case 'missing':
      return finding('openclaw/missing-key', {
        key: path.length > 0 ? 'rules.openclaw/missing-key' : 'rules.openclaw/missing-key.root',
        values: { name, key: String(wanted[0]) },
      });
    case 'type':
      return finding('openclaw/type', {
        key: path.length > 0 ? 'rules.openclaw/type' : 'rules.openclaw/type.root',
        values: { name, expected: eitherOf(problem.types), found: typeWord(node) },
      });
    case 'choice': {
      const choices = wanted
        .filter((value) => typeof value !== 'object')
        .map((value) => JSON.stringify(value));
      const close =
        typeof node.value === 'string'
          ? nearest(
              node.value,
              wanted.filter((value) => typeof value === 'string'),
            )
          : undefined;
      const values = {
        name,
        found: excerpt(node, context),
        choices: choices.map((choice) => `\`${choice}\``).join(', '),
      };
      const replace = (choice: string) => ({
        message: { key: 'fix.replace' as const, values: { text: choice } },
        edits: [{ start: node.start, end: node.end, text: choice }],
        safe: false,
      });
      if (close !== undefined) {
        return finding(
          'openclaw/value',
          { key: 'rules.openclaw/value.nearest', values: { ...values, nearest: JSON.stringify(close) } },
          { fixes: [replace(JSON.stringify(close))] },
        );
      }
      const only = choices.length === 1 && problem.types.length === 0 ? choices[0] : undefined;
      const key = problem.types.length > 0 ? 'rules.openclaw/value.or-type' : 'rules.openclaw/value';
      return finding(
        'openclaw/value',
        { key, values: problem.types.length > 0 ? { ...values, expected: eitherOf(problem.types) } : values },
        only === undefined ? {} : { fixes: [replace(only)] },
      );
    }
    case 'form':
      return finding('openclaw/form', {
        key: problem.keyword === 'format' ? 'rules.openclaw/form.format' : 'rules.openclaw/form',
        values: { name, found: excerpt(node, context), form: String(wanted[0]) },
      });
    case 'name':
      return finding('openclaw/name', {
        key: 'rules.openclaw/name',
        values: { key: String(path.at(-1)), form: String(wanted[0] ?? '') },
      });
    case 'limit':
      return finding('openclaw/limit', {
        key: limitWords[problem.keyword] ?? 'rules.openclaw/limit',
        values: { name, limit: String(wanted[0]), found: excerpt(node, context) },
      });
    case 'other':
      return finding('openclaw/refused', { key: 'rules.openclaw/refused', values: { name } });
  }
}

/** Returns a path as OpenClaw writes it: `channels.discord.enabled`, `bindings.0.agentId`. */
export function shown(path: readonly (string | number)[]): string {
  return path.join('.');
}

function excerpt(node: JsonNode, context: Context): string {
  const text = context.text.slice(node.start, node.end).split('\n')[0] ?? '';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function typeWord(node: JsonNode): Message {
  const type = node.kind === 'scalar' ? (node.value === null ? 'null' : typeof node.value) : node.kind;
  return { key: typeWords[type] ?? 'openclaw.type.other' };
}

function eitherOf(types: readonly string[]): Message {
  const [first, ...rest] = types.filter((type) => type !== 'integer' || !types.includes('number'));
  const left: Message = { key: typeWords[first ?? ''] ?? 'openclaw.type.other' };
  return rest.length === 0 ? left : { key: 'openclaw.or', values: { left, right: eitherOf(rest) } };
}
