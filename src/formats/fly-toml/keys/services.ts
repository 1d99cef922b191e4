import * as z from 'zod';
import { wrongType } from '../complain.ts';
import { choices, texts } from '../forms/list.ts';
import { autostop, choice, flag, port, whole } from '../forms/scalar.ts';
import { oneOrMore, table, tables } from '../forms/table.ts';
import { readBy, readerOf } from '../reading.ts';
import { httpCheck, httpServiceCheck, machineCheck, tcpCheck } from './checks.ts';
import { httpOptions, tlsOptions } from './http.ts';

const limits = table('How much one Machine takes on before others are used.', {
  type: choice('What is counted.', ['connections', 'requests'], { default: 'connections' }),
  hard_limit: whole('From how many on a Machine gets no more.', { minimum: 0 }),
  soft_limit: whole('From how many on other Machines are preferred.', { minimum: 0 }),
});

const oldLimits = /^([+-]?\d+),([+-]?\d+)$/;

/** `concurrency` of `[[services]]`: a table, or the old text `"soft,hard"`. */
const castLimits = readBy(
  z
    .union([
      limits,
      z
        .string()
        .regex(oldLimits)
        .transform((value) => limitsOf(value)),
    ])
    .meta({ description: 'How much one Machine takes on before others are used.' }),
  (node, site, reading) => {
    if (node.kind !== 'string' || !site.cast) return readerOf(limits)(node, site, reading);
    return oldLimits.test(node.value)
      ? limitsOf(node.value)
      : wrongType(node, site, reading, 'expected.toml.limits');
  },
);

function limitsOf(value: string): z.output<typeof limits> {
  const [soft_limit, hard_limit] = value.split(',').map(Number);
  return { type: 'requests', hard_limit, soft_limit };
}

/** What both kinds of service have for their Machines. */
const machines = {
  auto_stop_machines: autostop(
    'Whether Machines that nobody uses are stopped (`stop` or `true`), suspended (`suspend`) or left on (`off` or `false`).',
  ),
  auto_start_machines: flag('Whether a request starts a stopped Machine.', { default: true }),
  min_machines_running: whole('How many Machines are never stopped, in the primary region.', {
    minimum: 0,
    default: 0,
  }),
  processes: texts('The process groups that serve. Required where `[processes]` names any.'),
  machine_checks: tables('Machines that test a new version during a deploy.', machineCheck),
};

/** `[http_service]` */
export const httpService = table('Makes the app reachable by HTTP and HTTPS, on ports 80 and 443.', {
  internal_port: port('The port that the app listens on. A whole number, without quotes.', { default: 8080 }),
  force_https: flag('Whether HTTP requests are redirected to HTTPS.'),
  ...machines,
  concurrency: limits,
  tls_options: tlsOptions,
  http_options: httpOptions,
  checks: tables('Requests that tell whether the app is healthy.', httpServiceCheck),
});

const handlers = ['http', 'tls', 'pg_tls', 'proxy_proto'] as const;

const servicePort = table('A port that the world connects to.', {
  port: port('The port.', { fromText: true, examples: [443] }),
  start_port: port('The first of a range of ports.'),
  end_port: port('The last of a range of ports.'),
  handlers: choices("What Fly's proxy does on the way; without any, bytes pass as they are.", handlers, {
    examples: [['tls', 'http']],
  }),
  force_https: flag('Whether HTTP requests are redirected to HTTPS.'),
  tls_options: tlsOptions,
  http_options: httpOptions,
  proxy_proto_options: table('How the handler `proxy_proto` writes its line.', {
    version: choice('The version of the PROXY protocol.', ['v1', 'v2'], { default: 'v1' }),
  }),
});

/** `[[services]]` */
export const service = table('Makes ports of the app reachable.', {
  protocol: choice('What is spoken.', ['tcp', 'udp'], { default: 'tcp' }),
  internal_port: port('The port that the app listens on.', { fromText: true, examples: [8080] }),
  ...machines,
  ports: oneOrMore('The ports that the world connects to.', servicePort),
  concurrency: castLimits,
  tcp_checks: oneOrMore('Connections that tell whether the app is healthy.', tcpCheck),
  http_checks: oneOrMore('Requests that tell whether the app is healthy.', httpCheck),
});
