import { execFile } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addIntegrity, completeLock, type Lock } from '../src/project/lock.ts';
import { languageOfLocale, speak } from '../src/words.ts';

// npm leaves out of the lock file what it could not download itself, such as the binaries of other platforms, and then refuses
// to install from that file on those platforms. Run after every change of the dependencies.
const say = speak(languageOfLocale(process.env));
const path = join(import.meta.dirname, '../package-lock.json');
const before = readFileSync(path, 'utf8');
const lock: Lock = JSON.parse(before);
const completed = completeLock(lock);
const { added, unknown } = await addIntegrity(lock, integrityOf);
const after = `${JSON.stringify(lock, null, 2)}\n`;
if (after !== before) {
  writeFileSync(`${path}.tmp`, after);
  renameSync(`${path}.tmp`, path);
}
process.stdout.write(`${say('lock.done', { count: completed.length })}\n`);
process.stdout.write(`${say('lock.integrity', { count: added })}\n`);
if (unknown.length > 0) {
  process.stderr.write(`${say('lock.unknown', { packages: unknown.join(', ') })}\n`);
  process.exitCode = 1;
}

/** Returns what the registry says that the digest of a package's file is, or undefined where it could not be asked. */
async function integrityOf(specifier: string): Promise<string | undefined> {
  process.stderr.write(`${say('lock.asking', { name: specifier })}\n`);
  try {
    const { stdout } = await promisify(execFile)('npm', ['view', specifier, 'dist.integrity', '--json']);
    const answer: unknown = JSON.parse(stdout);
    return typeof answer === 'string' ? answer : undefined;
  } catch {
    return undefined;
  }
}
