import { existsSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { characterClasses, literally } from '../programs/pattern.ts';
import type { Session } from './shell.ts';

/** Whether a text matches a shell's pattern, in which a backslash makes the next character itself. */
export function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^${toRegExp(pattern)}$`, 's').test(text);
  } catch {
    // Brackets whose range runs backwards hold nothing.
    return false;
  }
}

function toRegExp(pattern: string): string {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    const set = char === '[' ? /^\[(!?)(\]?(?:\[:\w+:\]|\\.|[^\]])*)\]/s.exec(pattern.slice(at)) : null;
    if (char === '\\') source += literally(pattern[++at] ?? '\\');
    else if (char === '*') source += '.*';
    else if (char === '?') source += '.';
    else if (set !== null) {
      source += `[${set[1] === '!' ? '^' : ''}${inBrackets(set[2] ?? '')}]`;
      at += set[0].length - 1;
    } else source += literally(char);
  }
  return source;
}

function inBrackets(text: string): string {
  return text.replaceAll(
    /\[:(\w+):\]|\\(.)|(.)/gs,
    (_, name: string | undefined, escaped: string | undefined, char: string | undefined) => {
      if (name !== undefined) return characterClasses[name] ?? '';
      return char === '-' ? char : literally(escaped ?? char ?? '');
    },
  );
}

/** Returns the machine's files that match, in order; names that begin with a dot only where the pattern does. */
export function globFiles(pattern: string, session: Session): string[] {
  const absolute = pattern.startsWith('/');
  let found = [absolute ? '/' : ''];
  for (const step of pattern.split('/').filter((part) => part !== '')) {
    found = found.flatMap((folder) => {
      const plain = step.replaceAll(/\\(.)/g, '$1');
      if (!/(^|[^\\])[*?[]/.test(step)) {
        const path = join(folder, plain);
        return existsSync(session.files.host(posix.resolve(session.cwd, path))) ? [path] : [];
      }
      const host = session.files.host(posix.resolve(session.cwd, folder));
      if (!existsSync(host)) return [];
      return readNames(host)
        .filter((name) => (step.startsWith('.') || !name.startsWith('.')) && matches(step, name))
        .map((name) => join(folder, name));
    });
  }
  return found.sort();
}

function readNames(host: string): string[] {
  try {
    return readdirSync(host);
  } catch {
    return [];
  }
}

function join(folder: string, name: string): string {
  return folder === '' || folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
}
