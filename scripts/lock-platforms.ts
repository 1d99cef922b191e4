import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLock, type Lock } from '../src/project/lock.ts';
import { languageOfLocale, speak } from '../src/words.ts';

// npm leaves out of the lock file what it could not download itself, such as the binaries of other platforms, and then refuses
// to install from that file on those platforms. Run after every change of the dependencies.
const say = speak(languageOfLocale(process.env));
const path = join(import.meta.dirname, '../package-lock.json');
const lock: Lock = JSON.parse(readFileSync(path, 'utf8'));
const added = completeLock(lock);
if (added.length > 0) {
  writeFileSync(`${path}.tmp`, `${JSON.stringify(lock, null, 2)}\n`);
  renameSync(`${path}.tmp`, path);
}
process.stdout.write(`${say('lock.done', { count: added.length })}\n`);
