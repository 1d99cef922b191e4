import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.toml': 'application/toml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/** A site that is being served. */
export interface Served {
  address: string;
  port: number;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** The folder of built pages. */
  root: string;
  /** The path below which the site stands, with a slash at both ends. */
  base: string;
  /** 0 takes any free port. */
  port: number;
  /** Whether a taken port is passed over for the next free one. */
  orNext?: boolean;
  /** The host name or address to listen on; this machine alone unless told. */
  host?: string;
}

/**
 * Serves a folder of built pages, as a static host does: index.html for folders, 404.html for what is missing.
 *
 * @throws the system's error (`EADDRINUSE`, `EACCES`) where the port cannot be had
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const last = options.orNext ? Math.min(options.port + 100, 65_535) : options.port;
  for (let port = options.port; ; port++) {
    try {
      return await listen(options, port);
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port >= last) throw error;
    }
  }
}

/** Listens on both of this machine's own addresses, since which of them `localhost` means differs from system to system. */
async function listen(options: ServeOptions, port: number): Promise<Served> {
  const first = await open(options, port, options.host ?? '127.0.0.1');
  const address = first.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  const servers = [first];
  try {
    if (options.host === undefined) servers.push(await open(options, taken, '::1'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      await Promise.all(servers.map(close));
      throw error;
    }
    // There is no IPv6 here.
  }
  return {
    address: `http://${inUrl(options.host ?? 'localhost')}:${taken}${options.base}`,
    port: taken,
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function open(options: ServeOptions, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(
  options: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  // As a path it may begin with two slashes, and then names no host.
  const address = `http://localhost${request.url ?? '/'}`;
  if (!URL.canParse(address)) {
    response.writeHead(400).end();
    return;
  }
  const url = new URL(address);
  const found = await find(options, url.pathname);
  if (found === 'folder') {
    response.writeHead(301, { location: `${url.pathname}/${url.search}` }).end();
    return;
  }
  const file = found ?? join(options.root, '404.html');
  await send(request, response, file, found === undefined ? 404 : 200);
}

/** Returns the file that an address names, `folder` where a slash is missing at its end, or nothing. */
async function find({ root, base }: ServeOptions, pathname: string): Promise<string | 'folder' | undefined> {
  const path = decoded(pathname);
  if (path === undefined || path.includes('\0')) return undefined;
  if (`${path}/` === base) return 'folder';
  if (!path.startsWith(base)) return undefined;
  const file = normalize(join(root, path.slice(base.length)));
  if (file !== normalize(root) && !file.startsWith(normalize(root + sep))) return undefined;
  const entry = await stat(file).catch(() => undefined);
  if (entry?.isFile()) return file;
  const index = join(file, 'index.html');
  if (!(await stat(index).catch(() => undefined))?.isFile()) return undefined;
  return path.endsWith('/') ? index : 'folder';
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
  status: number,
): Promise<void> {
  const body = await readFile(file).catch(() => undefined);
  if (body === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404\n');
    return;
  }
  const type = types[extname(file)] ?? 'application/octet-stream';
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers: Record<string, string> = {
    'content-type': type,
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
    etag,
  };
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const encoding = /^(text\/|application\/(json|xml|toml|manifest)|image\/svg)/.test(type)
    ? preferred(request.headers['accept-encoding'])
    : undefined;
  if (encoding === undefined) headers['content-length'] = String(body.length);
  else headers['content-encoding'] = encoding;
  response.writeHead(status, headers);
  if (request.method === 'HEAD') response.end();
  else if (encoding === undefined) response.end(body);
  else {
    const compress = encoding === 'br' ? createBrotliCompress(quick) : createGzip();
    compress.end(body);
    await pipeline(compress, response);
  }
}

function preferred(accepted: string | string[] | undefined): 'br' | 'gzip' | undefined {
  const names = String(accepted ?? '').split(/[\s,;]+/);
  return (['br', 'gzip'] as const).find((name) => names.includes(name));
}
