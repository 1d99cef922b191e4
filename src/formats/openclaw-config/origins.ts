import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { Context } from './context.ts';
import { replacement } from './json-edit.ts';
import { itemsOf, type JsonNode, nodeAt } from './json-node.ts';

/**
 * An allowed origin is compared whole with what a browser sends: scheme, host, and a port that is not the scheme's own. One that is
 * written otherwise lets nobody in (OpenClaw 2026.9.6, src/gateway/origin-check.ts: only blanks around it and capitals do not count).
 */
export function checkOrigins({ root }: Context): Finding[] {
  return itemsOf(nodeAt(root, ['gateway', 'controlUi', 'allowedOrigins'])).flatMap(checkOrigin);
}

function checkOrigin(node: JsonNode): Finding[] {
  if (typeof node.value !== 'string' || node.value.includes('${')) return [];
  const here = node.value.trim().toLowerCase();
  if (here === '*' || here === '') return [];
  const { start, end } = node;
  const place = { code: 'openclaw/origin', severity: 'warning' as const, start, end };
  if (here.includes('*')) {
    return [{ ...place, message: { key: 'rules.openclaw/origin.wildcard', values: { here: node.value } } }];
  }
  const sent = originOf(here.includes('://') ? here : `https://${here}`);
  if (sent === here) return [];
  if (sent === undefined) {
    return [{ ...place, message: { key: 'rules.openclaw/origin', values: { here: node.value } } }];
  }
  const message = { key: 'rules.openclaw/origin.other' as const, values: { here: node.value, sent } };
  return [{ ...place, message, fixes: [replacement(node, sent)] }];
}

/** Returns the origin that a browser sends from an address, or nothing where it is none. */
function originOf(text: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]/.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, host, origin } = new URL(text);
  return origin === 'null' ? `${protocol}//${host}` : origin;
}
