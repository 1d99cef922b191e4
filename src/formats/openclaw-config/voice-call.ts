import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { Context } from './context.ts';
import { describe } from './describe.ts';
import { nodeAt } from './json-node.ts';
import { findProblems } from './problems.ts';
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
  const findings = findProblems(schema, section, schema, path).flatMap((problem) =>
    describe(problem, context),
  );
  if (own) return findings;
  return findings.map((finding) => ({
    ...finding,
    code: 'openclaw/voice-call',
    severity: 'warning',
    message: { key: 'rules.openclaw/voice-call', values: { version, reason: finding.message } },
  }));
}
