import { at } from './facts.ts';
import type { DeploymentRule } from './rule.ts';

/** What OpenClaw 2026.9.6 takes after --bind; with anything else it ends with status 1. */
const known = ['loopback', 'lan', 'tailnet', 'auto', 'custom'];

/** A gateway behind a service listens on the address at which the proxy looks for it. */
export const bind: DeploymentRule = {
  info: {
    code: 'deployment/bind',
    severity: 'error',
    summary: 'summary.deployment/bind',
    explain: 'explain.deployment/bind',
    examples: [
      { wrong: page(' --bind loopback'), right: page(' --bind lan') },
      { wrong: page(' --bind 0.0.0.0'), right: page(' --bind lan') },
      { wrong: page(''), right: page(' --bind lan') },
    ],
  },
  check: ({ flyFiles, configs }) =>
    flyFiles.flatMap(({ fence, config, placeOf }) =>
      Object.entries(config.processes).flatMap(([group, command]) => {
        if (!/\bgateway\b/.test(command)) return [];
        const [, written] = /--bind[= ](\S+)/.exec(command) ?? [];
        const place = placeOf(`processes.${group}`);
        if (written !== undefined && !known.includes(written)) {
          const values = { bind: written, known: known.join(', ') };
          return [at(fence, place, 'deployment/bind', { key: 'rules.deployment/bind.unknown', values })];
        }
        const served = config.services.some(
          ({ processes }) => processes.length === 0 || processes.includes(group),
        );
        if (!served || (written !== undefined && written !== 'loopback' && written !== 'tailnet')) return [];
        const configured = configs.some(
          ({ json }) => json.placeOf('/gateway/bind') && /"(lan|custom)"/.test(bindIn(json.value)),
        );
        if (written === undefined && configured) return [];
        const values = { bind: written ?? 'loopback' };
        return [at(fence, place, 'deployment/bind', { key: 'rules.deployment/bind', values })];
      }),
    ),
};

function bindIn(config: unknown): string {
  const gateway: unknown =
    config && typeof config === 'object' && 'gateway' in config ? config.gateway : undefined;
  return JSON.stringify(gateway && typeof gateway === 'object' && 'bind' in gateway ? gateway.bind : '');
}

function page(flag: string): string {
  return `\`\`\`toml
app = "my-openclaw"
[processes]
  app = "node dist/index.js gateway --port 3000${flag}"
[http_service]
  internal_port = 3000
  processes = ["app"]
\`\`\`
`;
}
