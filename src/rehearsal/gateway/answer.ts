import { BlockList, isIP } from 'node:net';
import type { Process } from '../model/state.ts';

/** A request as it reaches the gateway. */
export interface Request {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** The address that it comes from, as the machine sees it. */
  remote: string;
}

export interface Response {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** What the gateway logs about it. */
  logs: string[];
}

const refusal = {
  error: {
    message:
      'Proxy client attribution is required. Configure gateway.trustedProxies narrowly and make the proxy overwrite or safely rebuild forwarded client headers.',
    type: 'proxy_attribution_required',
  },
};

const plain = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(self), geolocation=()',
};

const page = `<!doctype html>
<html lang="en">
  <head><meta charset="UTF-8" /><title>OpenClaw Control</title></head>
  <body><openclaw-app></openclaw-app></body>
</html>
`;

/**
 * Returns what a running gateway answers. Statuses, bodies and the line in the log were seen on openclaw@2026.9.6; the Control UI's
 * page is cut short.
 */
export function answer(
  gateway: NonNullable<Process['gateway']>,
  version: string,
  request: Request,
): Response {
  const path = request.path.replace(/[?#].*/s, '');
  if (path === '/healthz' || path === '/health') return json(200, { ok: true, status: 'live' });
  if (isForwarded(request.headers) && clientOf(request, gateway.trustedProxies) === undefined) {
    // Said once in a gateway's life, whoever else comes (seen).
    const logs =
      gateway.warnedProxies.length > 0
        ? []
        : [
            `[gateway] observed unattributable proxy-shaped traffic from ${request.remote}; Gateway-authenticated routes reject it, while plugin-authenticated routes ignore forwarded claims. Configure gateway.trustedProxies narrowly and make the proxy overwrite or safely rebuild forwarded client headers.`,
          ];
    return { ...json(403, refusal), logs };
  }
  const uptimeMs = Date.now() - Date.parse(gateway.startedAt);
  if (path === '/startupz') return json(200, { ok: true, status: 'started', version, uptimeMs });
  if (path === '/readyz' || path === '/ready') return json(200, { ready: true, failing: [], uptimeMs });
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return {
      status: 404,
      headers: { ...plain, 'Content-Type': 'text/plain; charset=utf-8' },
      body: 'Not Found',
      logs: [],
    };
  }
  return {
    status: 200,
    headers: {
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'X-Frame-Options': 'DENY',
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
    },
    body: page,
    logs: [],
  };
}

function json(status: number, value: unknown): Response {
  return {
    status,
    headers: { ...plain, 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
    body: JSON.stringify(value),
    logs: [],
  };
}

/** Whether a proxy has put its mark on a request (as the program tells: `forwarded`, `x-real-ip`, `x-forwarded-*`). */
function isForwarded(headers: Readonly<Record<string, string>>): boolean {
  return Object.keys(headers).some(
    (name) => name === 'forwarded' || name === 'x-real-ip' || name.startsWith('x-forwarded-'),
  );
}

/**
 * Returns the visitor's address as the gateway takes it: from a trusted proxy, the rightmost entry of `X-Forwarded-For` that is not
 * trusted itself; nothing where the proxy is not trusted, or every entry is (seen).
 */
export function clientOf(
  { headers, remote }: Pick<Request, 'headers' | 'remote'>,
  trusted: readonly string[],
): string | undefined {
  if (!isTrusted(remote, trusted)) return undefined;
  const hops = (headers['x-forwarded-for'] ?? '').split(',').map((hop) => hop.trim());
  return hops.findLast((hop) => isIP(hop) !== 0 && !isTrusted(hop, trusted));
}

/** Whether an address is one of those listed, or in one of the ranges listed. */
export function isTrusted(address: string, trusted: readonly string[]): boolean {
  const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return trusted.some((entry) => {
    const [network = '', length] = entry.trim().split('/');
    const family = isIP(network);
    if (family === 0) return false;
    const list = new BlockList();
    const listed = family === 6 ? 'ipv6' : 'ipv4';
    if (length === undefined) list.addAddress(network, listed);
    else if (Number(length) >= 0 && Number(length) <= (family === 6 ? 128 : 32)) {
      list.addSubnet(network, Number(length), listed);
    }
    return list.check(address, kind);
  });
}
