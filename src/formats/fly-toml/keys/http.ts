import * as z from 'zod';
import { written, wrongType } from '../complain.ts';
import { choices, texts } from '../forms/list.ts';
import { choice, flag, text, whole } from '../forms/scalar.ts';
import { table, tables, wrongTable } from '../forms/table.ts';
import { readBy } from '../reading.ts';

const header = z.union([z.string(), z.literal(false), z.array(z.string())]);

/** Response headers: a text, several, or `false` to remove one. flyctl looks no closer. */
const responseHeaders = readBy(
  z
    .record(z.string(), header)
    .meta({ description: 'Headers to set on every response; `false` removes one.' }),
  (node, site, reading) => {
    if (node.kind !== 'table') return wrongTable(node, site, reading);
    const headers: Record<string, z.output<typeof header>> = Object.create(null);
    for (const [name, { key, value }] of node.entries) {
      if (value.kind === 'string') headers[name] = value.value;
      else if (value.kind === 'boolean' && !value.value) headers[name] = false;
      else if (value.kind === 'array' && value.items.every((item) => item.kind === 'string'))
        headers[name] = value.items.map((item) => written(item, reading).slice(1, -1));
      else wrongType(value, { ...site, name, key }, reading, 'expected.toml.response-header');
    }
    return headers;
  },
);

/** `tls_options` of a service's port */
export const tlsOptions = table("How Fly's proxy speaks TLS.", {
  alpn: texts('The protocols to offer, by their ALPN names.', { examples: [['h2', 'http/1.1']] }),
  versions: choices('The versions of TLS to accept.', ['TLSv1.2', 'TLSv1.3']),
  default_self_signed: flag('Whether to answer with a self-signed certificate where there is no other.'),
});

/** `http_options` of a service's port */
export const httpOptions = table("How Fly's proxy speaks HTTP.", {
  compress: flag('Whether the proxy compresses responses.'),
  response: table('What the proxy changes in responses.', {
    headers: responseHeaders,
    pristine: flag('Whether the proxy leaves out its own response headers.'),
  }),
  h2_backend: flag('Whether the app is spoken to in HTTP/2 without TLS.'),
  idle_timeout: whole('After how many seconds without traffic a connection is closed.', {
    minimum: 0,
    maximum: 4294967295,
  }),
  headers_read_timeout: whole(
    "After how many seconds without a request's complete headers a connection is closed.",
    { minimum: 0, maximum: 4294967295 },
  ),
  replay_cache: tables(
    'Which decisions to replay requests elsewhere the proxy remembers.',
    table('One remembered decision.', {
      path_prefix: text('The paths that it is for.'),
      ttl_seconds: whole('How many seconds it is remembered.'),
      type: choice('Whether requests are told apart by a cookie or by a header.', ['cookie', 'header']),
      name: text("The cookie's or header's name."),
      allow_bypass: flag('Whether a request may ask to pass the cache by.'),
    }),
  ),
});
