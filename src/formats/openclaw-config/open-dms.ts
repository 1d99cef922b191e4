import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { Context } from './context.ts';
import { effectiveMembers, itemsOf, memberOf, nodeAt } from './json-node.ts';
import { saysSomething, schemasAt } from './schema.ts';

/** A channel open to direct messages from anybody says so twice: without `"*"` in `allowFrom`, OpenClaw drops them all. */
export function checkOpenDms({ root, schema }: Context): Finding[] {
  return effectiveMembers(nodeAt(root, ['channels'])).flatMap(({ key, value }): Finding[] => {
    const policy = memberOf(value, 'dmPolicy');
    if (policy?.value.value !== 'open' || memberOf(value, '$include')) return [];
    if (!schemasAt(schema, ['channels', key, 'dmPolicy']).some(saysSomething)) return [];
    const from = nodeAt(value, ['allowFrom']);
    if (itemsOf(from).some((item) => item.value === '*')) return [];
    const { start, end } = policy.value;
    const message = { key: 'rules.openclaw/open-dms' as const, values: { channel: key } };
    const related = from && [
      { start: from.start, end: from.end, message: { key: 'rules.openclaw/open-dms.here' as const } },
    ];
    return [{ code: 'openclaw/open-dms', severity: 'warning', start, end, message, related }];
  });
}
