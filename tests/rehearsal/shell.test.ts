import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deployed, freePort, newWorld } from './world.ts';

const script = join(import.meta.dirname, '../../scripts/rehearse.ts');
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rehearse-test-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function rehearse(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ status: number; stdout: string; stderr: string }>((done) => {
    const all = { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', INIT_CWD: dir, ...env };
    execFile(process.execPath, [script, ...args], { env: all, cwd: dir }, (error, stdout, stderr) => {
      done({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

test('a command runs in a world that is kept, with its output and its status', async () => {
  const create = await rehearse(['--world', 'w', '--', 'fly', 'apps', 'create', 'mine']);
  expect(create).toMatchObject({ status: 0, stdout: 'New app created: mine\n' });
  expect(
    JSON.parse((await rehearse(['--world=w', '--', 'flyctl', 'apps', 'list', '--json'])).stdout)[0].Name,
  ).toBe('mine');
  expect((await rehearse(['--world', 'w', '--', 'sh', '-c', 'exit 7'])).status).toBe(7);
  expect((await rehearse(['--world', 'w', '--', 'fly', 'status'])).status).toBe(1);
  expect((await rehearse(['--world', 'w', '--', 'pwd'])).stdout.trim()).toBe(join(dir, 'w', 'work'));
});

test('what is done in a world stays in it', async () => {
  await rehearse([
    '--world',
    'w',
    '--',
    'sh',
    '-c',
    'touch "$HOME/x" "$XDG_CONFIG_HOME.y" "$TMPDIR/z"; command -v fly',
  ]);
  expect(readdirSync(dir)).toEqual(['w']);
  expect(readdirSync(join(dir, 'w', 'home')).sort()).toEqual(['.config.y', 'x']);
});

test('a world that nobody named is gone afterwards', async () => {
  const { stdout } = await rehearse(['--', 'sh', '-c', 'printf %s "$REHEARSAL_WORLD"']);
  expect(stdout).toMatch(/rehearsal-/);
  expect(() => readdirSync(stdout)).toThrow();
});

test.each<[args: string[], env: Record<string, string>, status: number, words: string | RegExp]>([
  [['--help'], {}, 0, 'Usage: npm run rehearse'],
  [['--help'], { LANG: 'it_IT.UTF-8' }, 0, 'Uso: npm run rehearse'],
  [['--nope'], {}, 2, 'There is no option `--nope`.'],
  [['--world'], {}, 2, '`--world` needs a value.'],
  [['--fault', 'nope'], {}, 2, 'There is no fault `nope`'],
  [['--fault', 'gateway-lock'], {}, 2, 'needs a deployed machine'],
  [['--seed', 'abc'], {}, 2, '`--seed` needs a whole number, not `abc`.'],
  [['--fault', 'slow', '--times', 'often'], {}, 2, '`--times` needs a whole number, not `often`.'],
  [['--times', '2', '--fault', 'slow'], {}, 2, '`--times` counts the `--fault` before it'],
  [['--fault', 'gateway-lock', '--after', '2'], {}, 2, '`--after` is for the faults of a call'],
  [['--help'], {}, 0, '--fault NAME'],
  [['--fault', 'list'], {}, 0, /^gateway-lock +a lock was left behind in the state folder$/m],
  [
    ['--fault', 'fails-once', '--fault', 'slow:volumes create', '--', 'fly', 'apps', 'list'],
    {},
    1,
    'Error: server returned a non-200 status code: 503',
  ],
  [['--', 'no-such-program-here'], {}, 127, 'There is no program `no-such-program-here`.'],
])('%j', async (args, env, status, words) => {
  const ran = await rehearse(args, env);
  expect(ran.status).toBe(status);
  expect(ran.stdout + ran.stderr).toEqual(
    typeof words === 'string' ? expect.stringContaining(words) : expect.stringMatching(words),
  );
});

test('a fault happens as often as it is ordered to, after as many calls as are to go well', async () => {
  const calls = (count: number) => {
    const each = 'fly apps list >/dev/null 2>&1; printf "%s " $?;';
    return ['--', 'sh', '-c', each.repeat(count)];
  };
  const counted = ['--fault', 'http-503:apps list', '--times', '2', '--after', '1'];
  expect((await rehearse(['--world', 'w', ...counted, ...calls(5)])).stdout).toBe('0 1 1 0 0 ');
  await rehearse([
    '--world',
    'w',
    '--fault',
    'http-503',
    '--times',
    '99',
    '--fault',
    'http-429',
    '--after=1',
  ]);
  await rehearse(['--world', 'w', '--fault', 'http-503', '--times', '0']);
  expect((await rehearse(['--world', 'w', ...calls(3)])).stdout).toBe('0 1 0 ');
});

test.each(['head -1', 'true'])(
  'whoever reads no further, as in `fly … | %s`, is told nothing of it',
  async (reader) => {
    const pipe = `fly help 2>err | ${reader} >/dev/null; printf '%s %s' "${'$'}{PIPESTATUS[0]}" "$(cat err)"`;
    const ran = await rehearse(['--world', 'w', '--', 'bash', '-c', pipe]);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^(0|141) $/);
  },
);

test.each([
  ['a file in the place of a folder', (at: string) => writeFileSync(at, ''), 'ENOTDIR'],
  [
    'a folder of something else',
    (at: string) => {
      mkdirSync(at);
      writeFileSync(join(at, 'letter.txt'), 'Dear Ada');
    },
    'it contains something other than a rehearsal',
  ],
  [
    'a state that is none',
    (at: string) => {
      mkdirSync(at);
      writeFileSync(join(at, 'state.json'), '{"version":2}');
    },
    "its state.json is not a rehearsal's",
  ],
])('%s is no world, and stays as it is', async (_, make, reason) => {
  const at = join(dir, 'w');
  make(at);
  const before = readdirSync(dir, { recursive: true });
  const ran = await rehearse(['--world', 'w', '--', 'true']);
  expect(ran).toMatchObject({ status: 1, stdout: '' });
  expect(ran.stderr).toMatch(/^The rehearsal cannot use [^\n]+\n$/);
  expect(ran.stderr).toContain(reason);
  expect(readdirSync(dir, { recursive: true })).toEqual(before);
});

test("a shell opens in a world whose folder's name has an apostrophe", async () => {
  const all = { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', INIT_CWD: dir };
  const words = [script, '--world', "it's"];
  const child = spawn(process.execPath, words, { env: all, cwd: dir, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end('exit 7\n');
  expect(await new Promise((done) => child.once('close', done))).toBe(7);
});

function answerOf(port: number, path: string): Promise<number | string> {
  return new Promise((done) => {
    request({ port, path }, (response) => done(response.resume().statusCode ?? 0))
      .once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error'))
      .end();
  });
}

test('the proxy really listens, and leads to the gateway once a relay is open on the machine', async () => {
  using world = await newWorld();
  await deployed(world);
  const port = await freePort();
  const inWorld = ['--world', world.dir, '--', 'fly'];
  const spoken = (child: ReturnType<typeof spawn>) =>
    new Promise<string>((said) => child.stdout?.once('data', (data) => said(String(data))));
  const proxy = spawn(process.execPath, [script, ...inWorld, 'proxy', `${port}:3000`, '-a', 'my-openclaw']);
  let relay: ReturnType<typeof spawn> | undefined;
  try {
    expect(await spoken(proxy)).toBe(`Proxying localhost:${port} to remote [my-openclaw.internal]:3000\n`);
    expect(await answerOf(port, '/healthz')).toBe('ECONNRESET');
    relay = spawn(process.execPath, [
      script,
      ...inWorld,
      'ssh',
      'console',
      '-q',
      '-a',
      'my-openclaw',
      '-C',
      'runuser -u node -- node -',
    ]);
    relay.stdin?.end(
      "require('net').createServer((a) => a.pipe(require('net').connect(3000))).listen(3000, 'fly-local-6pn');\n",
    );
    expect(await spoken(relay)).toBe('open\n');
    expect(await answerOf(port, '/healthz')).toBe(200);
    expect(await answerOf(port, '/')).toBe(200);
  } finally {
    proxy.kill();
    relay?.kill();
  }
});
