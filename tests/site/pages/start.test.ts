import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const home = join(import.meta.dirname, '../../..');
const started: ChildProcess[] = [];
const taken: Server[] = [];
afterEach(async () => {
  for (const child of started.splice(0)) child.kill();
  for (const server of taken.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** Starts `npm start`'s program on the site that was built for the tests; resolves at its first line, or when it ends. */
async function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(home, 'scripts/start.ts'), '--built', ...args], {
    env: { ...process.env, BASE: '/', OUT_DIR: '.cache/site-tests/root', LC_ALL: 'en', PORT: '', ...env },
  });
  started.push(child);
  let output = '';
  let complaint = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    complaint += data;
  });
  const ended = once(child, 'close').then(([status]) => status as number | null);
  const status = await Promise.race([ended, once(child.stdout, 'data').then(() => undefined)]);
  return { address: /http:\S+/.exec(output)?.[0] ?? '', complaint, status };
}

/** Takes a port on this machine: this one where it is free, or any. */
async function take(port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  await Promise.race([once(server, 'listening'), once(server, 'error').catch(() => undefined)]);
  const address = server.address();
  if (address === null || typeof address === 'string') return port;
  taken.push(server);
  return address.port;
}

describe('npm start', () => {
  test.each([
    ['--port', (port: string) => start(['--port', port])],
    ['PORT', (port: string) => start([], { PORT: port })],
  ])('serves the guide on the port that %s names, and says where', async (_, run) => {
    const port = await take(0);
    await new Promise((resolve) => taken.pop()?.close(resolve));
    const { address } = await run(String(port));
    expect(address).toBe(`http://localhost:${port}/`);
    expect(await (await fetch(address)).text()).toContain('OpenClaw');
  });

  test.each([
    ['--port', (port: string) => start(['--port', port])],
    ['PORT', (port: string) => start([], { PORT: port })],
  ])('says in one line that the port which %s names is taken', async (_, run) => {
    const port = await take(0);
    const { status, complaint } = await run(String(port));
    expect(status).toBe(2);
    expect(complaint).toMatch(new RegExp(`^Port ${port} is taken\\..*\\n$`));
  });

  test.each(['0', '65536', 'http', '-1'])('takes no port «%s»', async (port) => {
    const { status, complaint } = await start([`--port=${port}`]);
    expect(status).toBe(2);
    expect(complaint.trimEnd().split('\n')).toHaveLength(1);
  });

  describe('where its own port is taken', () => {
    beforeEach(() => take(4321));
    test('serves on the next free one', async () => {
      const { address } = await start([]);
      const port = Number(new URL(address).port);
      expect(port).toBeGreaterThan(4321);
      expect((await fetch(address)).status).toBe(200);
    });
  });
});
