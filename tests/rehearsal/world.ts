import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { type Io, prepareWorld, rehearsed } from '../../src/rehearsal/index.ts';

/** What a program of the world did. */
export interface Ran {
  status: number;
  stdout: string;
  stderr: string;
}

/** How a program of the world is called. */
export interface RunOptions {
  stdin?: string;
  /** A folder below the working folder. */
  in?: string;
  /** Whether somebody sits at a terminal and types what is on standard input. */
  terminal?: boolean;
  /** Hears all that it has printed so far, whenever it prints. */
  hear?: (printed: string) => void;
}

/** A world in a folder of its own, and its programs, called as a shell in it would. */
export interface TestWorld {
  dir: string;
  env: Record<string, string>;
  /** Runs a program of the world in its working folder, or a folder in there. */
  run(words: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Runs it and returns what it printed; throws where it fails. */
  out(words: readonly string[], options?: RunOptions): Promise<string>;
  /** Writes a file of the working folder. */
  write(path: string, text: string): void;
  [Symbol.dispose](): void;
}

/** Makes a new world; `using` it removes it. */
export async function newWorld(seed = 1): Promise<TestWorld> {
  const dir = mkdtempSync(join(tmpdir(), 'rehearsal-test-'));
  const { env, cwd } = await prepareWorld(dir, { self: ['false'], seed });
  const run: TestWorld['run'] = async ([program = '', ...argv], options = {}) => {
    const stdout = Object.assign(new PassThrough(), { isTTY: options.terminal === true });
    const stderr = new PassThrough();
    const stdin = Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]);
    const io: Io = {
      stdin: Object.assign(stdin, { isTTY: options.terminal === true }),
      stdout,
      stderr,
      env: { ...env, LANG: 'en_GB.UTF-8' },
      cwd: join(cwd, options.in ?? '.'),
    };
    const { hear } = options;
    if (hear !== undefined) {
      let printed = '';
      const write: (chunk: unknown) => boolean = stdout.write.bind(stdout);
      stdout.write = (chunk: unknown) => {
        printed += String(chunk);
        hear(printed);
        return write(chunk);
      };
    }
    const status = await rehearsed(program, argv, io);
    const all = (stream: PassThrough) => String(stream.read() ?? '');
    return { status, stdout: all(stdout), stderr: all(stderr) };
  };
  return {
    dir,
    env,
    run,
    async out(words, options) {
      const { status, stdout, stderr } = await run(words, options);
      if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
      return stdout;
    },
    write: (path, text) => writeFileSync(join(cwd, path), text),
    [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** Clones, creates and deploys my-openclaw with its token, as the guide does. */
export async function deployed(world: TestWorld): Promise<string> {
  const tag = ['--branch', 'v2026.9.6'];
  await world.out(['git', 'clone', '-q', '--depth', '1', ...tag, 'https://github.com/openclaw/openclaw.git']);
  await world.out(['fly', 'apps', 'create', 'my-openclaw', '-o', 'personal']);
  await world.out([
    'fly',
    'volumes',
    'create',
    'openclaw_data',
    '--size',
    '1',
    '-r',
    'iad',
    '-a',
    'my-openclaw',
    '-y',
  ]);
  await world.out(['fly', 'secrets', 'import', '-a', 'my-openclaw'], {
    stdin: 'OPENCLAW_GATEWAY_TOKEN=a-token\n',
  });
  await world.out(['fly', 'deploy', '-a', 'my-openclaw'], { in: 'openclaw' });
  return (await world.out(['fly', 'machine', 'list', '-q', '-a', 'my-openclaw'])).trim();
}

/** Runs a script on the machine. */
export async function onMachine(world: TestWorld, script: string): Promise<Ran> {
  return await world.run(['fly', 'ssh', 'console', '-q', '-a', 'my-openclaw', '-C', 'sh -s'], {
    stdin: script,
  });
}

/** Returns a port of this computer's that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
