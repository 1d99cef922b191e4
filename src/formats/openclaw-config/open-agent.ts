import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { WordKey } from '../../words.ts';
import type { Context } from './context.ts';
import { effectiveMembers, itemsOf, type JsonNode, type Member, mayBeIncluded, nodeAt } from './json-node.ts';

/**
 * Nobody but those who are named commands an agent that has a shell. By default (2026.9.6) an agent's commands run on the gateway's
 * own host and are not asked about (`tools.exec.mode` is `full`), beside every secret: so whoever may write to it has them too.
 */
export function checkOpenAgent(context: Context): Finding[] {
  if (mayBeIncluded(context.root, ['tools']) || isHarmless(context.root)) return [];
  return effectiveMembers(nodeAt(context.root, ['channels'])).flatMap((channel) =>
    sectionsOf(channel).flatMap((section) => [
      ...openPolicies(channel.key, section),
      ...(channel.key === 'discord' ? openGuilds(context, section) : []),
    ]),
  );
}

/** A channel's own settings, and those of each of its accounts. */
function sectionsOf({ value }: Member): JsonNode[] {
  const accounts = effectiveMembers(nodeAt(value, ['accounts'])).map((account) => account.value);
  return [value, ...accounts].filter((section) => nodeAt(section, ['enabled'])?.value !== false);
}

/** `open` is for everybody: in groups by itself, in direct messages together with `"*"` (without it, nobody gets in). */
function openPolicies(channel: string, section: JsonNode): Finding[] {
  const group = nodeAt(section, ['groupPolicy']);
  const direct = nodeAt(section, ['dmPolicy']) ?? nodeAt(section, ['dm', 'policy']);
  const from = nodeAt(section, ['allowFrom']) ?? nodeAt(section, ['dm', 'allowFrom']);
  return [
    ...(group?.value === 'open' ? [found(group, 'rules.openclaw/open-agent.group', { channel })] : []),
    ...(direct?.value === 'open' && hasEverybody(from)
      ? [found(direct, 'rules.openclaw/open-agent.dm', { channel })]
      : []),
  ];
}

/** A listed Discord server lets everyone in who may write in its channels, unless it names users or roles. */
function openGuilds(context: Context, section: JsonNode): Finding[] {
  const { root, fragment } = context;
  if (nodeAt(section, ['groupPolicy'])?.value === 'disabled' || !hasShell(root)) return [];
  // What a part of a configuration does not say of the tools may stand elsewhere.
  const saysTools = nodeAt(root, ['tools']) !== undefined;
  if (!saysTools && (fragment || nodeAt(root, ['gateway']) === undefined)) return [];
  return effectiveMembers(nodeAt(section, ['guilds'])).flatMap(({ keySpan, value: guild }): Finding[] => {
    const channels = effectiveMembers(nodeAt(guild, ['channels'])).filter(
      ({ value }) => (nodeAt(value, ['enabled']) ?? nodeAt(value, ['allow']))?.value !== false,
    );
    const isOpen =
      channels.length === 0
        ? nodeAt(guild, ['channels']) === undefined && !isNarrow(guild)
        : channels.some(({ value }) => !isNarrow(namesPeople(value) ? value : guild));
    return isOpen ? [found(keySpan, 'rules.openclaw/open-agent', {})] : [];
  });
}

const people = ['users', 'roles'];

function namesPeople(place: JsonNode): boolean {
  return people.some((key) => itemsOf(nodeAt(place, [key])).length > 0);
}

function isNarrow(place: JsonNode): boolean {
  return namesPeople(place) && !people.some((key) => hasEverybody(nodeAt(place, [key])));
}

function hasEverybody(list: JsonNode | undefined): boolean {
  return itemsOf(list).some((item) => item.value === '*');
}

const harmlessProfiles = ['minimal', 'messaging'];

/** What changes the gateway, or has something run in it later. */
const controls = ['automations', 'gateway', 'plugins'];

/** Whether the agent has neither a shell nor the tools that change the gateway (no profile takes those away, seen). */
function isHarmless(root: JsonNode): boolean {
  const profile = nodeAt(root, ['tools', 'profile'])?.value;
  const denied = itemsOf(nodeAt(root, ['tools', 'deny'])).map(({ value }) => value);
  return (
    (harmlessProfiles.includes(String(profile)) || denied.includes('group:runtime')) &&
    (denied.includes('*') || controls.every((tool) => denied.includes(tool))) &&
    nodeAt(root, ['tools', 'elevated', 'enabled'])?.value === false &&
    !hasOwnProfiles(root)
  );
}

/** Whether a command of the agent's runs on the gateway's host without being asked about. */
function hasShell(root: JsonNode): boolean {
  const tools = nodeAt(root, ['tools']);
  const exec = nodeAt(tools, ['exec']);
  const mode = nodeAt(exec, ['mode'])?.value;
  const security = nodeAt(exec, ['security'])?.value;
  if (mode !== undefined ? mode !== 'full' : security === 'deny' || security === 'allowlist') {
    return hasOwnProfiles(root);
  }
  if (harmlessProfiles.includes(String(nodeAt(tools, ['profile'])?.value))) return hasOwnProfiles(root);
  if (itemsOf(nodeAt(tools, ['deny'])).some(({ value }) => /^(exec|group:runtime|\*)$/.test(String(value))))
    return false;
  return nodeAt(root, ['agents', 'defaults', 'sandbox', 'mode'])?.value !== 'all';
}

/** Whether an agent has a shell of its own that the rest of the agents have not. */
function hasOwnProfiles(root: JsonNode): boolean {
  const agents = [
    ...effectiveMembers(nodeAt(root, ['agents', 'entries'])).map(({ value }) => value),
    ...itemsOf(nodeAt(root, ['agents', 'list'])),
  ];
  return agents.some(
    (agent) =>
      nodeAt(agent, ['tools', 'exec', 'mode'])?.value === 'full' ||
      nodeAt(agent, ['tools', 'exec', 'security'])?.value === 'full' ||
      ['full', 'coding'].includes(String(nodeAt(agent, ['tools', 'profile'])?.value)),
  );
}

function found(
  { start, end }: { start: number; end: number },
  key: WordKey,
  values: Record<string, string>,
): Finding {
  return { code: 'openclaw/open-agent', severity: 'warning', start, end, message: { key, values } };
}
