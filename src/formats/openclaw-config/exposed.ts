import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { WordKey } from '../../words.ts';
import type { Context } from './context.ts';
import { effectiveMembers, itemsOf, type JsonNode, nodeAt } from './json-node.ts';

/** A combination that OpenClaw's own `security audit` (2026.9.6) calls critical, as far as a configuration shows it. */
interface Exposure {
  why: WordKey;
  /** Returns the values that make it so. */
  find: (root: JsonNode) => (JsonNode | undefined)[];
  /** Whether it is critical only where the gateway can be reached from elsewhere. */
  far?: true;
}

/** Tools that `POST /tools/invoke` refuses unless they are allowed by name. */
const heldBack =
  /^(exec|spawn|shell|fs_(write|delete|move)|apply_patch|terminal|portal|sessions_(spawn|send)|conversations_(list|send|turn)|automations|cron|gateway|plugins|nodes|computer|mobile_ui|openclaw)$/;

/** Commands of a paired device that look at its owner or act in their name. */
const intimate =
  /^(camera\.(snap|clip)|screen\.record|contacts\.add|calendar\.add|reminders\.add|sms\.(send|search)|health\.summary)$/;

/** Folders of the host that no sandbox may see, those around them, and those within. */
const hostFolders = [
  '/etc',
  '/proc',
  '/sys',
  '/dev',
  '/root',
  '/boot',
  '/run',
  '/var/run',
  '/private/etc',
  '/private/var/run',
];

const exposures: Exposure[] = [
  {
    why: 'rules.openclaw/exposed.origins',
    far: true,
    find: (root) =>
      itemsOf(nodeAt(root, ['gateway', 'controlUi', 'allowedOrigins'])).filter(
        ({ value }) => typeof value === 'string' && value.trim() === '*',
      ),
  },
  {
    why: 'rules.openclaw/exposed.host-header',
    far: true,
    find: (root) => [is(root, ['gateway', 'controlUi', 'dangerouslyAllowHostHeaderOriginFallback'], true)],
  },
  {
    why: 'rules.openclaw/exposed.real-ip',
    far: true,
    find: (root) => [is(root, ['gateway', 'allowRealIpFallback'], true)],
  },
  {
    why: 'rules.openclaw/exposed.no-auth',
    far: true,
    find: (root) => [is(root, ['gateway', 'auth', 'mode'], 'none')],
  },
  {
    why: 'rules.openclaw/exposed.trusted-proxy',
    find: (root) => [is(root, ['gateway', 'auth', 'mode'], 'trusted-proxy')],
  },
  {
    why: 'rules.openclaw/exposed.secret',
    find: (root) =>
      ['token', 'password']
        .filter((kind) => [undefined, kind].includes(textAt(root, ['gateway', 'auth', 'mode'])))
        .map((kind) => nodeAt(root, ['gateway', 'auth', kind]))
        .filter((node) => typeof node?.value === 'string' && /^(undefined|null)?$/.test(node.value.trim())),
  },
  {
    why: 'rules.openclaw/exposed.funnel',
    find: (root) => [is(root, ['gateway', 'tailscale', 'mode'], 'funnel')],
  },
  {
    why: 'rules.openclaw/exposed.mdns',
    far: true,
    find: (root) => [is(root, ['discovery', 'mdns', 'mode'], 'full')],
  },
  {
    why: 'rules.openclaw/exposed.http-tools',
    far: true,
    find: (root) => matching(nodeAt(root, ['gateway', 'tools', 'allow']), heldBack),
  },
  {
    why: 'rules.openclaw/exposed.node-commands',
    far: true,
    find: (root) => {
      const denied = itemsOf(nodeAt(root, ['gateway', 'nodes', 'commands', 'deny'])).map(
        ({ value }) => value,
      );
      return matching(nodeAt(root, ['gateway', 'nodes', 'commands', 'allow']), intimate).filter(
        ({ value }) => !denied.includes(value),
      );
    },
  },
  {
    why: 'rules.openclaw/exposed.hooks-root',
    find: (root) => hooked(root, [is(root, ['hooks', 'path'], '/')]),
  },
  {
    why: 'rules.openclaw/exposed.hooks-token',
    find: (root) => {
      const token = nodeAt(root, ['hooks', 'token']);
      const own = [textAt(root, ['gateway', 'auth', 'token']), textAt(root, ['gateway', 'auth', 'password'])];
      return hooked(root, [token?.value && own.includes(String(token.value)) ? token : undefined]);
    },
  },
  {
    why: 'rules.openclaw/exposed.hooks-agents',
    far: true,
    find: (root) => {
      const allowed = nodeAt(root, ['hooks', 'allowedAgentIds']);
      const everyone = itemsOf(allowed).find(({ value }) => value === '*');
      return hooked(root, [allowed === undefined ? nodeAt(root, ['hooks', 'enabled']) : everyone]);
    },
  },
  {
    why: 'rules.openclaw/exposed.hooks-session',
    far: true,
    find: (root) => hooked(root, [is(root, ['hooks', 'allowRequestSessionKey'], true)]),
  },
  {
    why: 'rules.openclaw/exposed.elevated',
    find: (root) => {
      const elevated = nodeAt(root, ['tools', 'elevated']);
      if (nodeAt(elevated, ['enabled'])?.value === false) return [];
      return effectiveMembers(nodeAt(elevated, ['allowFrom'])).flatMap(({ value }) =>
        itemsOf(value).filter((item) => item.value === '*'),
      );
    },
  },
  {
    why: 'rules.openclaw/exposed.sandbox',
    find: (root) =>
      sandboxes(root).flatMap((docker) => {
        const network = nodeAt(docker, ['network']);
        return [
          /^(host$|container:)/i.test(String(network?.value ?? '')) ? network : undefined,
          is(docker, ['seccompProfile'], 'unconfined'),
          is(docker, ['apparmorProfile'], 'unconfined'),
          ...itemsOf(nodeAt(docker, ['binds'])).filter(({ value }) => isHostFolder(String(value))),
        ];
      }),
  },
];

