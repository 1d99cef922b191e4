import type { Finding, Message } from '../../diagnostics/diagnostic.ts';
import type { Context } from './context.ts';
import { describe } from './describe.ts';
import { nodeAt } from './json-node.ts';
import { findProblems, type Problem } from './problems.ts';
import { saysSomething, schemasAt } from './schema.ts';

const path = ['plugins', 'entries', 'voice-call', 'config'];

/**
 * Checks the voice-call plugin's section where OpenClaw's own schema leaves it open: by the plugin's schema of the same version or,
 * where that is not known, by the last one known, which makes warnings of it all.
 */
export function checkVoiceCall(context: Context): Finding[] {
  const section = nodeAt(context.root, path);
  if (!section || schemasAt(context.schema, [...path, 'provider']).every(saysSomething)) return [];
  const own = context.schemas.voiceCall.get(context.version);
  const [version, schema] = own ? [context.version, own] : ([...context.schemas.voiceCall].at(-1) ?? []);
  if (schema === undefined || version === undefined) return [];
  const problems = findProblems(schema, section, schema, path);
  if (own) return problems.flatMap((problem) => describe(problem, context));
  return problems.flatMap((problem) =>
    describe(problem, { ...context, version }).map((finding) => ({
      ...finding,
      code: 'openclaw/voice-call',
      severity: 'warning',
      message: doubt(problem, finding.message, version),
    })),
  );
}

/** What the last plugin known would not take; that a newer one may have more keys has to be said. */
function doubt({ kind, path: at }: Problem, reason: Message, version: string): Message {
  if (kind !== 'unknown') return { key: 'rules.openclaw/voice-call', values: { version, reason } };
  const close = reason.values?.nearest;
  const values = { version, key: String(at.at(-1)) };
  return close === undefined
    ? { key: 'rules.openclaw/voice-call.key', values }
    : { key: 'rules.openclaw/voice-call.key.nearest', values: { ...values, nearest: close } };
}
