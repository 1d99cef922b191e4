import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { compareVersions } from '../../formats/openclaw-config/versions.ts';
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
    examples: [{ wrong: page(''), right: page(', "trustedProxies": ["172.16.0.1"]') }],
  },
  check: (page, guide) => {
    if (!publicFile(page, guide) || !isDeployed(guide) || isSaid(scopeOf(page, guide))) return [];
    if (page.configs.length > 0) return page.configs.flatMap(unsaid);
    return guide.configs.length > 0 || guide.foreign ? [] : unconfigured(page, guide);
  },
};

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
