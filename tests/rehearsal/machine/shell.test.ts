import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployed, newWorld, onMachine, type TestWorld } from '../world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await newWorld();
  await deployed(world);
});
afterAll(() => world[Symbol.dispose]());

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: scripts of a shell
test.each([
  ['echo a b', 'a b\n'],
  ["printf '%s-%s\\n' a b", 'a-b\n'],
  ['x=1; y="$x 2"; echo "$y" ${z:-none} ${y%% *}', '1 2 none 1\n'],
  ['for f in a b; do echo "<$f>"; done', '<a>\n<b>\n'],
  ['if test -d /data; then echo yes; else echo no; fi', 'yes\n'],
  ['[ -f /nowhere ] || echo missing', 'missing\n'],
  ['case abc in a*) echo starts;; *) echo other;; esac', 'starts\n'],
  ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); done; echo $i', '3\n'],
  ['f() { echo "in $1"; return 4; }; f x; echo $?', 'in x\n4\n'],
  ['echo one | tr o 0 | cat', '0ne\n'],
  ['(cd /tmp; pwd); pwd', '/tmp\n/app\n'],
  ['cat <<EOF\nhome $HOME\nEOF', 'home /root\n'],
  ["cat <<'EOF'\nhome $HOME\nEOF", 'home $HOME\n'],
  ['echo $(echo a; echo b)', 'a b\n'],
  [
    'mkdir -p /tmp/g; touch /tmp/g/a.lock /tmp/g/b.lock; cd /tmp/g; echo *.lock; echo "*.lock"; echo *.none',
    'a.lock b.lock\n*.lock\n*.none\n',
  ],
  ['echo x > /tmp/o; echo y >> /tmp/o; cat < /tmp/o', 'x\ny\n'],
  ['ls /nowhere 2>/dev/null; echo $?', '2\n'],
  ['ls /nowhere 2>&1 | grep -c cannot', '1\n'],
  ['set -e; false || true; ! false; echo on', 'on\n'],
  ['x=$(false) || echo no; x=$(echo a) && echo "$x"; x=$?; echo "$x"', 'no\na\n0\n'],
  ["printf 'a\\nb\\nc\\n' | head -n 2 | tail -n 1", 'b\n'],
  ["printf 'a=1\\n' | grep -oE '[0-9]+'", '1\n'],
  ['set -- a "b c"; for x in "$@"; do echo "$x"; done; echo $#', 'a\nb c\n2\n'],
  ['node dist/index.js --version', 'OpenClaw 2026.9.6\n'],
  ['runuser -u node -- id -un', 'node\n'],
  ['f() { cd /data; }; f; pwd; echo $PWD', '/data\n/data\n'],
  ['f() { cd /data; }; f > /tmp/o; pwd', '/data\n'],
  ['f() { cd /data; return 1; }; f || pwd', '/data\n'],
  ['f() { shift; echo "$@"; }; set -- 1 2; f a b; echo "$@"', 'b\n1 2\n'],
  ['printf \'1\\n2\\n\' > /tmp/r; read x < /tmp/r; echo $x; read y; echo "<$y>"', '1\n<>\n'],
  ["printf '1\\n2\\n' > /tmp/r; f() { read x; read y 2> /dev/null; }; f < /tmp/r; echo $x $y", '1 2\n'],
  ['printf \'1\\n2\\n\' | while read x; do echo "<$x>"; done', '<1>\n<2>\n'],
  ["printf '1\\n2\\n' | { eval 'read x'; read y 2> /dev/null; echo $x $y; }", '1 2\n'],
  ['set -o errexit; set +o errexit; false; echo on', 'on\n'],
  ['set -e; false && echo never; echo on', 'on\n'],
  ["sh -ec 'true && false; echo never' || echo ended", 'ended\n'],
  ["sh -ec 'true && true && ls /nowhere 2>/dev/null; echo never' || echo ended", 'ended\n'],
  ["sh -ec 'false || false; echo never' || echo ended", 'ended\n'],
  ["sh -ec 'if true && false; then :; fi; echo on'", 'on\n'],
  ["sh -o errexit -c 'echo in; false; echo never' || echo ended", 'in\nended\n'],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: scripts of a shell
])('%s', async (script, printed) => {
  expect(await onMachine(world, script)).toMatchObject({ stdout: printed, status: 0 });
});

test('`set -e` ends a script at what fails, and a far status comes back as 1', async () => {
  const { status, stdout, stderr } = await onMachine(world, 'set -e\nls /nowhere\necho never');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('Error: ssh shell: Process exited with status 2\n');
});

