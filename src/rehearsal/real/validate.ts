import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Release, ReleaseError } from './release.ts';

/** What `openclaw config validate` says of a config. */
export interface Verdict {
  valid: boolean;
  issues: { path: string; message: string }[];
}

/**
 * Returns the verdict of a release on each of these configs, in their order.
 *
 * @param options.state the state folder that the program is to find, where an empty one will not do
 * @throws ReleaseError where the release does not run
 */
export async function validateConfigs(
  release: Release,
  configs: readonly string[],
  options: { state?: string } = {},
): Promise<Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'openclaw-configs-'));
  try {
    const path = join(folder, 'openclaw.json');
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      NO_COLOR: '1',
      OPENCLAW_STATE_DIR: options.state ?? folder,
      OPENCLAW_CONFIG_PATH: path,
    };
    const lines = configs.map((config) => `${JSON.stringify(config)}\n`).join('');
    const judged = await run([join(import.meta.dirname, 'judge.ts'), release.folder], env, lines);
    if (judged.status === 0) return judged.stdout.trim().split('\n').map(verdictOf);
    if (judged.status !== 3) throw new ReleaseError('not-run', judged.stderr.trim().slice(0, 500));
    const verdicts: Verdict[] = [];
    for (const config of configs) {
      writeFileSync(path, config);
      verdicts.push(await validateByCommand(release, env));
    }
    return verdicts;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Returns the verdict of `openclaw config validate --json` itself on the config that the environment names.
 *
 * @throws ReleaseError where it says neither yes nor no
 */
export async function validateByCommand(
  { folder }: Pick<Release, 'folder'>,
  env: NodeJS.ProcessEnv,
): Promise<Verdict> {
  const words = [join(folder, 'openclaw.mjs'), 'config', 'validate', '--json'];
  const { stdout, stderr } = await run(words, env, '');
  try {
    return verdictOf(stdout.slice(stdout.indexOf('{')));
  } catch {
    throw new ReleaseError('not-run', (stderr || stdout).trim().slice(0, 500));
  }
}

function verdictOf(json: string): Verdict {
  const { valid, issues = [] } = JSON.parse(json) as Partial<Verdict>;
  if (typeof valid !== 'boolean') throw new SyntaxError('no verdict');
  return { valid, issues: issues.map(({ path, message }) => ({ path, message })) };
}

function run(
  words: string[],
  env: NodeJS.ProcessEnv,
  input: string,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, words, { env, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
