import { at } from './facts.ts';
import { textsAt } from './json.ts';
import type { DeploymentRule } from './rule.ts';

/** A public deployment's configuration lets the app's own address open the Control UI. */
export const origin: DeploymentRule = {
  info: {
    code: 'deployment/origin',
    severity: 'error',
    summary: 'summary.deployment/origin',
    explain: 'explain.deployment/origin',
    examples: [{ wrong: page('https://my-openclaw.fly.io'), right: page('https://my-openclaw.fly.dev') }],
  },
  check: ({ configs, flyFiles }) => {
    const file = flyFiles.find(({ config }) => config.services.length > 0);
    if (file?.config.app === undefined) return [];
    const wanted = `https://${file.config.app}.fly.dev`;
    return configs.flatMap(({ fence, json }) => {
      const pointer = '/gateway/controlUi/allowedOrigins';
      const origins = textsAt(json.value, ['gateway', 'controlUi', 'allowedOrigins']);
      if (origins === undefined || origins.includes(wanted) || origins.includes('*')) return [];
      const message = { key: 'rules.deployment/origin' as const, values: { wanted } };
      return [
        at(fence, json.placeOf(pointer), 'deployment/origin', message, {
          related: [
            { fence: file.fence, span: file.placeOf('app'), message: { key: 'related.deployment/app' } },
          ],
        }),
      ];
    });
  },
};

function page(address: string): string {
  return `\`\`\`toml
app = "my-openclaw"
[http_service]
  internal_port = 3000
\`\`\`

\`\`\`json
{ "gateway": { "mode": "local", "controlUi": { "allowedOrigins": ["${address}"] }, "trustedProxies": ["172.16.0.1"] } }
\`\`\`
`;
}
