import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { resolve } from 'node:path';
import { readWish, type Wish } from './curl-wish.ts';
import { Uncovered } from './failure.ts';
import { takeFault } from './faults/take.ts';
import type { Io } from './io.ts';
import { isSystemError, reason } from './machine/programs/program.ts';
import { changeWorld } from './model/hands.ts';
import { fromInternet } from './model/traffic.ts';
import type { World } from './world.ts';

/** What a request comes to. */
export type Fetched =
  | { kind: 'response'; status: number; headers: Record<string, string>; body: string }
  | { kind: 'no-address' }
  | { kind: 'refused' }
  | { kind: 'no-tls' }
  | { kind: 'other-host' }
  | { kind: 'empty' };

/** The network that curl finds itself on. */
export interface Network {
  out(text: string): void;
  err(text: string): void;
  /** Writes a file on the side where curl runs, or throws the system's error; false where the model has no such thing. */
  write(path: string, text: string): boolean;
  fetch(url: URL, request: { method: string; headers: Record<string, string> }): Fetched | Promise<Fetched>;
}

/** Runs the rehearsed curl of this side: it reaches the addresses of the world's own apps. */
export function curl(world: World, argv: readonly string[], io: Io): Promise<number> {
  return curlTo(argv.slice(1), {
    out: (text) => void io.stdout.write(text),
    err: (text) => void io.stderr.write(text),
    write(path, text) {
      writeFileSync(resolve(io.cwd, path), text);
      return true;
    },
    fetch(url, request) {
      if (isLocal(url.hostname)) return fetchHere(url, request);
      if (takeFault(world.store, 'no-network', 'curl')) return { kind: 'no-address' };
      const [, name] = /^([a-z0-9-]+)\.fly\.dev$/.exec(url.hostname) ?? [];
      if (name === undefined) return { kind: 'other-host' };
      return changeWorld(world, (hands): Fetched => {
        const app = hands.state.apps.find((one) => one.name === name);
        if (app === undefined) return { kind: 'no-address' };
        const reach = fromInternet(hands, app, {
          ...request,
          path: url.pathname + url.search,
          secure: url.protocol === 'https:',
        });
        return reach.kind === 'answer' ? { kind: 'response', ...reach.response } : { kind: reach.kind };
      });
    },
  });
}

/** Whether a host is this computer itself, where `fly proxy` really listens. */
export function isLocal(host: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(host);
}

/** Asks what listens on this computer. */
async function fetchHere(
  url: URL,
  { method, headers }: { method: string; headers: Record<string, string> },
): Promise<Fetched> {
  const ask = url.protocol === 'https:' ? (await import('node:https')).get : get;
  return await new Promise((done) => {
    const request = ask(url, { method, headers, timeout: 10_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        const body = Buffer.concat(chunks).toString('utf8');
        done({
          kind: 'response',
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(named),
          body,
        });
      });
    });
    request.once('timeout', () => request.destroy());
    request.once('error', (error: NodeJS.ErrnoException) => done({ kind: unreachedBy(error.code ?? '') }));
  });
}

function unreachedBy(code: string): 'refused' | 'no-tls' | 'empty' {
  if (code === 'ECONNREFUSED') return 'refused';
  return /^(EPROTO|ERR_SSL_)/.test(code) ? 'no-tls' : 'empty';
}

/**
 * Reads curl's arguments and does what they say on the network given. Flags beyond those that a guide needs are not covered.
 *
 * @returns curl's exit status
 * @throws Uncovered
 */
export async function curlTo(args: readonly string[], network: Network): Promise<number> {
  const wish = readWish(args);
  const [address, ...more] = wish.urls;
  if (address === undefined) {
    network.err("curl: try 'curl --help' or 'curl --manual' for more information\n");
    return 2;
  }
  if (more.length > 0) throw new Uncovered('curl with several addresses');
  let url: URL;
  try {
    url = new URL(/^[a-z]+:\/\//i.test(address) ? address : `http://${address}`);
  } catch {
    return fail(wish, network, 3, 'URL using bad/illegal format or missing URL');
  }
  let fetched = await network.fetch(url, wish);
  for (let hops = 0; wish.follow && fetched.kind === 'response' && hops < 20; hops++) {
    const location = fetched.headers.location;
    if (location === undefined || fetched.status < 300 || fetched.status > 399) break;
    url = new URL(location, url);
    fetched = await network.fetch(url, wish);
  }
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  switch (fetched.kind) {
    case 'other-host':
      throw new Uncovered(`curl ${url.origin}`);
    case 'empty':
      return unreached(wish, network, 52, 'Empty reply from server');
    case 'no-tls':
      return unreached(wish, network, 35, 'error:0A00010B:SSL routines::wrong version number');
    case 'no-address':
      return unreached(wish, network, 6, `Could not resolve host: ${url.hostname}`);
    case 'refused':
      return unreached(
        wish,
        network,
        7,
        `Failed to connect to ${url.hostname} port ${port} after 1 ms: Couldn't connect to server`,
      );
  }
  if (wish.fail && fetched.status >= 400) {
    fail(wish, network, 22, `The requested URL returned error: ${fetched.status}`);
    writeOut(wish, network, fetched.status, url);
    return 22;
  }
  const head = `HTTP/${url.protocol === 'https:' ? '2' : '1.1'} ${fetched.status} \r\n${Object.entries(
    fetched.headers,
  )
    .map(([name, value]) => `${url.protocol === 'https:' ? name.toLowerCase() : name}: ${value}\r\n`)
    .join('')}\r\n`;
  const text = `${wish.include || wish.method === 'HEAD' ? head : ''}${wish.method === 'HEAD' ? '' : fetched.body}`;
  const status = put(wish, network, text);
  writeOut(wish, network, fetched.status, url);
  return status;
}

/** Puts what came where it is wanted. Returns curl's exit status. */
function put(wish: Wish, network: Network, text: string): number {
  const { output } = wish;
  if (output === '/dev/null') return 0;
  if (output === undefined || output === '-') {
    network.out(text);
    return 0;
  }
  try {
    if (!network.write(output, text)) throw new Uncovered('curl -o');
    return 0;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (!wish.silent) network.err(`Warning: Failed to open the file ${output}: ${reason(error)}\n`);
    return fail(wish, network, 23, 'Failure writing output to destination');
  }
}

function unreached(wish: Wish, network: Network, status: number, message: string): number {
  writeOut(wish, network, 0, undefined);
  return fail(wish, network, status, message);
}

function fail(wish: Wish, network: Network, status: number, message: string): number {
  if (!wish.silent || wish.showErrors) network.err(`curl: (${status}) ${message}\n`);
  return status;
}

function writeOut(wish: Wish, network: Network, status: number, url: URL | undefined): void {
  if (wish.format === undefined) return;
  const code = String(status).padStart(3, '0');
  network.out(
    wish.format
      .replaceAll(/%\{(http_code|response_code)\}/g, code)
      .replaceAll('%{url_effective}', url?.href ?? '')
      .replaceAll('\\n', '\n'),
  );
}
