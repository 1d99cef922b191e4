import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { speak } from '../../src/words.ts';
import { contentFolder, temporaryFolder } from '../support/content.ts';
import { home, run } from '../support/program.ts';

const wrongToml = 'app = "garden"\n\n[http_service]\n  intenal_port = 3000\n';
const page = (fence: string) => `---\ntitle: A\n---\n## A {#a}\n\n${fence}\n`;

function folderWith(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('checking loose files', () => {
  test('a file is judged by its ending, and JSON is all that stands on stdout', async () => {
    const cwd = folderWith({ 'fly.toml': wrongToml });
    const { status, stdout } = await run('check', ['fly.toml', '--format', 'json'], { cwd });
    const { diagnostics, checked } = JSON.parse(stdout);
    expect(diagnostics).toMatchObject([
      {
        code: 'fly-toml/unknown-key',
        severity: 'warning',
        file: 'fly.toml',
        line: 4,
        column: 3,
        endColumn: 15,
      },
    ]);
    expect(checked).toEqual({ 'fly-toml': 1 });
    expect(status).toBe(0);
  });

  test.each([
    [['--max-warnings', '0'], 1],
    [['--max-warnings', '1'], 0],
    [['--max-warnings', 'x'], 2],
    [['--format', 'html'], 2],
    [['--nonsense'], 2],
    [['missing.toml'], 2],
    [['--target', 'openclaw@2030.1.1'], 2],
    [['--target', 'clawdbot@2026.9.6'], 2],
    [['--target', 'openclaw@2026.4.29'], 0],
    [['--content', '.'], 2],
  ])('%j ends with %i', async (options, expected) => {
    const cwd = folderWith({ 'fly.toml': wrongToml });
    const { status, stderr } = await run('check', ['fly.toml', ...options], { cwd });
    expect(status).toBe(expected);
    expect(stderr).not.toContain('    at ');
    if (expected === 2) expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('SARIF says in words what each rule that it names looks for', async () => {
    const cwd = folderWith({ 'fly.toml': wrongToml });
    const { stdout } = await run('check', ['fly.toml', '--format', 'sarif'], { cwd });
    const [{ tool }] = JSON.parse(stdout).runs;
    expect(tool.driver.rules).toEqual([
      { id: 'fly-toml/unknown-key', shortDescription: { text: speak('en')('summary.fly-toml/unknown-key') } },
    ]);
  });

  test('a folder stands for its files, and a foreign document needs no annotation', async () => {
    const cwd = folderWith({
      'a.md':
        '# Foreign\n\n```js {1} filename="x"\nlet a\n```\n\n```yaml\na: 1\n```\n\n```toml\n[package]\nname = "x"\n```\n',
      'b.sh': 'echo "open\n',
    });
    const { stdout } = await run('check', ['.', '--format', 'json'], { cwd });
    const { diagnostics } = JSON.parse(stdout);
    expect(diagnostics.map((one: { file: string; code: string }) => [one.file, one.code])).toEqual([
      ['b.sh', 'shell/syntax'],
    ]);
  });

  test('an annotation is required to be right where there are any', async () => {
    const cwd = folderWith({ 'a.mdx': page('```bash ignore="x"\nls\n```\n\n```bash stpe="a"\nls\n```') });
    const { stdout, status } = await run('check', ['a.mdx', '--format', 'json'], { cwd });
    expect(JSON.parse(stdout).diagnostics).toMatchObject([
      { code: 'annotation/unknown', line: 10, column: 9 },
    ]);
    expect(status).toBe(1);
  });

  test('--fix mends what is safe and nothing else', async () => {
    const cwd = folderWith({ 'fly.toml': wrongToml });
    const { status } = await run('check', ['fly.toml', '--fix'], { cwd });
    expect(readFileSync(join(cwd, 'fly.toml'), 'utf8')).toBe(wrongToml.replace('intenal', 'internal'));
    expect(status).toBe(0);
  });

  test('it speaks Italian where it is asked to', async () => {
    const cwd = folderWith({ 'fly.toml': wrongToml });
    const byOption = await run('check', ['fly.toml', '--lang', 'it'], { cwd });
    const byLocale = await run('check', ['fly.toml'], { cwd, env: { LC_ALL: 'it_IT.UTF-8' } });
    expect(byOption.stdout).toContain('avviso');
    expect(byLocale.stdout).toBe(byOption.stdout);
  });
});

describe('checking a guide', () => {
  const english = page('```toml file="fly.toml"\napp = "garden"\n```');

  test('another content folder is judged as the guide is, wherever it stands', async () => {
    const content = contentFolder({ 'docs/a.mdx': english.replace('app', 'apq') });
    const fromWithin = await run('check', ['--content', '.', '--format', 'json'], { cwd: content });
    const fromOutside = await run('check', ['--content', content, '--format', 'json']);
    const codes = (ended: { stdout: string }) =>
      JSON.parse(ended.stdout).diagnostics.map(({ code, line }: { code: string; line: number }) => [
        code,
        line,
      ]);
    expect(codes(fromWithin)).toEqual([['fly-toml/unknown-key', 7]]);
    expect(codes(fromOutside)).toEqual(codes(fromWithin));
    expect(fromOutside.status).toBe(1);
  });

  test('a fence that nothing checks is an error, unless it says why', async () => {
    const content = contentFolder({
      'docs/a.mdx': page('```text\nhi\n```\n\n```text ignore="a picture"\nhi\n```'),
    });
    const { stdout } = await run('check', ['--content', content, '--format', 'json']);
    const { diagnostics, ignored } = JSON.parse(stdout);
    expect(diagnostics).toMatchObject([{ code: 'fence/unchecked', line: 6 }]);
    expect(ignored).toMatchObject([{ line: 10, reason: 'a picture' }]);
  });

  test('the files of a heredoc are checked as what they are, at their place in the page', async () => {
    const fence = '```bash\ncat > fly.toml <<\'EOF\'\napp = "x"\nprimary_regon = "iad"\nEOF\n```';
    const content = contentFolder({ 'docs/a.mdx': page(`- item\n\n  ${fence.replaceAll('\n', '\n  ')}`) });
    const { stdout } = await run('check', ['--content', content, '--format', 'json']);
    expect(JSON.parse(stdout).diagnostics).toMatchObject([
      { code: 'fly-toml/unknown-key', line: 11, column: 3, endLine: 11, endColumn: 16 },
    ]);
  });
});

test('what changes is checked again, and a change that breaks nothing leaves nothing behind', async () => {
  const right = page('```bash\nfly status\n```');
  const content = contentFolder({ 'docs/a.mdx': right, 'docs/b.mdx': right });
  const child = spawn(process.execPath, [
    join(home, 'scripts/check.ts'),
    '--content',
    content,
    '--watch',
    '--lang',
    'en',
  ]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
  });
  await vi.waitFor(() => expect(err).toContain('Watching'), { timeout: 30_000 });
  expect(out).toContain('0 errors');

  const changed = async (text: string, expected: string) => {
    out = '';
    writeFileSync(join(content, 'docs/b.mdx'), text);
    await vi.waitFor(() => expect(out).toContain(expected), { timeout: 30_000 });
  };
  await changed(right.replace('status', 'sattus'), 'docs/b.mdx:7:5 error fly-command/unknown-command');
  await changed(right, '0 errors');

  child.kill('SIGINT');
  const [status] = await once(child, 'close');
  expect(status).toBe(0);
});

describe('rules', () => {
  test('every one is listed and explained in both languages', async () => {
    const { stdout } = await run('check', ['--list-rules']);
    const codes = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]);
    expect(codes.length).toBeGreaterThan(60);
    expect(new Set(codes).size).toBe(codes.length);
    const [english, italian] = await Promise.all(
      ['en', 'it'].map((lang) => run('check', ['--explain', 'fly-toml/unknown-key', '--lang', lang])),
    );
    expect(english?.stdout).toContain('Wrong:');
    expect(italian?.stdout).toContain('Sbagliato:');
  });

  test('a rule that is not there is answered with the nearest', async () => {
    const { status, stderr } = await run('check', ['--explain', 'fly-toml/unknown-keys']);
    expect(status).toBe(2);
    expect(stderr).toContain('fly-toml/unknown-key');
  });
});
