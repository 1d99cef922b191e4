import type { Finding, Message } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Context } from './context.ts';
import { shown } from './describe.ts';
import { replacement } from './json-edit.ts';
import type { Problem } from './problems.ts';
import { retirementOf } from './retirements.ts';
import { schemasAt } from './schema.ts';
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
  if (retired) return [retired];

  const knowing = [...context.schemas.config]
    .filter(([, schema]) => schemasAt(schema, path).length > 0)
    .map(([each]) => each);
  const newer = knowing.find((each) => compareVersions(each, version) > 0);
  if (newer !== undefined) {
    const values = { name: shown(path), version, newer };
    return [
      { ...base, code: 'openclaw/key-too-new', message: { key: 'rules.openclaw/key-too-new', values } },
    ];
  }
  const older = knowing.findLast((each) => compareVersions(each, version) < 0);
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
  return [
    {
      ...base,
      code: 'openclaw/unknown-key',
      message: { key: 'rules.openclaw/unknown-key.nearest', values },
      fixes: [replacement(place, close)],
    },
  ];
}
