import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts';
import { compareVersions } from '../../formats/openclaw-config/versions.ts';
import type { Fence } from '../../guide/fence.ts';
import { at, type Deployment, isDeployed, once, publicFile, scopeOf } from './facts.ts';
import { gatewaysOf } from './gateway.ts';
import { textsAt } from './json.ts';
import type { DeploymentRule } from './rule.ts';

/** The first release that answers a forwarded request with 403 until it is told which proxy to trust. */
const since = '2026.8.1';

/** A public deployment says which proxy the gateway is to trust. */
export const proxies: DeploymentRule = {
  info: {
    code: 'deployment/trusted-proxies',
    severity: 'error',
    summary: 'summary.deployment/trusted-proxies',
    explain: 'explain.deployment/trusted-proxies',
    examples: [
      { wrong: page(''), right: page(', "trustedProxies": ["172.16.5.1", "66.241.124.7"]') },
      {
        wrong: page(', "trustedProxies": ["172.16.5.1"]'),
        right: page(', "trustedProxies": ["172.16.5.1", "66.241.124.7", "2a09:8280:1::1:2:0"]'),
      },
      {
        wrong: page(', "trustedProxies": ["172.16.0.0/12", "66.241.124.7"]'),
        right: page(', "trustedProxies": ["172.16.5.0/29", "66.241.124.7"]'),
      },
    ],
  },
  check: (page, guide) => [
    ...tooFew(page, guide),
    ...listsOf(page).flatMap((list) => misjudged(list, page, guide)),
  ],
};

/** A list of proxies that a page has, in a configuration or a command that sets it. */
interface Listed {
  fence: Fence;
  span: Span | undefined;
  addresses: string[];
}

const setting = /\bconfig set gateway\.trustedProxies\s+'(\[[^']*\])'/g;

const listsOf = once(({ configs, scripts }): Listed[] => [
  ...configs.flatMap(({ fence, json }) => {
    const addresses = textsAt(json.value, ['gateway', 'trustedProxies']) ?? [];
    return addresses.length === 0
      ? []
      : [{ fence, span: json.keyPlaceOf('/gateway/trustedProxies'), addresses }];
  }),
  ...scripts.flatMap(({ fence }) =>
    [...fence.text.matchAll(setting)].map((found) => ({
      fence,
      span: { start: found.index, end: found.index + found[0].length },
      addresses: [...(found[1] ?? '').matchAll(/"([^"]*)"/g)].map(([, address = '']) => address),
    })),
  ),
]);

/** The narrowest range that is as wide as a private network, by its form. */
const wide = { ipv4: 24, ipv6: 64 };

const isPrivate = (address: string) =>
  /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:|::1$)/i.test(address);

/** What is trusted has to leave an address for the visitor, and has to pass over those that are not the visitor's. */
function misjudged({ fence, span, addresses }: Listed, page: Deployment, guide: Deployment): Diagnostic[] {
  const code = 'deployment/trusted-proxies';
  const range = addresses.find((address) => {
    const [network = '', length] = address.trim().split('/');
    return length !== undefined && Number(length) <= wide[network.includes(':') ? 'ipv6' : 'ipv4'];
  });
  if (range !== undefined) {
    return [
      at(
        fence,
        span,
        code,
        { key: 'rules.deployment/trusted-proxies.wide', values: { range } },
        { severity: 'warning' },
      ),
    ];
  }
  if (!publicFile(page, guide) || !addresses.every(isPrivate)) return [];
  return [
    at(fence, span, code, { key: 'rules.deployment/trusted-proxies.private' }, { severity: 'warning' }),
  ];
}

/** Nothing says which proxy to trust. */
function tooFew(page: Deployment, guide: Deployment): Diagnostic[] {
  if (!publicFile(page, guide) || !isDeployed(guide) || isSaid(scopeOf(page, guide))) return [];
  if (page.configs.length > 0) return page.configs.flatMap(unsaid);
  return guide.configs.length > 0 || guide.foreign ? [] : unconfigured(page, guide);
}

/** Whether a command or a configuration on any page says it. */
const isSaid = once(
  ({ scripts, configs }) =>
    scripts.some(({ fence }) => /\bconfig (?:set|patch)\b.*\btrustedProxies\b/.test(fence.text)) ||
    configs.some(({ json }) => (textsAt(json.value, ['gateway', 'trustedProxies']) ?? []).length > 0),
);

function unsaid({ fence, json, version, isWhole }: Deployment['configs'][number]): Diagnostic[] {
  if (!isWhole || compareVersions(version, since) < 0) return [];
  const place = json.keyPlaceOf('/gateway/trustedProxies') ?? json.keyPlaceOf('/gateway');
  const values = { version };
  return [
    at(fence, place, 'deployment/trusted-proxies', { key: 'rules.deployment/trusted-proxies', values }),
  ];
}

/** A guide that deploys a public gateway and shows no configuration at all leaves it answering 403. */
function unconfigured(page: Deployment, { version }: Deployment): Diagnostic[] {
  if (compareVersions(version, since) < 0) return [];
  return page.flyFiles
    .filter((file) => gatewaysOf(file).length > 0 && file.config.services.length > 0)
    .slice(0, 1)
    .map(({ fence, config, placeOf }) =>
      at(fence, placeOf(config.services[0]?.path ?? ''), 'deployment/trusted-proxies', {
        key: 'rules.deployment/trusted-proxies',
        values: { version },
      }),
    );
}

function page(trusted: string): string {
  return `\`\`\`toml
app = "my-openclaw"
[http_service]
  internal_port = 3000
\`\`\`

\`\`\`bash
fly deploy
\`\`\`

\`\`\`json
{ "gateway": { "mode": "local", "controlUi": { "allowedOrigins": ["https://my-openclaw.fly.dev"] }${trusted} } }
\`\`\`
`;
}
