import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { givenFlag } from '../../formats/fly-command/invocation.ts';
import type { FlyConfig } from '../../formats/fly-toml/load.ts';
import { appOf } from './app.ts';
import { at, commandsFor, type Deployment, once } from './facts.ts';
import { type GatewayCommand, gatewaysOf, readGateway } from './gateway.ts';
import { valueAt } from './json.ts';
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
      { wrong: page(' --bind 0.0.0.0'), right: page(' --bind=lan') },
      { wrong: page(''), right: page(' --bind lan') },
    ],
  },
  check: (page, guide) => [...inFiles(page, guide), ...inCommands(page, guide)],
};

function inFiles(page: Deployment, guide: Deployment): Diagnostic[] {
  return page.flyFiles.flatMap((file) =>
    gatewaysOf(file).flatMap((gateway) => {
      const message = flaw(gateway, isLookedFor(file.config, gateway.group), configured(page, guide));
      return message ? [at(file.fence, file.placeOf(gateway.path), 'deployment/bind', message)] : [];
    }),
  );
}

/** `fly machine update --command` and its like start the gateway in another way than fly.toml says. */
function inCommands(page: Deployment, guide: Deployment): Diagnostic[] {
  const served = isServed(page.flyFiles.length > 0 ? page : guide);
  return commandsFor(page, appOf(guide)).flatMap(({ fence, command }) => {
    const given = /^machine (?:update|run|create|clone)$/.test(command.invocation.path)
      ? givenFlag(command.invocation, 'command')
      : undefined;
    const gateway = given && readGateway(given.value);
    const message = gateway && flaw(gateway, served, configured(page, guide));
    return message ? [at(fence, given.valueWord ?? given.word, 'deployment/bind', message)] : [];
  });
}

/** Whether any gateway of the files is looked for. */
const isServed = once(({ flyFiles }) =>
  flyFiles.some((file) => gatewaysOf(file).some(({ group }) => isLookedFor(file.config, group))),
);

function flaw({ bind }: GatewayCommand, served: boolean, inConfig: unknown) {
  if (bind !== undefined && !known.includes(bind) && !bind.includes('$')) {
    const values = { bind, known: known.join(', ') };
    return { key: 'rules.deployment/bind.unknown' as const, values };
  }
  const effective = bind ?? (inConfig === 'lan' || inConfig === 'custom' ? inConfig : 'loopback');
  if (!served || (effective !== 'loopback' && effective !== 'tailnet')) return undefined;
  return { key: 'rules.deployment/bind' as const, values: { bind: effective } };
}

/** Whether a service, or a check, looks for a process group. */
function isLookedFor({ services, raw }: FlyConfig, group: string): boolean {
  return [...services, ...Object.values(raw.checks ?? {})].some(
    ({ processes = [] }) => processes.length === 0 || processes.includes(group),
  );
}

/** Returns what the configuration says of the address, which `--bind` outdoes. */
function configured(page: Deployment, guide: Deployment): unknown {
  return bindIn(page.configs.length > 0 ? page : guide);
}

const bindIn = once(({ configs }): unknown =>
  configs.map(({ json }) => valueAt(json.value, ['gateway', 'bind'])).find((value) => value !== undefined),
);

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
