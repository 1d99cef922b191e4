import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { firstOf } from './agree.ts';
import { at } from './facts.ts';
import { gatewaysHeard, inCommands, portsHeard, portsOf, type Said } from './ports.ts';
import type { DeploymentRule } from './rule.ts';

/** The gateway listens where the service, the checks and the proxy look for it. */
export const port: DeploymentRule = {
  info: {
    code: 'deployment/port',
    severity: 'error',
    summary: 'summary.deployment/port',
    explain: 'explain.deployment/port',
    examples: [
      { wrong: page('8080', '3000:3000'), right: page('3000', '8080:3000') },
      { wrong: page('3000', '3000:8080'), right: page('3000', '3000') },
    ],
  },
  check: (page, guide) => {
    const own = page.flyFiles.flatMap((file) => gatewaysHeard(guide).get(file) ?? []);
    const sought = page.flyFiles.length > 0 ? portsOf(own) : portsHeard(guide);
    return [
      ...own.flatMap((gateway) => gateway.said.flatMap((one) => tell(one, portsOf([gateway])))),
      ...inCommands(page, guide).flatMap((one) => tell(one, sought)),
    ];
  },
};

/** Returns a finding where a port is that of no gateway. */
function tell({ value, fence, span, key }: Said, { ports, shown }: ReturnType<typeof portsOf>): Diagnostic[] {
  if (!shown || ports.has(value)) return [];
  const agreeing = firstOf(shown.said, shown.port);
  const related = agreeing && [{ ...agreeing, message: { key: 'related.deployment/port' as const } }];
  const values = { here: value, port: [...ports].slice(0, 5).join(', ') };
  return [at(fence, span, 'deployment/port', { key, values }, { related })];
}

function page(internal: string, proxy: string): string {
  return `\`\`\`toml
app = "my-openclaw"
[processes]
  app = "node dist/index.js gateway --port 3000 --bind lan"
[http_service]
  internal_port = ${internal}
  processes = ["app"]
\`\`\`

\`\`\`bash
fly proxy ${proxy} -a my-openclaw
\`\`\`
`;
}
