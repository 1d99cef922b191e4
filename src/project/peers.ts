import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const cache = join(import.meta.dirname, '../../.cache/peers');

/**
 * Installs the programs that a bench measures us against, at exact versions, unless they are there: in a folder of their own, so that
 * nobody who uses the project has to have them.
 *
 * @param packages names and versions, as npm's package.json has them
 * @returns the folder whose node_modules has them
 */
export function installPeers(bench: string, packages: Readonly<Record<string, string>>): string {
  const name = [bench, ...Object.entries(packages).flat()].join('-').replaceAll(/[^\w.-]+/g, '_');
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(`${folder}.new-`);
  try {
    writeFileSync(
      join(making, 'package.json'),
      JSON.stringify({ private: true, type: 'module', dependencies: packages }),
    );
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: making,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}
