import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadFlyToml } from '../../src/formats/fly-toml/load.ts';
import { newWorld } from './world.ts';

const url = 'https://github.com/openclaw/openclaw.git';

test('a clone is of its tag, with a fly.toml that nobody has edited yet', async () => {
  using world = await newWorld();
  const { stderr } = await world.run(['git', 'clone', '--depth', '1', '--branch', 'v2026.9.6', url]);
  expect(stderr).toContain("Cloning into 'openclaw'...\n");
  const file = (path: string) => readFileSync(join(world.dir, 'work', 'openclaw', path), 'utf8');
  expect(JSON.parse(file('package.json')).version).toBe('2026.9.6');
  const { config, findings } = loadFlyToml(file('fly.toml'));
  expect(config?.app).toBe('openclaw');
  expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  expect(file('deploy/fly.private.toml')).not.toContain('http_service');
});

test.each([
  [
    ['git', 'clone', '--branch', 'v1.2.3', url],
    128,
    'fatal: Remote branch v1.2.3 not found in upstream origin\n',
  ],
  [
    ['git', 'clone', '--branch', '2026.9.6', url],
    128,
    'fatal: Remote branch 2026.9.6 not found in upstream origin\n',
  ],
  [['git', 'clone', url, '.'], 0, ''],
])('%j ends with %i', async (command, status, words) => {
  using world = await newWorld();
  const ran = await world.run(command);
  expect(ran.status).toBe(status);
  expect(ran.stderr).toContain(words);
});

test('a folder that holds something is not cloned into', async () => {
  using world = await newWorld();
  await world.out(['git', 'clone', '-q', url]);
  expect(await world.run(['git', 'clone', '-q', url])).toMatchObject({
    status: 128,
    stderr: "fatal: destination path 'openclaw' already exists and is not an empty directory.\n",
  });
});

test('another release is checked out, unless that would lose an edit', async () => {
  using world = await newWorld();
  await world.out(['git', 'clone', '-q', url]);
  const git = (...words: string[]) => world.run(['git', ...words], { in: 'openclaw' });
  expect((await git('pull')).stdout).toBe('Already up to date.\n');
  expect((await git('fetch', '--tags')).status).toBe(0);
  expect((await git('checkout', 'v2026.4.29')).status).toBe(0);
  expect((await git('describe', '--tags')).stdout).toBe('v2026.4.29\n');
  expect(existsSync(join(world.dir, 'work/openclaw/fly.private.toml'))).toBe(true);
  expect((await git('checkout', 'v9.9.9')).status).toBe(1);

  world.write('openclaw/fly.toml', 'app = "mine"\n');
  expect((await git('status', '--short')).stdout).toBe(' M fly.toml\n');
  const refused = await git('checkout', 'v2026.9.6');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('would be overwritten by checkout:\n\tfly.toml\n');
  expect((await git('checkout', '--', 'fly.toml')).status).toBe(0);
  expect((await git('checkout', 'v2026.9.6')).status).toBe(0);
});

test('what a killed clone has left is no clone, and stands in the way of none', async () => {
  using world = await newWorld();
  const work = join(world.dir, 'work');
  mkdirSync(join(work, '.openclaw.cloning', '.git'), { recursive: true });
  writeFileSync(join(work, '.openclaw.cloning', 'fly.toml'), 'half');
  await world.out(['git', 'clone', '-q', url]);
  expect(readdirSync(work)).toEqual(['openclaw']);
  expect((await world.run(['git', 'status', '--short'], { in: 'openclaw' })).stdout).toBe('');
});

test('a mark that cannot be read marks nothing', async () => {
  using world = await newWorld();
  await world.out(['git', 'clone', '-q', url]);
  for (const text of ['{"version":"2026', '{"version":1}', '']) {
    writeFileSync(join(world.dir, 'work/openclaw/.git/rehearsal'), text);
    // The folder is handed on to the real git, which finds no repository in it, or to nobody.
    expect((await world.run(['git', 'status'], { in: 'openclaw' })).status).toBeGreaterThan(2);
  }
});

test('a clone into an empty folder keeps the folder', async () => {
  using world = await newWorld();
  const work = join(world.dir, 'work');
  mkdirSync(join(work, 'here'));
  await world.out(['git', 'clone', '-q', url, '.'], { in: 'here' });
  expect(readdirSync(work)).toEqual(['here']);
  expect(readdirSync(join(work, 'here'))).toContain('fly.toml');
  expect((await world.run(['git', 'status', '--short'], { in: 'here' })).status).toBe(0);
});
