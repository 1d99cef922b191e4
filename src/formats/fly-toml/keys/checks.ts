import { headers, texts } from '../forms/list.ts';
import { type BareUnit, span } from '../forms/measure.ts';
import { choice, flag, port, text } from '../forms/scalar.ts';
import { table } from '../forms/table.ts';
import { killSignal } from './signals.ts';

const bareIs = { seconds: 'seconds', milliseconds: 'milliseconds', nanoseconds: 'nanoseconds' };

function times(bare: BareUnit) {
  const more = ` A bare number counts ${bareIs[bare]}.`;
  return {
    interval: span(`How long to wait between two checks.${more}`, bare, { examples: ['15s'] }),
    timeout: span(`How long an answer may take.${more}`, bare, { examples: ['5s'] }),
    grace_period: span(`How long after its start a Machine may fail.${more}`, bare, { examples: ['30s'] }),
  };
}

function request(castHeaders: boolean) {
  return {
    method: text('The HTTP method.', { default: 'GET' }),
    path: text('The path to ask for.', { default: '/' }),
    protocol: text('`http` or `https`.', { default: 'http' }),
    tls_skip_verify: flag('Whether any certificate is accepted.'),
    tls_server_name: text("The server name to expect in the app's certificate."),
    headers: headers('Headers to send with the request.', castHeaders),
  };
}

/** `[[http_service.checks]]`: no value is cast here. */
export const httpServiceCheck = table('A request to the app that must be answered with a 2xx status.', {
  ...times('nanoseconds'),
  ...request(false),
});
/** `[[services.http_checks]]` */
export const httpCheck = table('A request to the app that must be answered with a 2xx status.', {
  ...times('milliseconds'),
  ...request(true),
});
/** `[[services.tcp_checks]]` */
export const tcpCheck = table('A connection to the app that must be accepted.', times('milliseconds'));

/** `[checks.<name>]` */
export const namedCheck = table('A check that belongs to no service.', {
  port: port('The port to connect to; that of `http_service` unless told.'),
  type: choice('Whether a connection is enough, or a request must be answered.', ['http', 'tcp']),
  ...times('milliseconds'),
  ...request(true),
  processes: texts('The process groups that the check is for.'),
});

/** `[[machine_checks]]`, at the top and in services */
export const machineCheck = table(
  'A Machine that is started beside each new one during a deploy, and must exit with 0.',
  {
    command: texts('The command that it runs.'),
    image: text("The image that it runs; the app's own unless told."),
    entrypoint: texts("The command's entrypoint."),
    kill_signal: killSignal('The signal that stops it.'),
    kill_timeout: span('How long it may take to stop. A bare number counts nanoseconds.', 'nanoseconds'),
  },
);
