import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, test } from 'vitest';
import { builds } from '../build.ts';

/** The port that the guide is read on where none is named, as the README says. */
const ownPort = Number(
  /localhost:(\d+)/.exec(readFileSync(new URL('../../../README.md', import.meta.url), 'utf8'))?.[1],
);
const home = join(import.meta.dirname, '../../..');
const started: ChildProcess[] = [];
const taken: Server[] = [];
afterEach(async () => {
  await Promise.all(
    started.splice(0).map((child) => {
      child.kill();
      return child.exitCode === null && child.signalCode === null ? once(child, 'close') : undefined;
    }),
  );
  for (const server of taken.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** Starts `npm start`'s program on the site that was built for the tests; resolves at its first line, or when it ends. */
async function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(home, 'scripts/start.ts'), '--built', ...args], {
    env: { ...process.env, BASE: '/', OUT_DIR: builds.atRoot.root, LC_ALL: 'en', PORT: '', ...env },
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

/** Takes a port that is free on this machine. */
async function take(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  taken.push(server);
  return (server.address() as AddressInfo).port;
}

/** Starts it on a port that was free a moment ago; on another one where somebody else was faster. */
async function startOnFree(run: (port: string) => ReturnType<typeof start>) {
  for (;;) {
    const port = await take();
    await new Promise((resolve) => taken.pop()?.close(resolve));
    const { address, complaint } = await run(String(port));
    if (!complaint.includes('is taken')) return { port, address };
  }
}

// One after another: each has what it has started and taken ended before the next.
describe('npm start', { concurrent: false }, () => {
  test.for([
    ['--port', (port: string) => start(['--port', port])],
    ['PORT', (port: string) => start([], { PORT: port })],
  ] as const)('serves the guide on the port that %s names, and says where', async ([_, run], { expect }) => {
    const { port, address } = await startOnFree(run);
    expect(address).toBe(`http://localhost:${port}/`);
    expect(await (await fetch(address)).text()).toContain('OpenClaw');
  });

  test.for([
    ['--port', (port: string) => start(['--port', port])],
    ['PORT', (port: string) => start([], { PORT: port })],
  ] as const)('says in one line that the port which %s names is taken', async ([_, run], { expect }) => {
    const port = await take();
    const { status, complaint } = await run(String(port));
    expect(status).toBe(2);
    expect(complaint).toMatch(new RegExp(`^Port ${port} is taken\\..*\\n$`));
  });

  test.for(['0', '65536', 'http', '-1'])('takes no port «%s»', async (port, { expect }) => {
    const { status, complaint } = await start([`--port=${port}`]);
    expect(status).toBe(2);
    expect(complaint.trimEnd().split('\n')).toHaveLength(1);
  });

  test('serves on the next free port where its own is taken', async ({ expect }) => {
    // The first takes its own port, unless somebody else has it here.
    const addresses = [(await start([])).address, (await start([])).address];
    expect(new Set(addresses).size).toBe(2);
    for (const address of addresses) {
      expect((await fetch(address)).status).toBe(200);
      expect(Number(new URL(address).port) - ownPort).toBeGreaterThanOrEqual(0);
      expect(Number(new URL(address).port) - ownPort).toBeLessThanOrEqual(100);
    }
  });
});
