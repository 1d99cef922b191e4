import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { FlyFailure, Uncovered } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import { fromPrivateNetwork } from '../model/traffic.ts';
import { isOn, text } from './call.ts';
import { appName, type Context } from './context.ts';

/**
 * `fly proxy LOCAL[:REMOTE] [HOST]`: listens on this side and passes every request on to the machine, until it is interrupted.
 *
 * @throws FlyFailure where the port is none, or is taken, or no machine runs
 * @throws Uncovered for what flyctl takes for a socket's path
 */
export async function proxy(context: Context): Promise<number> {
  const name = appName(context);
  const [ports = ''] = context.call.args;
  const [local = '', remote = local] = ports.split(':');
  if (!/^\d+$/.test(local)) throw new Uncovered(`fly proxy ${ports}`);
  if (Number(local) > 65_535) throw new FlyFailure(`address ${local}: invalid port`);
  const bind = text(context.call, 'bind-addr') ?? '127.0.0.1';
  const running = () =>
    findApp(context.world.store.read(), name).machines.find((one) => one.state === 'started');
  if (running() === undefined) {
    throw new FlyFailure(`${name}.internal: host was not found in DNS`);
  }
  const server = createServer();
  await new Promise<void>((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      failed(
        new FlyFailure(
          `listen tcp ${bind}:${local}: bind: ${error.code === 'EADDRINUSE' ? 'address already in use' : error.message}`,
        ),
      ),
    );
    server.listen(Number(local), bind, listening);
  });
  if (!isOn(context.call, 'quiet')) {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : local;
    context.print(`Proxying localhost:${port} to remote [${name}.internal]:${remote}\n`);
  }
  return await new Promise<number>((ended, failed) => {
    const stop = (broken?: { error: unknown }) => {
      server.close(() => (broken === undefined ? ended(0) : failed(broken.error)));
      server.closeAllConnections();
    };
    server.on('request', (incoming, outgoing) => {
      try {
        passOn(context, { name, port: Number(remote) }, incoming, outgoing);
      } catch (error) {
        stop({ error });
      }
    });
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
    if (isOn(context.call, 'watch-stdin')) context.io.stdin.resume().once('end', () => stop());
  });
}

/** Passes a request on to the machine; where the app, the machine or the port is gone, the connection ends without an answer. */
function passOn(
  context: Context,
  to: { name: string; port: number },
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([key, value]) => [key, String(value)]),
  );
  const response = context.change((hands) => {
    const app = hands.state.apps.find((one) => one.name === to.name);
    const machine = app?.machines.find((one) => one.state === 'started');
    if (app === undefined || machine === undefined) return undefined;
    return fromPrivateNetwork(hands, app, machine, to.port, {
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers,
    });
  });
  incoming.resume();
  if (response === undefined) incoming.socket.destroy();
  else outgoing.writeHead(response.status, response.headers).end(response.body);
}
