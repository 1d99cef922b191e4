import type { Finding, Message } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Context } from './context.ts';
import { describe } from './describe.ts';
import { replacement } from './json-edit.ts';
import { memberOf, nodeAt } from './json-node.ts';
import { shown } from './paths.ts';
import type { Problem } from './problems.ts';
import { retirementOf } from './retirements.ts';
import { type Schema, saysSomething, schemasAt } from './schema.ts';
import { compareVersions } from './versions.ts';

/** Returns what to say about a key that the target version does not take: retired, not there yet, or misspelt. */
export function describeUnknown(problem: Problem, context: Context): Finding[] {
  const { path, place } = problem;
  const { version } = context;
  if (path.length === 1 && path[0] === '$schema') return [];
  const key = String(path.at(-1));
  const within = shown(path.slice(0, -1));
  const base = { severity: 'error' as const, start: place.start, end: place.end };

  const retired = retirementOf(problem, context);
  if (retired) return [retired.finding, ...retired.within.flatMap((each) => describe(each, context))];

  const elsewhere = versionsTaking(path, context);
  const newer = elsewhere.find((each) => compareVersions(each, version) > 0);
  if (newer !== undefined) {
    const values = { name: shown(path), version, newer };
    return [
      { ...base, code: 'openclaw/key-too-new', message: { key: 'rules.openclaw/key-too-new', values } },
    ];
  }
  const older = elsewhere.at(-1);
  if (older !== undefined) {
    const values = { name: shown(path), version, older };
    return [
      { ...base, code: 'openclaw/key-retired', message: { key: 'rules.openclaw/key-retired', values } },
    ];
  }

  const names = problem.wanted.map(String);
  const close = nearest(key, names);
  if (close === undefined) {
    const message: Message =
      within === ''
        ? { key: 'rules.openclaw/unknown-key.root' as const, values: { key, version } }
        : { key: 'rules.openclaw/unknown-key' as const, values: { key, within, version } };
    return [{ ...base, code: 'openclaw/unknown-key', message }];
  }
  const values = { key, nearest: close, version };
  // Where both stand, only the writer knows which of the two is meant.
  const present = memberOf(nodeAt(context.root, path.slice(0, -1)), close) !== undefined;
  return [
    {
      ...base,
      code: 'openclaw/unknown-key',
      message: { key: 'rules.openclaw/unknown-key.nearest', values },
      ...(!present && { fixes: [replacement(place, close)] }),
    },
  ];
}

/**
 * Returns the versions, oldest first, that take this key by name or by type while the target has it nowhere at this place. One that
 * takes whatever it is given knows nothing of the key.
 */
function versionsTaking(path: Problem['path'], { schema, schemas }: Context): string[] {
  const takes = (each: Schema) => schemasAt(each, path).some(saysSomething);
  return takes(schema)
    ? []
    : [...schemas.config].filter(([, each]) => takes(each)).map(([version]) => version);
}
