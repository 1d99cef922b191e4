import { compareVersions } from '../../formats/openclaw-config/versions.ts';
import { at } from './facts.ts';
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
  check: ({ configs, flyFiles, scripts, commands }) => {
    const isPublic = flyFiles.some(({ config }) => config.services.length > 0);
    const deploys = commands.some(({ command }) => command.invocation.path === 'deploy');
    const said = scripts.some(({ fence }) => /config set gateway\.trustedProxies/.test(fence.text));
    if (!isPublic || !deploys || said) return [];
    return configs.flatMap(({ fence, json, version }) => {
      if (compareVersions(version, since) < 0) return [];
      if ((textsAt(json.value, ['gateway', 'trustedProxies']) ?? []).length > 0) return [];
      const place = json.keyPlaceOf('/gateway');
      return [
        at(fence, place, 'deployment/trusted-proxies', {
          key: 'rules.deployment/trusted-proxies',
          values: { version },
        }),
      ];
    });
  },
};

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
{ "gateway": { "mode": "local"${trusted} } }
\`\`\`
`;
}
