import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Served, serve } from '../../src/site/serve.ts';

const root = mkdtempSync(join(tmpdir(), 'serve-'));
mkdirSync(join(root, 'site/deploy'), { recursive: true });
writeFileSync(join(root, 'secret.txt'), 'not to be served');
writeFileSync(join(root, 'site/index.html'), '<p>home</p>');
writeFileSync(join(root, 'site/404.html'), '<p>missing</p>');
writeFileSync(join(root, 'site/deploy/index.html'), '<p>deploy</p>');
writeFileSync(join(root, 'site/plan.json'), '{}');

let site: Served;
beforeAll(async () => {
  site = await serve({ root: join(root, 'site'), base: '/x/', port: 0 });
});
afterAll(async () => {
  await site.close();
  rmSync(root, { recursive: true });
});

describe('what is asked for, and what comes', () => {
  test.each([
    ['', 200, 'text/html; charset=utf-8', 'home'],
    ['deploy/', 200, 'text/html; charset=utf-8', 'deploy'],
    ['plan.json', 200, 'application/json; charset=utf-8', '{}'],
    ['nowhere/', 404, 'text/html; charset=utf-8', 'missing'],
    ['%E0%A4%A', 404, 'text/html; charset=utf-8', 'missing'],
    ['%00', 404, 'text/html; charset=utf-8', 'missing'],
  ])('/x/%s is answered %i', async (path, status, type, text) => {
    const response = await fetch(site.address + path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.text()).toContain(text);
  });

  test('an address of two slashes is missing like any other', async () => {
    const answer = await raw(site.port, 'GET // HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  test.each(['/', '/deploy/', '/xdeploy/'])('%s is not below the base path', async (path) => {
    expect((await fetch(new URL(path, site.address))).status).toBe(404);
  });

  test.each([
    ['/x', '/x/'],
    ['/x/deploy?a=1', '/x/deploy/?a=1'],
  ])('%s leads to %s', async (path, to) => {
    const response = await fetch(new URL(path, site.address), { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([301, to]);
  });

  test.each([
    '/x/..%2fsecret.txt',
    '/x/../secret.txt',
    '/x/deploy/..%2f..%2fsecret.txt',
    '/x/..%5csecret.txt',
  ])('%s does not leave the folder', async (path) => {
    const answer = await raw(
      site.port,
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404/);
    expect(answer).not.toContain('not to be served');
  });

  test('only reading is allowed', async () => {
    expect((await fetch(site.address, { method: 'POST' })).status).toBe(405);
    const head = await fetch(site.address, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('what has not changed is not sent again', async () => {
    const etag = (await fetch(site.address)).headers.get('etag') ?? '';
    expect((await fetch(site.address, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test.each(['br', 'gzip'])('text is compressed with %s', async (encoding) => {
    const response = await fetch(site.address, { headers: { 'accept-encoding': encoding } });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(await response.text()).toBe('<p>home</p>');
  });
});

describe('a taken port', () => {
  test('is passed over where any will do', async () => {
    const next = await serve({ root: join(root, 'site'), base: '/', port: site.port, orNext: true });
    expect(next.port).toBeGreaterThan(site.port);
    await next.close();
  });

  test('is an error where it was asked for', async () => {
    await expect(serve({ root, base: '/', port: site.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('is one also where it is taken on one of the two addresses of localhost', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(serve({ root, base: '/', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
  });
});

/** Sends a request as it is written: `fetch` would tidy its path. */
function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('end', () => resolve(answer)).on('error', reject);
  });
}
