import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { headersFile, policyOf, scriptHashes, withPolicy } from '../../src/site/security.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('inline scripts are named by hash; files and data are not', () => {
  const html = `<head></head><script>a()</script><script type="module">b()</script>
<script src="/x.js"></script><script type="application/json">{}</script><script>a()</script>`;
  expect(scriptHashes(html)).toEqual([hash('a()'), hash('b()')].sort());
});

test('a policy allows no other host, no inline script, and no eval but that of WebAssembly', () => {
  const policy = policyOf([hash('a()')]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' ${hash('a()')};`);
  expect(policy).not.toMatch(/script-src[^;]*('unsafe-inline'|'unsafe-eval'|https?:|\*)/);
});

test('the policy stands in the head, before what it governs', () => {
  const html = withPolicy('<html><head><script>a()</script></head></html>');
  expect(html.indexOf('content-security-policy')).toBeLessThan(html.indexOf('<script>'));
});

test('the headers hold for everything below the base path', () => {
  const headers = headersFile(['<script>a()</script>', '<script>b()</script>'], '/x/');
  expect(headers).toMatch(/^\/x\/\*\n {2}Content-Security-Policy: /);
  expect(headers).toContain(hash('a()'));
  expect(headers).toContain(hash('b()'));
  expect(headers).toContain("frame-ancestors 'none'");
});
