import { createServer } from 'node:http';
import { FlyFailure } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import { fromPrivateNetwork } from '../model/traffic.ts';
import { isOn, text } from './call.ts';
import { appName, type Context } from './context.ts';

/**
 * `fly proxy LOCAL[:REMOTE] [HOST]`: listens on this side and passes every request on to the machine, until it is interrupted.
 *
 * @throws FlyFailure where the port is taken or no machine runs
 */
export async function proxy(context: Context): Promise<number> {
  const name = appName(context);
  const [ports = ''] = context.call.args;
  const [local = '', remote = local] = ports.split(':');
  const bind = text(context.call, 'bind-addr') ?? '127.0.0.1';
  const running = () =>
    findApp(context.world.store.read(), name).machines.find((one) => one.state === 'started');
  if (running() === undefined) {
    throw new FlyFailure(`${name}.internal: host was not found in DNS`);
  }
  const server = createServer((incoming, outgoing) => {
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([key, value]) => [key, String(value)]),
    );
    const response = context.change((hands) => {
      const app = findApp(hands.state, name);
      const machine = app.machines.find((one) => one.state === 'started');
      if (machine === undefined) return undefined;
      return fromPrivateNetwork(hands, app, machine, Number(remote), {
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        headers,
      });
    });
    incoming.resume();
    if (response === undefined) {
      incoming.socket.destroy();
      return;
    }
    outgoing.writeHead(response.status, response.headers).end(response.body);
  });
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
  return await new Promise<number>((ended) => {
    const end = () => server.close(() => ended(0));
    const stop = () => {
      server.closeAllConnections();
      end();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    if (isOn(context.call, 'watch-stdin')) context.io.stdin.resume().once('end', stop);
  });
}
