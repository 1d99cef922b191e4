import type { FlyConfig } from '../../formats/fly-toml/load.ts';
import { at, type Deployment, isPlain } from './facts.ts';
import type { DeploymentRule } from './rule.ts';

/** The port on which a process group's gateway listens, where the file says it. */
export function portOf(config: FlyConfig, group: string): number | undefined {
  const [, flag] = /--port[= ](\d+)/.exec(config.processes[group] ?? '') ?? [];
  const port = flag ?? config.env.OPENCLAW_GATEWAY_PORT;
  return port === undefined ? undefined : Number(port);
}

/** The gateway listens where the service and the proxy look for it. */
export const port: DeploymentRule = {
  info: {
    code: 'deployment/port',
    severity: 'error',
    summary: 'summary.deployment/port',
    explain: 'explain.deployment/port',
    examples: [
      {
        wrong: page('8080', '3000:3000'),
        right: page('3000', '8080:3000'),
      },
    ],
  },
  check: (deployment, guide) => [...services(deployment), ...proxies(deployment, guide)],
};

function services({ flyFiles }: Deployment) {
  return flyFiles.flatMap(({ fence, config, placeOf }) =>
    config.services.flatMap((service) => {
      const groups = service.processes.length > 0 ? service.processes : config.groups;
      return groups.flatMap((group) => {
        const listens = portOf(config, group);
        if (listens === undefined || service.internalPort === undefined || listens === service.internalPort)
          return [];
        const place = placeOf(`${service.path}.internal_port`) ?? placeOf(service.path);
        const message = {
          key: 'rules.deployment/port' as const,
          values: { internal: service.internalPort, port: listens },
        };
        const set = /--port/.test(config.processes[group] ?? '')
          ? `processes.${group}`
          : 'env.OPENCLAW_GATEWAY_PORT';
        return [
          at(fence, place, 'deployment/port', message, {
            related: [{ fence, span: placeOf(set), message: { key: 'related.deployment/port' } }],
          }),
        ];
      });
    }),
  );
}

function proxies({ commands, flyFiles }: Deployment, guide: Deployment) {
  const files = flyFiles.length > 0 ? flyFiles : guide.flyFiles;
  const ports = new Set(
    files.flatMap(({ config }) => config.groups.flatMap((group) => portOf(config, group) ?? [])),
  );
  if (ports.size === 0) return [];
  return commands.flatMap(({ fence, command }) => {
    if (command.invocation.path !== 'proxy') return [];
    const [ports_] = command.invocation.args;
    const far = Number(ports_?.value.split(':').at(-1));
    if (!ports_ || !isPlain(ports_) || !Number.isInteger(far) || ports.has(far)) return [];
    const message = {
      key: 'rules.deployment/port.proxy' as const,
      values: { far, ports: [...ports].join(', ') },
    };
    return [at(fence, ports_, 'deployment/port', message)];
  });
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
