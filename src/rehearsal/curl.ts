import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Uncovered } from './failure.ts';
import type { Io } from './io.ts';
import { fromInternet } from './model/traffic.ts';
import type { World } from './world.ts';

/** What a request comes to. */
type Fetched =
  | { kind: 'response'; status: number; headers: Record<string, string>; body: string }
  | { kind: 'no-address' }
  | { kind: 'refused' }
  | { kind: 'other-host' };

/** The network that curl finds itself on. */
export interface Network {
  out(text: string): void;
  err(text: string): void;
  /** Writes a file on the side where curl runs; false where that cannot be. */
  write(path: string, text: string): boolean;
  fetch(url: URL, request: { method: string; headers: Record<string, string> }): Fetched;
}

/** Runs the rehearsed curl of this side: it reaches the addresses of the world's own apps. */
export function curl(world: World, argv: readonly string[], io: Io): number {
  return curlTo(argv.slice(1), {
    out: (text) => void io.stdout.write(text),
    err: (text) => void io.stderr.write(text),
    write(path, text) {
      writeFileSync(resolve(io.cwd, path), text);
      return true;
    },
    fetch(url, request) {
      const [, name] = /^([a-z0-9-]+)\.fly\.dev$/.exec(url.hostname) ?? [];
      if (name === undefined) return { kind: 'other-host' };
      return world.store.change((state): Fetched => {
        const app = state.apps.find((one) => one.name === name);
        if (app === undefined) return { kind: 'no-address' };
        const reach = fromInternet({ dir: world.dir, state }, app, {
          ...request,
          path: url.pathname + url.search,
          secure: url.protocol === 'https:',
        });
        return reach.kind === 'answer' ? { kind: 'response', ...reach.response } : { kind: reach.kind };
      });
    },
  });
}

interface Wish {
  silent: boolean;
  showErrors: boolean;
  fail: boolean;
  include: boolean;
  follow: boolean;
  method: string;
  output: string | undefined;
  format: string | undefined;
  headers: Record<string, string>;
  urls: string[];
}

const withValue = new Set([
  '-o',
  '--output',
  '-w',
  '--write-out',
  '-H',
  '--header',
  '-X',
  '--request',
  '-m',
  '--max-time',
  '--connect-timeout',
  '-A',
  '--user-agent',
  '--retry',
  '--retry-delay',
  '--resolve',
]);

/**
 * Reads curl's arguments and does what they say on the network given. Flags beyond those that a guide needs are not covered.
 *
 * @returns curl's exit status
 * @throws Uncovered
 */
export function curlTo(args: readonly string[], network: Network): number {
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
  let fetched = network.fetch(url, wish);
  for (let hops = 0; wish.follow && fetched.kind === 'response' && hops < 20; hops++) {
    const location = fetched.headers.location;
    if (location === undefined || fetched.status < 300 || fetched.status > 399) break;
    url = new URL(location, url);
    fetched = network.fetch(url, wish);
  }
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  switch (fetched.kind) {
    case 'other-host':
      throw new Uncovered(`curl ${url.origin}`);
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
  if (wish.output === undefined || wish.output === '-') network.out(text);
  else if (wish.output !== '/dev/null' && !network.write(wish.output, text)) throw new Uncovered('curl -o');
  writeOut(wish, network, fetched.status, url);
  return 0;
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

function readWish(args: readonly string[]): Wish {
  const wish: Wish = {
    silent: false,
    showErrors: false,
    fail: false,
    include: false,
    follow: false,
    method: 'GET',
    output: undefined,
    format: undefined,
    headers: {},
    urls: [],
  };
  const words = args.flatMap((arg) =>
    /^--[a-z-]+=/.test(arg) ? arg.split(/=(.*)/s).slice(0, 2) : split(arg),
  );
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const value = withValue.has(word) ? (words[++at] ?? '') : '';
    switch (word) {
      case '-s':
      case '--silent':
        wish.silent = true;
        break;
      case '-S':
      case '--show-error':
        wish.showErrors = true;
        break;
      case '-f':
      case '--fail':
        wish.fail = true;
        break;
      case '-i':
      case '--include':
        wish.include = true;
        break;
      case '-I':
      case '--head':
        wish.method = 'HEAD';
        break;
      case '-L':
      case '--location':
        wish.follow = true;
        break;
      case '-o':
      case '--output':
        wish.output = value;
        break;
      case '-w':
      case '--write-out':
        wish.format = value;
        break;
      case '-X':
      case '--request':
        wish.method = value;
        break;
      case '-H':
      case '--header': {
        const [, name = '', content = ''] = /^([^:]+):\s*(.*)$/s.exec(value) ?? [];
        if (name !== '') wish.headers[name.toLowerCase()] = content;
        break;
      }
      case '-k':
      case '--insecure':
      case '-m':
      case '--max-time':
      case '--connect-timeout':
      case '--retry':
      case '--retry-delay':
      case '-4':
      case '-6':
        break;
      case '-A':
      case '--user-agent':
        wish.headers['user-agent'] = value;
        break;
      default:
        if (word.startsWith('-') && word !== '-') throw new Uncovered(`curl ${word}`);
        wish.urls.push(word);
    }
  }
  return wish;
}

/** Takes `-sSfo` apart; what stands after a letter that takes a value is its value. */
function split(arg: string): string[] {
  if (!/^-[A-Za-z0-9]{2,}/.test(arg) || arg.startsWith('--')) return [arg];
  const words: string[] = [];
  for (let at = 1; at < arg.length; at++) {
    const letter = `-${arg[at] ?? ''}`;
    words.push(letter);
    if (withValue.has(letter) && at + 1 < arg.length) {
      words.push(arg.slice(at + 1));
      break;
    }
  }
  return words;
}
