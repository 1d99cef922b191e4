import { givenFlag } from '../../formats/fly-command/invocation.ts';
import type { WordKey } from '../../words.ts';
import { type Mention, mostSaid } from './agree.ts';
import { appOf } from './app.ts';
import { commandsFor, type Deployment, type FlyFile, isPlain, once, pagesWithoutFile } from './facts.ts';
import { farTexts, findFar } from './far.ts';
import { type Gateway, gatewaysOf, readGateway } from './gateway.ts';
import { valueAt } from './json.ts';

/** A port of a gateway's where something says it. */
export interface Said extends Mention {
  /** How a port that is not the right one is told of. */
  key: Extract<WordKey, `rules.deployment/port${string}`>;
}

/** A gateway, and what says its port: where it is started first, then what looks for it. */
export interface Heard {
  file: FlyFile;
  said: Said[];
  /** What most of them say; where as many say something else, what it is started with. */
  port: string;
}

/** As many commands of pages without a file are heard for each gateway. */
const heard = 20;

/** Returns the gateways of a guide's files, with what is said of their ports by their own page, and by pages without a file. */
export const gatewaysHeard = once((guide): Map<FlyFile, Heard[]> => {
  const loose = pagesWithoutFile(guide)
    .flatMap((page) => inCommands(page, guide))
    .slice(0, heard);
  const pages = guide.pages.length > 0 ? guide.pages : [guide];
  return new Map(
    pages.flatMap((page) =>
      page.flyFiles.map((file) => {
        const gateways = gatewaysOf(file).flatMap((gateway): Heard[] => {
          const said = inFile(file, gateway, page.configs.length > 0 ? page : guide);
          const port = mostSaid([...said, ...inCommands(page, guide), ...loose]);
          return said.length > 0 && port !== undefined ? [{ file, said, port }] : [];
        });
        return [file, gateways] as const;
      }),
    ),
  );
});

/** Returns the ports of all gateways of a guide, and one gateway to show. */
export const portsHeard = once((guide) => portsOf([...gatewaysHeard(guide).values()].flat()));

/** Returns the ports of gateways, and one of these to show. */
export function portsOf(gateways: readonly Heard[]): { ports: Set<string>; shown: Heard | undefined } {
  return { ports: new Set(gateways.map(({ port }) => port)), shown: gateways[0] };
}

/** Returns the ports that a page's commands look for the gateway on, or start it on. */
export function inCommands(page: Deployment, guide: Deployment): Said[] {
  const commands = commandsFor(page, appOf(guide)).flatMap(({ fence, command }): Said[] => {
    const { invocation } = command;
    if (invocation.path === 'proxy') {
      const [ports] = invocation.args;
      const value = ports?.value.split(':').at(-1) ?? '';
      if (!ports || !isPlain(ports) || !/^\d+$/.test(value)) return [];
      const beside = portsBeside(page.flyFiles.length > 0 ? page : guide);
      return beside.has(value) ? [] : [{ value, fence, span: ports, key: 'rules.deployment/port.proxy' }];
    }
    const given = givenFlag(invocation, 'command');
    const starts = given && /^machine (?:update|run|create|clone)$/.test(invocation.path);
    const value = starts ? (readGateway(given.value)?.port ?? '') : '';
    if (!given || !/^\d+$/.test(value)) return [];
    return [{ value, fence, span: given.valueWord ?? given.word, key: 'rules.deployment/port.command' }];
  });
  const variables = findFar(farTexts(page), /\bOPENCLAW_GATEWAY_PORT=(\d+)\b/g).map(
    (one): Said => ({ ...one, key: 'rules.deployment/port.variable' }),
  );
  return [...commands, ...variables].sort((a, b) => a.fence.start - b.fence.start);
}

function inFile(file: FlyFile, gateway: Gateway, scope: Deployment): Said[] {
  const { fence, config, placeOf } = file;
  const own = listens(file, gateway, scope);
  if (!own) return [];
  const said: Said[] = [{ ...own, key: 'rules.deployment/port.listens' }];
  const isForIt = ({ processes = [] }: { processes?: string[] }) =>
    processes.length === 0 || processes.includes(gateway.group);
  const services = config.services.filter(isForIt);
  // One service finds the gateway; another may be for something else that the same machine runs.
  const service = services.find((one) => String(one.internalPort) === own.value) ?? services[0];
  if (service?.internalPort !== undefined) {
    const span = placeOf(`${service.path}.internal_port`) ?? placeOf(service.path);
    said.push({ value: String(service.internalPort), fence, span, key: 'rules.deployment/port' });
  }
  const checks = Object.entries(config.raw.checks ?? {}).filter(
    ([, check]) => isForIt(check) && check.port !== undefined,
  );
  const check = checks.find(([, one]) => String(one.port) === own.value) ?? checks[0];
  if (check && !services.some(({ internalPort }) => internalPort === check[1].port)) {
    const span = placeOf(`checks.${check[0]}.port`);
    said.push({ value: String(check[1].port), fence, span, key: 'rules.deployment/port.check' });
  }
  return said;
}

/** Returns where the port that a gateway listens on is said: by its command, its environment, or the configuration. */
function listens(file: FlyFile, { port, path }: Gateway, { configs }: Deployment): Mention | undefined {
  const { fence, config, placeOf } = file;
  const [, variable] = /^\$\{?(\w+)(?::-\d+)?\}?$/.exec(port ?? '') ?? [];
  const name = variable ?? (port === undefined ? 'OPENCLAW_GATEWAY_PORT' : undefined);
  const set = name === undefined ? undefined : config.env[name];
  const written = set ?? port;
  if (written !== undefined) {
    const span = placeOf(set === undefined ? path : `env.${name}`);
    return /^\d+$/.test(written) ? { value: written, fence, span } : undefined;
  }
  for (const { fence: place, json } of configs) {
    const value = valueAt(json.value, ['gateway', 'port']);
    if (typeof value === 'number')
      return { value: String(value), fence: place, span: json.placeOf('/gateway/port') };
  }
  return undefined;
}

/** Returns ports of the machines that are not the gateway's and that somebody may want to reach all the same. */
const portsBeside = once(
  ({ flyFiles }) =>
    new Set(
      flyFiles.flatMap(({ config: { services, raw, processes, env } }) => [
        ...services.slice(1).map(({ internalPort }) => String(internalPort)),
        ...(raw.metrics ?? []).map((one) => String(one.port)),
        ...Object.values(processes).flatMap((command) =>
          readGateway(command)
            ? [...command.matchAll(/--inspect\S*?[:=](\d+)(?!\S)/g)].map((match) => match[1] ?? '')
            : (command.match(/\d+/g) ?? []),
        ),
        ...Object.entries(env)
          .filter(([name]) => name !== 'OPENCLAW_GATEWAY_PORT')
          .flatMap(([, value]) => value.match(/(?<=^|[:=])\d{2,5}\b/g) ?? []),
      ]),
    ),
);
