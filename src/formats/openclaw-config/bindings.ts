import type { Finding, Message } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { WordKey } from '../../words.ts';
import type { Context } from './context.ts';
import { replacement } from './json-edit.ts';
import { effectiveMembers, itemsOf, type JsonNode, mayBeIncluded, nodeAt } from './json-node.ts';
import { compareVersions } from './versions.ts';

/** Channels that need no section of their own. */
const builtIn = ['webchat', '*'];

/** The first version that refuses a binding to an agent that is not there (seen); older ones bind it to another. */
const refusing = '2026.9.6';

/** A binding names an agent and a channel that are there, and a broadcast its agents. In a part of a configuration only where that part says which there are. */
export function checkBindings(context: Context): Finding[] {
  const agents = agentsOf(context);
  const channels = channelsOf(context);
  const severity = compareVersions(context.version, refusing) >= 0 ? 'error' : 'warning';
  const bindings = itemsOf(nodeAt(context.root, ['bindings']));
  const broadcasts = effectiveMembers(nodeAt(context.root, ['broadcast'])).flatMap((member) =>
    itemsOf(member.value),
  );
  const named = [...bindings.map((binding) => nodeAt(binding, ['agentId'])), ...broadcasts];
  return [
    ...named.flatMap((node) =>
      check(node, agents, (id, close) => ({
        code: 'openclaw/binding-agent',
        severity,
        message: close
          ? say('rules.openclaw/binding-agent.nearest', { id, nearest: close })
          : say('rules.openclaw/binding-agent', { id }),
      })),
    ),
    ...bindings.flatMap((binding) =>
      check(nodeAt(binding, ['match', 'channel']), channels, (id, close) => ({
        code: 'openclaw/binding-channel',
        severity: 'warning',
        message: close
          ? say('rules.openclaw/binding-channel.nearest', { id, nearest: close })
          : say('rules.openclaw/binding-channel', { id }),
      })),
    ),
  ];
}

function check(
  node: JsonNode | undefined,
  known: string[] | undefined,
  report: (id: string, close: string | undefined) => Omit<Finding, 'start' | 'end'>,
): Finding[] {
  if (!known || typeof node?.value !== 'string' || node.value.includes('${')) return [];
  const id = node.value.trim().toLowerCase();
  if (known.includes(id)) return [];
  const close = nearest(id, known);
  const { start, end } = node;
  return [
    { ...report(node.value, close), start, end, fixes: close ? [replacement(node, close)] : undefined },
  ];
}

function say(key: WordKey, values: Record<string, string>): Message {
  return { key, values };
}

/** Returns the ids of the agents, which OpenClaw compares in lower case; `main` is always there. */
function agentsOf({ root, fragment }: Context): string[] | undefined {
  if (mayBeIncluded(root, ['agents', 'entries']) || mayBeIncluded(root, ['agents', 'list'])) return undefined;
  const entries = effectiveMembers(nodeAt(root, ['agents', 'entries'])).map((member) => member.key);
  const list = itemsOf(nodeAt(root, ['agents', 'list'])).map((item) => nodeAt(item, ['id'])?.value);
  const named = [...entries, ...list].filter((id) => typeof id === 'string').map((id) => id.toLowerCase());
  return named.length === 0 && fragment ? undefined : ['main', ...named];
}

function channelsOf({ root, fragment }: Context): string[] | undefined {
  const channels = nodeAt(root, ['channels']);
  if ((!channels && fragment) || mayBeIncluded(root, ['channels'])) return undefined;
  return [...builtIn, ...effectiveMembers(channels).map((member) => member.key.toLowerCase())];
}
