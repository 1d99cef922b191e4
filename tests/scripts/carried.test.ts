import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleRunbook } from '../../scripts/bundle.ts';
import { extract } from '../../src/runbook/extract.ts';
import { home } from '../support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'carried-'));
const plans = join(folder, 'plans');
const file = join(folder, 'there', 'runbook.mjs');
let digest = '';

beforeAll(async () => {
  extract(join(home, 'content'), plans, { site: 'https://guide.example' });
  digest = (await bundleRunbook(file, plans)).sha256;
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs a program in a folder where nothing else is, with an environment that has nothing of this project. */
function run(program: string, args: string[], cwd: string, env: Record<string, string> = {}): Promise<Ended> {
  const bare = { PATH: process.env.PATH ?? '', HOME: cwd, TMPDIR: cwd, LANG: 'C', ...env };
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env: bare, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    );
  });
}

function emptyFolder(name: string): string {
  const empty = join(folder, name);
  mkdirSync(empty);
  return empty;
}

/** Runs the one file as if Node were another one, or the system. */
function pretending(change: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const preload = join(folder, 'pretend.cjs');
  writeFileSync(preload, change);
  return run(process.execPath, ['--require', preload, file, ...args], folder, env);
}

describe('the one file that people carry', () => {
  test('is the same whenever it is built from the same content', async () => {
    const again = await bundleRunbook(join(folder, 'again.mjs'), plans);
    expect(again.sha256).toBe(digest);
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(digest);
  });

  test('speaks both languages and holds every plan, in an empty folder', async () => {
    const empty = emptyFolder('empty');
    const { plans: known } = JSON.parse(readFileSync(join(plans, 'index.json'), 'utf8'));
    const list = await run(process.execPath, [file, 'list', '--json'], empty);
    expect(JSON.parse(list.stdout)).toHaveLength(known.length);
    const help = await run(process.execPath, [file, '--help', '--lang', 'it'], empty);
    expect(help.stdout).toContain('Comandi');
    expect(readdirSync(empty)).toEqual([]);
  });

  test.each([
    ['beside it', 'there', 'node runbook.mjs'],
    ['from elsewhere', '.', 'node there/runbook.mjs'],
    ['from a folder that it is not below', 'plans', `node ${file}`],
  ])('names itself as it was called: %s', async (_, from, called) => {
    const { stdout } = await run(process.execPath, [file, '--help'], join(folder, from));
    expect(stdout).toContain(`\n  ${called} list\n`);
  });

  test('on a Node that is too old says so in one line of each language', async () => {
    const { status, stdout, stderr } = await pretending(
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.0' } })",
      ['run', 'deploy'],
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(
      'runbook.mjs needs Node 22 or newer; this is 20.19.0. / runbook.mjs richiede Node 22 o successivo; questo è 20.19.0.\n',
    );
  });

  describe('on Windows', () => {
    const windows = "Object.defineProperty(process, 'platform', { value: 'win32' })";

    test.each([
      [['run', 'deploy'], 'Install WSL2 (`wsl --install`)'],
      [['resume'], 'Install WSL2 (`wsl --install`)'],
      [['undo'], 'Install WSL2 (`wsl --install`)'],
      [['diagnose'], 'Install WSL2 (`wsl --install`)'],
      [['run', 'deploy', '--rehearse', '--yes', '--lang', 'it'], 'Installare WSL2 (`wsl --install`)'],
    ])('%j says that WSL2 is the way', async (args, way) => {
      const { status, stdout, stderr } = await pretending(windows, args);
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
      expect(stderr).toContain(way);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    });

    test('doctor knows it, and looks at nothing that only bash could tell', async () => {
      const { status, stdout, stderr } = await pretending(windows, ['doctor'], { PATH: '' });
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
      expect(stdout).toContain('win32');
      expect(stdout).toContain('Install WSL2 (`wsl --install`)');
      expect(stdout.trim().split('\n')).toHaveLength(2);
    });
  });
});

describe('the package', () => {
  test('holds the one file, depends on nothing, and deploys in a rehearsal from an empty folder', {
    timeout: 300_000,
  }, async () => {
    const empty = emptyFolder('npx');
    const npm = (args: string[], cwd: string) =>
      run('npm', args, cwd, { HOME: empty, npm_config_cache: join(folder, 'npm-cache') });
    const packed = await npm(['pack', '--json', '--pack-destination', folder], home);
    expect(packed.status, packed.stderr).toBe(0);
    const [made] = JSON.parse(packed.stdout.slice(packed.stdout.search(/^\[/m)));
    const files = made.files.map(({ path }: { path: string }) => path);
    expect(files).toEqual(['README.it.md', 'README.md', 'package.json', 'public/runbook.mjs']);
    symlinkSync(join(folder, made.filename), join(empty, 'x.tgz'));

    const called = ['exec', '--yes', '--', './x.tgz'];
    const help = await npm([...called, '--help'], empty);
    expect(help.stdout).toContain('\n  npx ./x.tgz list\n');
    const { status, stdout, stderr } = await npm([...called, 'run', 'deploy', '--rehearse', '--yes'], empty);
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/The run deploy-\S+ is finished/);
    const installed = readdirSync(join(folder, 'npm-cache', '_npx')).flatMap((hash) =>
      readdirSync(join(folder, 'npm-cache', '_npx', hash, 'node_modules')).filter((name) => name[0] !== '.'),
    );
    expect(installed).toEqual(['openclaw-fly-guide']);
    expect(readdirSync(empty).filter((name) => name.startsWith('runbook-world-'))).toEqual([]);
  });
});
