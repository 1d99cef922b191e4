import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { at, type ConfigFile, type Deployment } from './facts.ts';
import { valueAt } from './json.ts';
import type { DeploymentRule } from './rule.ts';

/** The variable from which OpenClaw reads what a channel signs in with, where the configuration does not hold it. */
const channelSecrets: Record<string, string> = {
  discord: 'DISCORD_BOT_TOKEN',
  telegram: 'TELEGRAM_BOT_TOKEN',
};

/** Every secret that the configuration needs is set before the deployment that needs it. */
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
  check: (deployment) => {
    const deploys = deployment.commands.filter(({ command }) => command.invocation.path === 'deploy');
    const [deploy] = deploys;
    if (!deploy || deployment.flyFiles.length === 0) return [];
    const set = settings(deployment);
    if (set.length === 0) return [];
    return needs(deployment).flatMap(({ name, fence, span }): Diagnostic[] => {
      const where = set.find(({ text }) => new RegExp(`\\b${name}\\b`).test(text));
      if (!where)
        return [at(fence, span, 'deployment/secret', { key: 'rules.deployment/secret', values: { name } })];
      if (where.start < deploy.fence.start) return [];
      const message = { key: 'rules.deployment/secret.late' as const, values: { name } };
      return [
        at(deploy.fence, deploy.command.shell, 'deployment/secret', message, {
          related: [{ fence, span, message: { key: 'related.deployment/secret' } }],
        }),
      ];
    });
  },
};

/** Returns the fences in which secrets are set, in order. */
function settings({ commands }: Deployment) {
  return commands
    .filter(({ command }) => /^secrets (set|import)$/.test(command.invocation.path))
    .map(({ fence }) => ({ text: fence.text, start: fence.start }));
}

function needs({ configs, flyFiles }: Deployment) {
  const [file] = flyFiles;
  const lan = Object.entries(file?.config.processes ?? {}).find(([, command]) =>
    /--bind[= ]lan/.test(command),
  );
  const authenticated = configs.some(({ json }) => valueAt(json.value, ['gateway', 'auth']) !== undefined);
  return [
    ...(file && lan && !authenticated
      ? [{ name: 'OPENCLAW_GATEWAY_TOKEN', fence: file.fence, span: file.placeOf(`processes.${lan[0]}`) }]
      : []),
    ...configs.flatMap(configNeeds),
  ];
}

function configNeeds({ fence, json }: ConfigFile) {
  const channels = Object.entries(channelSecrets).filter(([channel]) => {
    const settings = valueAt(json.value, ['channels', channel]);
    return (
      valueAt(settings, ['enabled']) === true &&
      valueAt(settings, ['token']) === undefined &&
      valueAt(settings, ['botToken']) === undefined &&
      valueAt(settings, ['accounts']) === undefined
    );
  });
  const primary = valueAt(json.value, ['agents', 'defaults', 'model', 'primary']);
  const provider = typeof primary === 'string' ? primary.split('/')[0] : undefined;
  const keys = { anthropic: 'ANTHROPIC_API_KEY', openai: 'OPENAI_API_KEY', google: 'GOOGLE_API_KEY' };
  const key = Object.entries(keys).find(([name]) => name === provider)?.[1];
  return [
    ...channels.map(([channel, name]) => ({ name, fence, span: json.keyPlaceOf(`/channels/${channel}`) })),
    ...(key === undefined
      ? []
      : [{ name: key, fence, span: json.placeOf('/agents/defaults/model/primary') }]),
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
