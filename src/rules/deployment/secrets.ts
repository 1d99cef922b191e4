import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Fence } from '../../guide/fence.ts';
import {
  at,
  type ConfigFile,
  type Deployment,
  isDeploy,
  isDeployed,
  once,
  type PageCommand,
} from './facts.ts';
import { gatewaysOf } from './gateway.ts';
import { valueAt } from './json.ts';
import type { DeploymentRule } from './rule.ts';
import { type Setting, settingsIn } from './settings.ts';

/** The variable from which OpenClaw reads what a channel signs in with, where the configuration does not hold it. */
const channelSecrets: Record<string, string> = {
  discord: 'DISCORD_BOT_TOKEN',
  telegram: 'TELEGRAM_BOT_TOKEN',
};

/** The variable from which OpenClaw reads a provider's key. */
const providerSecrets: Record<string, string> = {
  anthropic: 'ANTHROPIC_API_KEY',
  openai: 'OPENAI_API_KEY',
  google: 'GOOGLE_API_KEY',
};

/** Every secret that the configuration needs is set before the step that needs it. */
export const secrets: DeploymentRule = {
  info: {
    code: 'deployment/secret',
    severity: 'error',
    summary: 'summary.deployment/secret',
    explain: 'explain.deployment/secret',
    examples: [
      {
        wrong: page('OPENCLAW_GATEWAY_TOKEN', 'fly deploy'),
        right: page('OPENCLAW_GATEWAY_TOKEN|DISCORD_BOT_TOKEN', 'fly deploy'),
      },
    ],
  },
  check: (page, guide) => {
    if (!isDeployed(guide)) return [];
    const set = settingsIn(settingScope(page, guide));
    const needed = needs(page, guide);
    const [first] = needed;
    if (first && set.length === 0) return guide.foreign ? [] : [noneSet(first, needed)];
    return [
      ...needed.filter(({ name }) => !set.some((one) => one.sets(name))).map((need) => notSet(need, set)),
      ...late(page, guide, set),
    ];
  },
};

/** Where a page sets secrets itself, those of other pages are no excuse. */
function settingScope(page: Deployment, guide: Deployment): Deployment {
  return isDeployed(page) && settingsIn(page).length > 0 ? page : guide;
}

interface Need {
  name: string;
  fence: Fence;
  span: Span | undefined;
  /** Whether the first start needs it already, and not only the configuration. */
  atStart: boolean;
}

/** What is needed when a page deploys, and set only further down that page. */
function late(page: Deployment, guide: Deployment, set: readonly Setting[]): Diagnostic[] {
  const deploy = page.commands.find(isDeploy);
  if (!deploy) return [];
  const own = needs(page, guide);
  const needed = (own.length > 0 ? own : looseNeeds(guide)).filter(({ name, fence, atStart }) => {
    const isConfigs = !atStart && fence.file === deploy.fence.file;
    const from = isConfigs ? Math.max(deploy.fence.start, fence.start) : deploy.fence.start;
    const mine = atStart || isConfigs ? set.filter((one) => one.sets(name)) : [];
    return (
      mine.length > 0 && mine.every((one) => one.fence.file === deploy.fence.file && one.fence.start > from)
    );
  });
  return needed.length > 0 ? [setLate(needed, deploy)] : [];
}

/** Returns what files need that stand on pages which do not deploy. */
const looseNeeds = once((guide) =>
  guide.pages.filter((page) => !isDeployed(page)).flatMap((page) => needs(page, guide)),
);

function noneSet(first: Need, needed: readonly Need[]): Diagnostic {
  const names = [...new Set(needed.map(({ name }) => name))].join(', ');
  return at(first.fence, first.span, 'deployment/secret', {
    key: 'rules.deployment/secret.none',
    values: { names },
  });
}

function notSet({ name, fence, span }: Need, set: readonly Setting[]): Diagnostic {
  const similar = set.find((one) => nearest(name, one.names) !== undefined);
  const meant = similar && nearest(name, similar.names);
  return similar && meant !== undefined
    ? at(
        fence,
        span,
        'deployment/secret',
        { key: 'rules.deployment/secret.nearest', values: { name, nearest: meant } },
        {
          related: [
            {
              fence: similar.fence,
              span: similar.placeOf(meant),
              message: { key: 'related.deployment/secret-set' },
            },
          ],
        },
      )
    : at(fence, span, 'deployment/secret', { key: 'rules.deployment/secret', values: { name } });
}

