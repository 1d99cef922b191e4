import { answer, type Request, type Response } from '../gateway/answer.ts';
import { log } from './apps.ts';
import type { App, Check, Machine, State } from './state.ts';

/** What comes back from the platform itself where no machine can answer; its words and statuses are inferred. */
export type Reach = { kind: 'answer'; response: Response } | { kind: 'no-address' } | { kind: 'refused' };

/** Where the visitor of a rehearsal comes from (an address for documentation, RFC 5737). */
const visitor = '203.0.113.7';

/** Sends a request from the internet to `https://APP.fly.dev`, through the platform's proxy. */
export function fromInternet(
  state: State,
  app: App,
  request: Pick<Request, 'method' | 'path' | 'headers'> & { secure: boolean },
): Reach {
  if (!app.addresses.some((address) => address.type !== 'private_v6')) return { kind: 'no-address' };
  const machine = app.machines.find((one) => one.state === 'started' && one.config.services.length > 0);
  const service = machine?.config.services[0];
  if (machine === undefined || service === undefined) return { kind: 'refused' };
  if (!request.secure && service.forceHttps) {
    const location = `https://${app.name}.fly.dev${request.path}`;
    return {
      kind: 'answer',
      response: { status: 301, headers: { location, server: 'Fly' }, body: '', logs: [] },
    };
  }
  const headers = {
    ...request.headers,
    host: `${app.name}.fly.dev`,
    'x-forwarded-for': visitor,
    'x-forwarded-proto': request.secure ? 'https' : 'http',
    'fly-client-ip': visitor,
  };
  const response = send(app, machine, service.internalPort, {
    ...request,
    headers,
    remote: state.proxyAddress,
  });
  if (response === undefined) {
    log(
      app,
      machine,
      'proxy',
      `[PC01] instance refused connection. is your app listening on 0.0.0.0:${service.internalPort}? make sure it is not only listening on 127.0.0.1`,
      'error',
    );
    return { kind: 'answer', response: { status: 502, headers: { server: 'Fly' }, body: '', logs: [] } };
  }
  return {
    kind: 'answer',
    response: { ...response, headers: { ...response.headers, server: 'Fly', via: '1.1 fly.io' } },
  };
}

/** Sends a request over the private network straight to a machine's port, or returns undefined where nothing listens there. */
export function fromPrivateNetwork(
  app: App,
  machine: Machine,
  port: number,
  request: Pick<Request, 'method' | 'path' | 'headers'>,
): Response | undefined {
  return send(app, machine, port, { ...request, remote: 'fdaa:0:1:a7b:1::3' });
}

/** Sends a request from the machine to itself. */
export function loopback(
  app: App,
  machine: Machine,
  port: number,
  request: Pick<Request, 'method' | 'path' | 'headers'>,
): Response | undefined {
  return send(app, machine, port, { ...request, remote: '127.0.0.1' }, true);
}

function send(
  app: App,
  machine: Machine,
  port: number,
  request: Request,
  fromItself = false,
): Response | undefined {
  const { listening, gateway } = machine.process;
  if (machine.state !== 'started' || listening === undefined || gateway === undefined) return undefined;
  if (listening.port !== port || (listening.host === '127.0.0.1' && !fromItself)) return undefined;
  const response = answer(gateway, machine.config.openclaw, request);
  for (const line of response.logs)
    log(app, machine, 'app', `${new Date().toISOString().replace('Z', '+00:00')} ${line}`);
  if (response.logs.length > 0) gateway.warnedProxies.push(request.remote);
  return response;
}

/** A check of the platform's, and how it stands. */
export interface CheckState {
  name: string;
  status: 'passing' | 'critical' | 'warning';
  output: string;
}

/** Returns how a machine's checks stand. The platform asks the machine directly, so no request of theirs is marked by a proxy (inferred). */
export function checksOf(machine: Machine): CheckState[] {
  return machine.config.services
    .flatMap((service) => service.checks)
    .map((check, index) => ({
      name: `servicecheck-${String(index).padStart(2, '0')}-${check.type}-${check.port}`,
      ...stateOf(machine, check),
    }));
}

function stateOf(machine: Machine, check: Check): Pick<CheckState, 'status' | 'output'> {
  const { listening, gateway } = machine.process;
  const reached =
    machine.state === 'started' &&
    listening?.port === check.port &&
    listening.host !== '127.0.0.1' &&
    gateway !== undefined;
  if (!reached) return { status: 'critical', output: 'connect: connection refused' };
  if (check.type === 'tcp') return { status: 'passing', output: 'Success' };
  const { status, body } = answer(gateway, machine.config.openclaw, {
    method: check.method ?? 'GET',
    path: check.path ?? '/',
    headers: {},
    remote: machine.privateIp,
  });
  return status < 300
    ? { status: 'passing', output: body }
    : { status: 'critical', output: `HTTP GET: ${status}` };
}
