import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const script = join(import.meta.dirname, '../../scripts/update-openclaw.ts');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'update-openclaw-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Makes a package that answers `config schema` as OpenClaw does, and returns its folder. */
function release(version: string, properties: object, program?: string): string {
  const home = join(folder, version);
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'openclaw', version, type: 'module' }));
  const schema = { type: 'object', title: 'Config', properties };
  const prints = `if (process.argv.slice(2).join(' ') === 'config schema') console.log(${JSON.stringify(JSON.stringify(schema))});`;
  writeFileSync(join(home, 'openclaw.mjs'), program ?? prints);
  return home;
}

function update(...args: string[]) {
  const env = { ...process.env, LANG: 'C', LC_ALL: '', LC_MESSAGES: '', INIT_CWD: folder };
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env });
}

describe('update:openclaw', () => {
  test('writes the schema of each release, and says what changed', () => {
    const first = release('2026.1.1', { gateway: {}, old: {} });
    const second = release('2026.10.2', { gateway: { description: 'x', type: 'object' }, fresh: {} });
    expect(update('2026.1.1', '--from', first, '--out', 'data')).toMatchObject({ status: 0, stderr: '' });
    const { status, stdout } = update('--from', second, '--out', 'data');
    expect(status).toBe(0);
    expect(stdout.split('\n').slice(1)).toEqual([
      '1 key is new since 2026.1.1:',
      '  + fresh',
      '1 key of 2026.1.1 is gone:',
      '  - old',
      '',
    ]);
    expect(readdirSync(join(folder, 'data')).sort()).toEqual([
      '2026.1.1.json',
      '2026.10.2.json',
      'eager.ts',
      'lazy.ts',
    ]);
    expect(JSON.parse(readFileSync(join(folder, 'data/2026.10.2.json'), 'utf8'))).toEqual({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { gateway: { type: 'object' }, fresh: {} },
    });
    expect(readFileSync(join(folder, 'data/lazy.ts'), 'utf8')).toContain(
      "'2026.10.2': () => import('./2026.10.2.json'",
    );
  });

  test('a release that takes the same says so', () => {
    update('--from', release('2026.1.1', { gateway: {} }), '--out', 'data');
    expect(update('--from', release('2026.1.2', { gateway: {} }), '--out', 'data').stdout).toContain(
      'It has the same keys as 2026.1.1.',
    );
  });

  test.each([
    ['no version', [], /Give one version/],
    ['two versions', ['2026.1.1', '2026.1.2'], /Give one version/],
    ['no version at all', ['latest'], /`latest` is not a version/],
    ['a folder without it', ['--from', 'nowhere'], /There is no OpenClaw package/],
    ['an unknown option', ['2026.1.1', '--form', 'x'], /--from/],
  ])('%s is explained', (_, args, message) => {
    expect(update(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(message) });
  });

  test.each([
    ['another version', 'console.log("{}")', ['2026.1.2'], /contains OpenClaw 2026\.1\.1, not 2026\.1\.2/],
    [
      'a program that fails',
      'console.error("no sqlite"); process.exit(1)',
      [],
      /did not print its schema.*no sqlite/,
    ],
    ['a program that prints something else', 'console.log("{}")', [], /is not its configuration schema/],
  ])('%s leaves everything as it was', (_, program, args, message) => {
    const home = release('2026.1.1', {}, program);
    expect(update(...args, '--from', home, '--out', 'data')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(message),
    });
    expect(readdirSync(folder)).toEqual(['2026.1.1']);
  });

  test('help speaks both languages', () => {
    expect(update('--help').stdout).toMatch(/^Usage: npm run update:openclaw/);
    expect(update('--help', '--lang', 'it').stdout).toMatch(/^Uso: npm run update:openclaw/);
  });
});
