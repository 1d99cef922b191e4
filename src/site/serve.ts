import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliCompress, createGzip } from 'node:zlib';

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
  close(): Promise<void>;
}

export interface ServeOptions {
  /** The folder of built pages. */
  root: string;
  /** The path below which the site stands, with a slash at both ends. */
  base: string;
  port: number;
  /** Whether a taken port is passed over for the next free one. */
  orNext: boolean;
  host?: string;
}

/**
 * Serves a folder of built pages, as a static host does: index.html for folders, 404.html for what is missing.
 *
 * @throws the system's error (`EADDRINUSE`, `EACCES`) where the port cannot be had
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const host = options.host ?? 'localhost';
  const server = createServer((request, response) => {
    answer(options, request, response).catch(() => response.destroy());
  });
  const port = await listen(server, options.port, host, options.orNext);
  return {
    address: `http://${host}:${port}${options.base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, port: number, host: string, orNext: boolean): Promise<number> {
  for (let candidate = port; ; candidate++) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(candidate, host, () => {
          server.off('error', reject);
          resolve();
        });
      });
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : candidate;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || !orNext || candidate >= Math.min(port + 100, 65_535)) throw error;
    }
  }
}

async function answer(options: ServeOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const url = new URL(request.url ?? '/', 'http://localhost');
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

async function send(request: IncomingMessage, response: ServerResponse, file: string, status: number): Promise<void> {
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
  else await pipeline(createReadStream(file), encoding === 'br' ? createBrotliCompress() : createGzip(), response);
}

function preferred(accepted: string | string[] | undefined): 'br' | 'gzip' | undefined {
  const names = String(accepted ?? '').split(/[\s,;]+/);
  return (['br', 'gzip'] as const).find((name) => names.includes(name));
}
