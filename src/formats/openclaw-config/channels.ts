import type { Finding } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Context } from './context.ts';
import { replacement } from './json-edit.ts';
import { effectiveMembers, itemsOf, type Member, mayBeIncluded, nodeAt } from './json-node.ts';
import { parts, schemasAt } from './schema.ts';

/** Keys of `channels` that are no channels. */
const settings = ['defaults', 'modelByChannel'];

/** A channel is one that OpenClaw knows, and the plugin that brings it is enabled. */
export function checkChannels(context: Context): Finding[] {
  const channels = effectiveMembers(nodeAt(context.root, ['channels']));
  const known = [...context.schemas.config.values()].flatMap((schema) => keysAt(schema, ['channels']));
  return channels
    .filter((member) => !settings.includes(member.key) && member.key !== '$include')
    .flatMap((member) =>
      known.includes(member.key) ? checkPlugin(member, context) : checkName(member, known, context),
    );
}

function checkName({ key, keySpan }: Member, known: string[], context: Context): Finding[] {
  const path = ['plugins', 'entries', key];
  if (nodeAt(context.root, path) || mayBeIncluded(context.root, path)) return [];
  const close = nearest(key, known);
  if (close === undefined) {
    if (context.fragment) return [];
    const message = { key: 'rules.openclaw/unknown-channel' as const, values: { key } };
    return [{ code: 'openclaw/unknown-channel', severity: 'warning', ...keySpan, message }];
  }
  return [
    {
      code: 'openclaw/unknown-channel',
      severity: 'error',
      ...keySpan,
      message: { key: 'rules.openclaw/unknown-channel.nearest', values: { key, nearest: close } },
      fixes: [replacement(keySpan, close)],
    },
  ];
}

function checkPlugin(member: Member, context: Context): Finding[] {
  const { key: channel, keySpan, value } = member;
  const plugins = nodeAt(context.root, ['plugins']);
  if (nodeAt(value, ['enabled'])?.value === false) return [];
  const off = [
    ...[nodeAt(plugins, ['enabled']), nodeAt(plugins, ['entries', channel, 'enabled'])].filter(
      (node) => node?.value === false,
    ),
    ...listed(context, 'deny').filter((node) => node.value === channel),
  ][0];
  const finding = { code: 'openclaw/channel-plugin', severity: 'warning' as const, ...keySpan };
  if (off) {
    return [
      {
        ...finding,
        message: { key: 'rules.openclaw/channel-plugin.off', values: { channel } },
        related: [{ start: off.start, end: off.end, message: { key: 'rules.openclaw/channel-plugin.here' } }],
      },
    ];
  }
  const trusted =
    nodeAt(plugins, ['entries', channel, 'enabled']) ||
    listed(context, 'allow').some((node) => node.value === channel);
  if (trusted || mayBeIncluded(context.root, ['plugins', 'entries', channel])) return [];
  if (isBundled(channel, context) || (context.fragment && !plugins)) return [];
  return [
    {
      ...finding,
      message: { key: 'rules.openclaw/channel-plugin', values: { channel, version: context.version } },
    },
  ];
}

function listed(context: Context, name: 'allow' | 'deny') {
  return itemsOf(nodeAt(context.root, ['plugins', name]));
}

/** A version's schema names the plugins that come with it; one that names none brought every channel's along. */
function isBundled(channel: string, { schema }: Context): boolean {
  const bundled = keysAt(schema, ['plugins', 'entries']);
  return bundled.length === 0 || bundled.includes(channel);
}

function keysAt(root: Context['schema'], path: string[]): string[] {
  return schemasAt(root, path).flatMap((schema) =>
    parts(root, schema).flatMap((part) => Object.keys(part.properties ?? {})),
  );
}