function setLate(late: readonly Need[], deploy: PageCommand): Diagnostic {
  const values = { name: late.map(({ name }) => name).join(', ') };
  return at(
    deploy.fence,
    deploy.command.shell,
    'deployment/secret',
    { key: 'rules.deployment/secret.late', values },
    {
      related: late.map(({ fence, span }) => ({
        fence,
        span,
        message: { key: 'related.deployment/secret' },
      })),
    },
  );
}

function needs(page: Deployment, guide: Deployment): Need[] {
  const found = [
    ...(isAuthenticated(page.configs.length > 0 ? page : guide) ||
    settingsIn(guide).some((one) => one.names.includes('OPENCLAW_GATEWAY_PASSWORD'))
      ? []
      : page.flyFiles.flatMap(tokenNeeds)),
    ...page.configs.flatMap(configNeeds),
  ];
  const variables = variablesIn(page.flyFiles.length > 0 ? page : guide);
  return found.filter(
    ({ name }, index) => !variables.has(name) && found.findIndex((one) => one.name === name) === index,
  );
}

const isAuthenticated = once(({ configs }) =>
  configs.some(({ json }) => valueAt(json.value, ['gateway', 'auth']) !== undefined),
);

/** Returns the variables that files set by themselves. */
const variablesIn = once(
  ({ flyFiles }) => new Set(flyFiles.flatMap(({ config }) => Object.keys(config.env))),
);

/** A gateway that listens beyond its own machine refuses to start without a token. */
function tokenNeeds(file: Deployment['flyFiles'][number]): Need[] {
  return gatewaysOf(file)
    .filter(({ bind }) => bind === 'lan' || bind === 'custom' || bind === 'tailnet')
    .map(({ path }) => ({
      name: 'OPENCLAW_GATEWAY_TOKEN',
      fence: file.fence,
      span: file.placeOf(path),
      atStart: true,
    }));
}

function configNeeds({ fence, json }: ConfigFile): Need[] {
  const need = (name: string, span: Span | undefined): Need => ({ name, fence, span, atStart: false });
  const channels = Object.entries(channelSecrets).filter(([channel]) => {
    const settings = valueAt(json.value, ['channels', channel]);
    return (
      valueAt(settings, ['enabled']) === true &&
      ['token', 'botToken', 'tokenFile', 'accounts'].every((key) => valueAt(settings, [key]) === undefined)
    );
  });
  const model = ['agents', 'defaults', 'model'];
  const primary = valueAt(json.value, [...model, 'primary']) ?? valueAt(json.value, model);
  const place = json.placeOf('/agents/defaults/model/primary') ?? json.placeOf('/agents/defaults/model');
  const provider = typeof primary === 'string' ? (primary.split('/')[0] ?? '') : '';
  const isOwn = valueAt(json.value, ['models', 'providers', provider, 'apiKey']) !== undefined;
  const key = isOwn ? undefined : providerSecrets[provider];
  const written = [...fence.text.matchAll(/"[^"\n]*?\$\{([A-Z][A-Z0-9_]*)\}/g)].map((match) => {
    const name = match[1] ?? '';
    const start = match.index + match[0].lastIndexOf(name);
    return need(name, { start, end: start + name.length });
  });
  return [
    ...channels.map(([channel, name]) => need(name, json.keyPlaceOf(`/channels/${channel}`))),
    ...(key === undefined ? [] : [need(key, place)]),
    ...written,
  ];
}

function page(names: string, deploy: string): string {
  return `\`\`\`toml
app = "my-openclaw"
[processes]
  app = "node dist/index.js gateway --port 3000 --bind lan"
\`\`\`

\`\`\`bash
env | grep -E '^(${names})=' | fly secrets import -a my-openclaw
\`\`\`

\`\`\`bash
${deploy}
\`\`\`

\`\`\`json
{ "channels": { "discord": { "enabled": true } }, "gateway": { "mode": "local" }, "plugins": { "entries": { "discord": { "enabled": true } } } }
\`\`\`
`;
}