test.each(['set -o errexit', 'set -eo nounset', 'set -uo errexit'])(
  '`%s` ends a script at what fails',
  async (set) => {
    const { status, stdout } = await onMachine(world, `${set}\nls /nowhere\necho never`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  },
);

test.each([
  ['echo $((1/0)); echo never', 'sh: 1: arithmetic expression: division by zero: "1/0"\n'],
  ['x=$(( 3 % 0 )); echo never', 'sh: 1: arithmetic expression: division by zero: " 3 % 0 "\n'],
])('%s ends a script as dash does', async (script, said) => {
  const { stdout, stderr } = await onMachine(world, script);
  expect(stdout).toBe('');
  expect(stderr).toContain(said);
  expect(stderr).toContain('Process exited with status 2\n');
});

describe('behind -C there is no shell', () => {
  const command = (text: string, stdin?: string) =>
    world.run(['fly', 'ssh', 'console', '-q', '-a', 'my-openclaw', '-C', text], { stdin });

  test('a pattern is a name', async () => {
    await onMachine(world, 'touch /data/gateway.x.lock');
    expect((await command('rm -f /data/gateway.*.lock')).status).toBe(0);
    expect((await onMachine(world, 'ls /data/*.lock')).stdout).toBe('/data/gateway.x.lock\n');
    expect((await command("sh -c 'rm -f /data/gateway.*.lock'")).status).toBe(0);
    expect((await onMachine(world, 'ls /data/*.lock')).status).toBe(1);
  });

  test('a redirection is a word', async () => {
    expect((await command('echo a > /tmp/x')).stdout).toBe('a > /tmp/x\n');
  });

  test('standard input goes along', async () => {
    const { stdout } = await command('tee /data/note', 'hello\n');
    expect(stdout).toBe('hello\n');
    expect((await onMachine(world, 'cat /data/note')).stdout).toBe('hello\n');
  });
});

test("what lies on the volume outlives a restart, the machine's own files do not", async () => {
  await onMachine(world, 'echo kept > /data/kept; echo lost > /tmp/lost');
  const machine = (await world.out(['fly', 'machine', 'list', '-q', '-a', 'my-openclaw'])).trim();
  await world.out(['fly', 'machine', 'restart', machine]);
  expect((await onMachine(world, 'cat /data/kept; test -e /tmp/lost || echo gone')).stdout).toBe(
    'kept\ngone\n',
  );
});

describe('users', () => {
  test("root's files are not node's to write", async () => {
    await onMachine(world, 'mkdir /data/roots; echo a > /data/roots/file');
    const { stdout, stderr } = await onMachine(
      world,
      'stat -c %U /data/roots; echo b | runuser -u node -- tee /data/roots/file > /dev/null; cat /data/roots/file; chown -R node:node /data/roots; echo b | runuser -u node -- tee /data/roots/file > /dev/null; cat /data/roots/file',
    );
    expect(stdout).toBe('root\na\nb\n');
    expect(stderr).toContain('tee: /data/roots/file: Permission denied\n');
  });
});

describe('nothing outside the machine can be touched', () => {
  test.each([
    'cat ../../../../../../etc/hostname-of-this-side',
    'rm -rf /../../../outside',
    'echo x > /data/../../../../outside',
    'cat /data/link/secret',
    'echo x > /data/link/secret',
    'cd /data/link && ls',
  ])('%s', async (script) => {
    const outside = join(world.dir, 'outside');
    writeFileSync(outside, 'untouched');
    const volume = JSON.parse(await world.out(['fly', 'volumes', 'list', '--json', '-a', 'my-openclaw']))[0]
      .id;
    const link = join(world.dir, 'volumes', volume, 'link');
    if (!existsSync(link)) symlinkSync(world.dir, link);
    writeFileSync(join(world.dir, 'secret'), 'of this side');
    const { status, stdout } = await onMachine(world, script).catch(() => ({ status: 1, stdout: '' }));
    expect(stdout).not.toContain('of this side');
    expect(stdout).not.toContain('state.json');
    expect(existsSync(outside)).toBe(true);
    expect(status === 0 ? stdout : '').not.toContain('untouched');
  });
});

test('secrets print as a mask', async () => {
  const { stdout } = await onMachine(world, 'printenv OPENCLAW_GATEWAY_TOKEN; env | grep TOKEN');
  expect(stdout).not.toContain('a-token');
  expect(stdout).toContain('OPENCLAW_GATEWAY_TOKEN=');
});

describe('at a terminal', () => {
  const type = (stdin: string) =>
    world.run(['fly', 'ssh', 'console', '-a', 'my-openclaw'], { stdin, terminal: true });

  test.each([
    [
      'what is typed runs line by line, and the prompt tells where',
      'cd /data\npwd\n',
      /:\/app# [\s\S]*:\/data# \/data\n/,
    ],
    ['a command goes on until it is whole', 'if true; then\necho in\nfi\n', /> > in\n/],
    ['so does a heredoc', 'cat <<EOF\na b\nEOF\n', /> > a b\n/],
    ['and a quoted text, and a line that ends with a backslash', "echo 'a\nb' \\\nc\n", /> > a\nb c\n/],
    ['what is wrong ends nothing', 'fi\necho on\n', /# on\n/],
    ['nor does what the rehearsal does not have', 'vi /data/x\necho on\n', /# on\n/],
  ])('%s', async (_, typed, printed) => {
    const ran = await type(`${typed}exit\n`);
    expect(ran).toMatchObject({ status: 0, stdout: expect.stringMatching(printed) });
  });

  test('what the rehearsal does not have is said in one line', async () => {
    expect((await type('vi\n')).stderr).toContain('The rehearsal does not cover `fly ssh console: vi`.\n');
  });

  test.each(['exit\n', 'logout\n', ''])('%j ends with the status of the last command', async (end) => {
    expect(await type(`ls /nowhere\n${end}`)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Error: ssh shell: Process exited with status 2\n'),
    });
    expect((await type(`ls /nowhere\ntrue\n${end}`)).status).toBe(0);
  });

  test('`exit` takes a status, which comes back as 1', async () => {
    expect(await type('exit 3\necho never\n')).toMatchObject({
      status: 1,
      stdout: expect.not.stringMatching(/(?<!echo )never/),
      stderr: expect.stringContaining('Error: ssh shell: Process exited with status 3\n'),
    });
  });
});
