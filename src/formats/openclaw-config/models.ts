import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { Context } from './context.ts';
import { effectiveMembers, itemsOf, type JsonNode, mayBeIncluded, memberOf, nodeAt } from './json-node.ts';

/** Providers that run on the reader's own machine or take their credentials from elsewhere than a profile. */
const needNoProfile = /^(ollama|lmstudio|vllm|sglang|litellm|copilot-proxy|apple-fm)$|bedrock|vertex|-cli$/;

/**
 * A model's provider has an auth profile. Where no profile is written at all, every key comes from the environment, which is as good;
 * so does the key of one provider that the configuration's own `env` or `models.providers` cares for.
 */
export function checkModels({ root }: Context): Finding[] {
  const profiles = effectiveMembers(nodeAt(root, ['auth', 'profiles']));
  if (profiles.length === 0 || mayBeIncluded(root, ['auth', 'profiles'])) return [];
  if (mayBeIncluded(root, ['models', 'providers'])) return [];
  const providers = profiles.map((member) => nodeAt(member.value, ['provider'])?.value);
  return modelNames(root).flatMap((node): Finding[] => {
    const provider = /^([\w.-]+)\/./.exec(String(node.value))?.[1]?.toLowerCase();
    if (provider === undefined || needNoProfile.test(provider)) return [];
    if (providers.some((known) => typeof known !== 'string' || isAkin(known.toLowerCase(), provider)))
      return [];
    if (memberOf(nodeAt(root, ['models', 'providers']), provider) || hasKeyInEnv(root, provider)) return [];
    return [
      {
        code: 'openclaw/model-auth',
        severity: 'warning',
        start: node.start,
        end: node.end,
        message: { key: 'rules.openclaw/model-auth', values: { model: String(node.value), provider } },
        related: [{ ...keyPlace(root), message: { key: 'rules.openclaw/model-auth.profiles' } }],
      },
    ];
  });
}

/** Returns the text nodes that name models: primary and fallbacks, of the defaults and of each agent. */
function modelNames(root: JsonNode): JsonNode[] {
  const agents = nodeAt(root, ['agents']);
  const holders = [
    nodeAt(agents, ['defaults']),
    ...effectiveMembers(nodeAt(agents, ['entries'])).map((member) => member.value),
    ...itemsOf(nodeAt(agents, ['list'])),
  ];
  return holders
    .flatMap((holder) => [nodeAt(holder, ['model']), nodeAt(holder, ['imageModel'])])
    .flatMap((model) => [model, nodeAt(model, ['primary']), ...itemsOf(nodeAt(model, ['fallbacks']))])
    .filter((node) => node !== undefined)
    .filter((node) => typeof node.value === 'string');
}

/** `openai` and `openai-codex` share their profiles. */
function isAkin(known: string, provider: string): boolean {
  return known === provider || known.startsWith(`${provider}-`) || provider.startsWith(`${known}-`);
}

function hasKeyInEnv(root: JsonNode, provider: string): boolean {
  const prefix = `${provider.replaceAll(/[-.]/g, '_').toUpperCase()}_`;
  const env = [nodeAt(root, ['env']), nodeAt(root, ['env', 'vars'])];
  return env.some(
    (node) => node?.kind === 'object' && node.members.some((member) => member.key.startsWith(prefix)),
  );
}

function keyPlace(root: JsonNode) {
  const { start, end } = memberOf(nodeAt(root, ['auth']), 'profiles')?.keySpan ?? root;
  return { start, end };
}
