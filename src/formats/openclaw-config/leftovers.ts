import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { Context } from './context.ts';
import { dropMembers } from './json-edit.ts';
import { effectiveMembers, memberOf, nodeAt } from './json-node.ts';
import { compareVersions } from './versions.ts';

/** `meta.lastTouchedVersion` is OpenClaw's own guard: a stamp newer than the program keeps it from starting. */
export function checkStamp({ root, text, version }: Context): Finding[] {
  const meta = nodeAt(root, ['meta']);
  const stamp = memberOf(meta, 'lastTouchedVersion');
  if (meta?.kind !== 'object' || typeof stamp?.value.value !== 'string') return [];
  const written = stamp.value.value;
  const newer = /^\d+\.\d+\.\d+/.test(written) && compareVersions(written, version) > 0;
  const edits = dropMembers(text, meta, ['lastTouchedVersion']);
  const fixes = [{ message: { key: 'fix.openclaw.stamp' as const }, edits, safe: !newer }];
  const values = { written, version };
  const place = stamp.keySpan;
  const message = {
    key: newer ? ('rules.openclaw/stamp-newer' as const) : ('rules.openclaw/stamp' as const),
    values,
  };
  return newer
    ? [{ code: 'openclaw/stamp-newer', severity: 'error', ...place, message, fixes }]
    : [{ code: 'openclaw/stamp', severity: 'info', ...place, message, fixes }];
}

/** The version that drops `default` from the agents' entries when it reads them, and says so (seen). */
const droppingMarkers = '2026.9.6';

/** `default: true` belonged to `agents.list`; its schema still takes it in an entry, where it means nothing. */
export function checkMarkers({ root, text, version }: Context): Finding[] {
  if (compareVersions(version, droppingMarkers) < 0) return [];
  return effectiveMembers(nodeAt(root, ['agents', 'entries'])).flatMap(({ value }): Finding[] => {
    const marker = memberOf(value, 'default');
    if (!marker || value.kind !== 'object') return [];
    const fix = {
      message: { key: 'fix.openclaw.marker' as const },
      edits: dropMembers(text, value, ['default']),
      safe: true,
    };
    return [
      {
        code: 'openclaw/key-migrated',
        severity: 'warning',
        ...marker.keySpan,
        message: { key: 'rules.openclaw/key-migrated.marker', values: { version } },
        fixes: [fix],
      },
    ];
  });
}
