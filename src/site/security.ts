import { createHash } from 'node:crypto';

/** Returns the hashes, as a policy names them, of the scripts that stand in a built page. */
export function scriptHashes(html: string): string[] {
  const hashes: string[] = [];
  for (const [, attributes = '', text = ''] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
    const isData = /\stype="(?!module|text\/javascript)/.test(attributes);
    if (/\ssrc=/.test(attributes) || isData) continue;
    hashes.push(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
  return [...new Set(hashes)].sort();
}

/**
 * Returns the Content-Security-Policy under which the pages work: our own files, the inline scripts by hash, inline styles (which
 * Starlight and its highlighter use), WebAssembly for the search, and nothing from anywhere else.
 */
export function policyOf(hashes: readonly string[]): string {
  return [
    `default-src 'none'`,
    `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(' ')}`.trimEnd(),
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/** Returns a built page with its policy in its head, before everything that it governs. */
export function withPolicy(html: string): string {
  const meta = `<meta http-equiv="content-security-policy" content="${policyOf(scriptHashes(html))}">`;
  return html.replace('<head>', `<head>${meta}`);
}

/** Returns the _headers file that static hosts such as Cloudflare Pages and Netlify read: the same policy, and what only a header can say. */
export function headersFile(pages: readonly string[], base: string): string {
  const hashes = [...new Set(pages.flatMap(scriptHashes))].sort();
  return [
    `${base}*`,
    `  Content-Security-Policy: ${policyOf(hashes)}; frame-ancestors 'none'`,
    '  Cross-Origin-Opener-Policy: same-origin',
    '  Permissions-Policy: camera=(), geolocation=(), microphone=()',
    '  Referrer-Policy: strict-origin-when-cross-origin',
    '  X-Content-Type-Options: nosniff',
    `${base}_astro/*`,
    '  Cache-Control: public, max-age=31536000, immutable',
    '',
  ].join('\n');
}
