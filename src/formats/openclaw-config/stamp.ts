import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { Context } from './context.ts';
import { dropMember } from './json-edit.ts';
import { memberOf, nodeAt } from './json-node.ts';
import { compareVersions } from './versions.ts';

/** `meta.lastTouchedVersion` is OpenClaw's own guard against older programs: a newer stamp than the target's keeps it from starting. */
export function checkStamp(context: Context): Finding[] {
  const meta = nodeAt(context.root, ['meta']);
  const stamp = memberOf(meta, 'lastTouchedVersion');
  if (meta?.kind !== 'object' || typeof stamp?.value.value !== 'string') return [];
  const written = stamp.value.value;
  const newer = /^\d+\.\d+\.\d+/.test(written) && compareVersions(written, context.version) > 0;
  const edits = dropMember(context.text, meta, ['lastTouchedVersion']);
  const fixes = [{ message: { key: 'fix.openclaw.stamp' as const }, edits, safe: !newer }];
  const { start, end } = stamp.keySpan;
  const values = { written, version: context.version };
  return [
    newer
      ? {
          code: 'openclaw/stamp-newer',
          severity: 'error',
          start,
          end,
          message: { key: 'rules.openclaw/stamp-newer', values },
          fixes,
        }
      : {
          code: 'openclaw/stamp',
          severity: 'info',
          start,
          end,
          message: { key: 'rules.openclaw/stamp', values },
          fixes,
        },
  ];
}