/** What opens the gateway, or the host that it runs on, to more than those who are meant. */
export function checkExposed({ root }: Context): Finding[] {
  const isFar = isReachable(root);
  return exposures
    .filter(({ far }) => isFar || far === undefined)
    .flatMap(({ why, find }) =>
      find(root)
        .filter((node) => node !== undefined)
        .map(({ start, end }) => ({
          code: 'openclaw/exposed',
          severity: 'warning' as const,
          start,
          end,
          message: { key: why },
        })),
    );
}

/** Whether a configuration says that the gateway listens for others than its own machine. */
function isReachable(root: JsonNode): boolean {
  const bind = textAt(root, ['gateway', 'bind']);
  if (bind !== undefined && bind !== 'loopback') return true;
  return ['serve', 'funnel'].includes(textAt(root, ['gateway', 'tailscale', 'mode']) ?? '');
}

function textAt(root: JsonNode, path: string[]): string | undefined {
  const value = nodeAt(root, path)?.value;
  return typeof value === 'string' ? value : undefined;
}

function is(root: JsonNode, path: string[], value: string | boolean): JsonNode | undefined {
  const node = nodeAt(root, path);
  return node?.value === value ? node : undefined;
}

function matching(list: JsonNode | undefined, pattern: RegExp): JsonNode[] {
  return itemsOf(list).filter(({ value }) => typeof value === 'string' && pattern.test(value.trim()));
}

function hooked(root: JsonNode, nodes: (JsonNode | undefined)[]): (JsonNode | undefined)[] {
  return nodeAt(root, ['hooks', 'enabled'])?.value === true ? nodes : [];
}

function sandboxes(root: JsonNode): JsonNode[] {
  const agents = nodeAt(root, ['agents']);
  return [
    nodeAt(agents, ['defaults']),
    ...effectiveMembers(nodeAt(agents, ['entries'])).map(({ value }) => value),
    ...itemsOf(nodeAt(agents, ['list'])),
  ]
    .map((holder) => nodeAt(holder, ['sandbox', 'docker']))
    .filter((docker) => docker !== undefined);
}

function isHostFolder(bind: string): boolean {
  const [source = ''] = bind.split(':');
  const folder = source.replace(/(.)\/+$/, '$1');
  const within = (inner: string, outer: string) => outer === '/' || `${inner}/`.startsWith(`${outer}/`);
  return folder.startsWith('/') && hostFolders.some((one) => within(folder, one) || within(one, folder));
}
