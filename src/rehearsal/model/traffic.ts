import { answer, type Request, type Response } from '../gateway/answer.ts';
import { reload } from '../gateway/reload.ts';
import { filesOf } from '../machine/files.ts';
import { askReal, behindOf, newLines } from '../real/machine.ts';
import { gatewayLine, log } from './apps.ts';
import type { Hands } from './hands.ts';
import type { App, Machine } from './state.ts';

/** What a request from outside comes to. */
export type Reach = { kind: 'answer'; response: Response } | { kind: 'no-address' } | { kind: 'refused' };

/** A request before the network has put its marks on it. */
export type Asked = Pick<Request, 'method' | 'path' | 'headers'>;

/** Where the visitor of a rehearsal comes from (an address for documentation, RFC 5737). */
const visitor = '203.0.113.7';

/** Sends a request from the internet to `https://APP.fly.dev`, through the platform's proxy, whose own words are inferred. */
export function fromInternet(hands: Hands, app: App, asked: Asked & { secure: boolean }): Reach {
  if (!app.addresses.some((address) => address.type !== 'private_v6')) return { kind: 'no-address' };
  const machine = app.machines.find((one) => one.state === 'started' && one.config.services.length > 0);
  const service = machine?.config.services[0];
  if (machine === undefined || service === undefined) return { kind: 'refused' };
  if (!asked.secure && service.forceHttps) {
    const headers = { location: `https://${app.name}.fly.dev${asked.path}`, server: 'Fly' };
    return { kind: 'answer', response: { status: 301, headers, body: '', logs: [] } };
  }
  const headers = {
    ...asked.headers,
    host: `${app.name}.fly.dev`,
    'x-forwarded-for': [visitor, ownAddress(app)].join(', '),
    'x-forwarded-proto': asked.secure ? 'https' : 'http',
    'fly-client-ip': visitor,
  };
  const remote = hands.state.proxyAddress;
  const response = send(hands, app, machine, service.internalPort, { ...asked, headers, remote });
  if (response !== undefined) {
    const marked = { ...response.headers, server: 'Fly', via: '1.1 fly.io' };
    return { kind: 'answer', response: { ...response, headers: marked } };
  }
  log(
    app,
    machine,
    'proxy',
    `[PC01] instance refused connection. is your app listening on 0.0.0.0:${service.internalPort}? make sure it is not only listening on 127.0.0.1 (hint: look at your startup logs, servers often print the address they are listening on)`,
    'error',
  );
  return { kind: 'answer', response: { status: 502, headers: { server: 'Fly' }, body: '', logs: [] } };
}

/** What Fly.io's proxy adds behind the visitor's address: the app's own that was asked (its documentation says so; it was not seen). */
function ownAddress({ addresses }: App): string {
  return addresses.find(({ type }) => type !== 'private_v6')?.address ?? '';
}

/**
 * Sends a request over the private network straight to a machine's port. Returns undefined where nothing listens there: that
 * network is IPv6, and a gateway that binds to 0.0.0.0 listens on IPv4 alone (seen), so that a program on the machine has to lead
 * the port on (inferred from Fly.io's documentation).
 */
export function fromPrivateNetwork(
  hands: Hands,
  app: App,
  machine: Machine,
  port: number,
  asked: Asked,
): Response | undefined {
  const { relay, listening } = machine.process;
  if (relay === undefined || relay.port !== port || !isAlive(relay.holder) || listening === undefined)
    return undefined;
  return send(hands, app, machine, listening.port, { ...asked, remote: '127.0.0.1' });
}

function isAlive(process_: number): boolean {
  try {
    return process.kill(process_, 0);
  } catch {
    return false;
  }
}

/** Sends a request from the machine to itself. */
export function loopback(
  hands: Hands,
  app: App,
  machine: Machine,
  port: number,
  asked: Asked,
): Response | undefined {
  return send(hands, app, machine, port, { ...asked, remote: '127.0.0.1' });
}

function send(
  hands: Hands,
  app: App,
  machine: Machine,
  port: number,
  request: Request,
): Response | undefined {
  const { listening, gateway } = machine.process;
  if (machine.state !== 'started' || listening?.port !== port || gateway === undefined) return undefined;
  if (listening.host === '127.0.0.1' && request.remote !== '127.0.0.1') return undefined;
  const behind = behindOf(hands, machine);
  if (behind !== undefined) {
    const response = askReal(machine, behind, request);
    refresh(hands, app, machine);
    return response;
  }
  refresh(hands, app, machine);
  const response = answer(machine.process.gateway ?? gateway, machine.config.openclaw, request);
  for (const line of response.logs) log(app, machine, 'app', gatewayLine(line));
  if (response.logs.length > 0) machine.process.gateway?.warnedProxies.push(request.remote);
  return response;
}

/** Lets a running gateway take notice of its config, as it does by itself within a second of a change (seen). */
export function refresh(hands: Hands, app: App, machine: Machine): void {
  const { gateway } = machine.process;
  const behind = behindOf(hands, machine);
  if (behind !== undefined) {
    for (const line of newLines(machine, behind)) log(app, machine, 'app', line);
    return;
  }
  if (gateway === undefined || machine.state !== 'started') return;
  const changed = reload(gateway, filesOf(hands.dir, machine), machine.config.env, machine.config.openclaw);
  for (const line of changed.lines) log(app, machine, 'app', gatewayLine(line));
  machine.process.gateway = changed.gateway;
}
