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
import { catalogue } from '../../src/executor/commands/catalogue.ts';
import { extract } from '../../src/runbook/extract.ts';
import { languages } from '../../src/words.ts';
import { home } from '../support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'carried-'));
const plans = join(folder, 'plans');
const file = join(folder, 'there', 'runbook.mjs');
let digest = '';

beforeAll(async () => {
  extract(join(home, 'content'), plans, { site: 'https://guide.example' });
  digest = (await bundleRunbook(file, plans)).sha256;
}, 120_000);
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

/** Looks at the arguments of every process until it is told to stop; returns all that it saw. */
function watchArguments(): () => string {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        seen.add(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
      } catch {
        // It has ended meanwhile.
      }
    }
  }, 15);
  return () => {
    clearInterval(timer);
    return [...seen].join('\n');
  };
}

function filesBelow(place: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
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

  test.each(languages)('says of every command what the project itself says of it: %s', async (language) => {
    const own = ['node', 'scripts/runbook.ts'];
    for (const name of ['', ...Object.keys(catalogue)]) {
      const asked = ['help', name, '--lang', language].filter((word) => word !== '');
      const carried = await run(process.execPath, [file, ...asked], join(folder, 'there'));
      const source = await run(process.execPath, [join(home, ...own.slice(1)), ...asked], home);
      expect(carried.stdout).toBe(source.stdout.replaceAll(own.join(' '), 'node runbook.mjs'));
      expect(carried.stderr).toBe('');
    }
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
      [['run', 'deploy', '--rehearse', '--yes', '--lang', 'it'], 'Installa WSL2 (`wsl --install`)'],
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
  test('holds the one file alone, and deploys in a rehearsal from an empty folder without a secret to be seen', {
    timeout: 300_000,
  }, async () => {
    const empty = emptyFolder('npx');
    const npm = (args: string[], cwd: string, env: Record<string, string> = {}) =>
      run('npm', args, cwd, { HOME: empty, npm_config_cache: join(folder, 'npm-cache'), ...env });
    const packed = await npm(['pack', '--json', '--pack-destination', folder], home);
    expect(packed.status, packed.stderr).toBe(0);
    const [made] = JSON.parse(packed.stdout.slice(packed.stdout.search(/^\[/m)));
    const files = made.files.map(({ path }: { path: string }) => path);
    expect(files).toEqual(['LICENSE', 'README.it.md', 'README.md', 'package.json', 'public/runbook.mjs']);
    symlinkSync(join(folder, made.filename), join(empty, 'x.tgz'));

    const called = ['exec', '--yes', '--', './x.tgz'];
    const help = await npm([...called, '--help'], empty);
    expect(help.stdout).toContain('\n  npx ./x.tgz list\n');

    const secrets: { name: string }[] = JSON.parse(readFileSync(join(plans, 'deploy.json'), 'utf8')).secrets;
    const canaries = secrets.map(({ name }, index) => [name, `canary-${index}-${name.toLowerCase()}-4711`]);
    const seen = watchArguments();
    const deploy = ['run', 'deploy', '--rehearse', '--world', 'world', '--yes'];
    const { status, stdout, stderr } = await npm([...called, ...deploy], empty, Object.fromEntries(canaries));
    const args = seen();
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/The run deploy-\S+ is finished/);
    expect(args).toMatch(/secrets\0import/);
    const left = filesBelow(join(empty, 'world')).map((path) => readFileSync(path, 'latin1'));
    for (const [name = '', canary = ''] of canaries) {
      for (const form of [canary, Buffer.from(canary).toString('base64').slice(0, -4)]) {
        const found = [args, stdout, stderr, ...left].filter((text) => text.includes(form));
        expect(
          found.map((text) => text.slice(0, 200)),
          name,
        ).toEqual([]);
      }
    }
    const installed = readdirSync(join(folder, 'npm-cache', '_npx')).flatMap((hash) =>
      readdirSync(join(folder, 'npm-cache', '_npx', hash, 'node_modules')).filter((name) => name[0] !== '.'),
    );
    expect(installed).toEqual(['openclaw-fly-guide']);
  });
});
