/** `npm run record`: rehearses a runbook in every language and keeps what the terminal showed, for the site to show. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sameRecording } from '../src/site/recording.ts';
import { type Language, languages } from '../src/words.ts';

const home = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { check: { type: 'boolean' }, runbook: { type: 'string', default: 'deploy' } },
});

function rehearse(language: Language): string {
  const args = ['run', values.runbook, '--rehearse', '--yes', '--new', '--no-color', '--lang', language];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(home, 'scripts/runbook.ts'), ...args],
    {
      cwd: home,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    },
  );
  if (status !== 0) throw new Error(`The rehearsal failed:\n${stdout}\n${stderr}`);
  return stdout.replaceAll(/[ \t]+$/gm, '');
}

for (const language of languages) {
  const path = join(home, 'content/recordings', `${values.runbook}.${language}.txt`);
  const text = rehearse(language);
  const current = existsSync(path) && sameRecording(readFileSync(path, 'utf8'), text);
  process.stdout.write(`${path}: ${current ? 'current' : values.check ? 'stale' : 'recorded'}\n`);
  if (current) continue;
  if (values.check) {
    process.exitCode = 1;
    continue;
  }
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
