import type { Finding } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { WordKey } from '../../words.ts';
import type { Context } from './context.ts';
import { replacement } from './json-edit.ts';
import type { JsonNode } from './json-node.ts';
import { shown } from './paths.ts';
import type { Problem } from './problems.ts';
import { conversion, eitherOf, typeOf } from './type-words.ts';
import { describeUnknown } from './unknown-key.ts';

type Description = Pick<Finding, 'code' | 'message' | 'fixes'>;

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

/** Texts of which nobody knows yet what they will be: with `${NAME}`, an environment variable's place, or a page's `<placeholder>`. */
const toBeFilled = /\$\{[A-Z_][A-Z0-9_]*\}|^<[^<>]+>$|^YOUR_[A-Z0-9_]+$/;

/** Returns what to say about a problem; nothing where what stands there is not known before the gateway starts. */
export function describe(problem: Problem, context: Context): Finding[] {
  const { kind, node, place } = problem;
  if (kind === 'unknown') return describeUnknown(problem, context);
  const said = kind === 'name' ? problem.path.at(-1) : node.value;
  if (kind !== 'type' && typeof said === 'string' && toBeFilled.test(said)) return [];
  return [{ severity: 'error', start: place.start, end: place.end, ...describeValue(problem, context) }];
}

function describeValue(problem: Problem, context: Context): Description {
  const { kind, node, path, wanted, types } = problem;
  const name = shown(path);
  const found = excerpt(node, context);
  const limit = String(wanted[0] ?? '');
  switch (kind) {
    case 'missing': {
      const key = path.length > 0 ? 'rules.openclaw/missing-key' : 'rules.openclaw/missing-key.root';
      return {
        code: 'openclaw/missing-key',
        message: { key, values: { name, keys: wanted.map((key) => `\`${key}\``).join(', ') } },
      };
    }
    case 'type': {
      const key = path.length > 0 ? 'rules.openclaw/type' : 'rules.openclaw/type.root';
      const fix = conversion(node, types);
      const values = { name, expected: eitherOf(types), found: typeOf(node) };
      return { code: 'openclaw/type', message: { key, values }, fixes: fix && [fix] };
    }
    case 'choice':
      return describeChoice(problem, { name, found });
    case 'form': {
      const key = problem.keyword === 'format' ? 'rules.openclaw/form.format' : 'rules.openclaw/form';
      return { code: 'openclaw/form', message: { key, values: { name, found, form: limit } } };
    }
    case 'name':
      return {
        code: 'openclaw/name',
        message: { key: 'rules.openclaw/name', values: { key: String(path.at(-1)), form: limit } },
      };
    case 'limit': {
      const key = limitWords[problem.keyword] ?? 'rules.openclaw/limit';
      return { code: 'openclaw/limit', message: { key, values: { name, limit, found } } };
    }
    default:
      return { code: 'openclaw/refused', message: { key: 'rules.openclaw/refused', values: { name } } };
  }
}

function describeChoice(
  { node, wanted, types }: Problem,
  told: { name: string; found: string },
): Description {
  const code = 'openclaw/value';
  const choices = wanted.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  const texts = wanted.filter((value) => typeof value === 'string');
  const only = texts.length === 1 && wanted.length === 1 && types.length === 0 ? texts[0] : undefined;
  const close = typeof node.value === 'string' ? nearest(node.value, texts) : undefined;
  const meant = close ?? only;
  const values = { ...told, choices };
  const fixes = meant === undefined ? undefined : [replacement(node, meant)];
  if (close !== undefined) {
    const nearestText = JSON.stringify(close);
    return {
      code,
      message: { key: 'rules.openclaw/value.nearest', values: { ...values, nearest: nearestText } },
      fixes,
    };
  }
  if (types.length === 0) return { code, message: { key: 'rules.openclaw/value', values }, fixes };
  const expected = eitherOf(types);
  return { code, message: { key: 'rules.openclaw/value.or-type', values: { ...values, expected } }, fixes };
}

function excerpt(node: JsonNode, context: Context): string {
  const text = context.text.slice(node.start, node.start + 61).split('\n')[0] ?? '';
  const cut = node.start + text.length < node.end;
  return cut ? `${text.slice(0, 59)}…` : text.slice(0, node.end - node.start);
}
