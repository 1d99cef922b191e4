import { FlyFailure } from '../failure.ts';

/**
 * Reads NAME=VALUE lines as internal/command/secrets/parser.go does: blank lines and comments are skipped, a value in three double
 * quotes may go over several lines, one in double quotes loses them.
 *
 * @throws FlyFailure for a line that is none of that
 */
export function parseSecrets(source: string): Map<string, string> {
  const values = new Map<string, string>();
  const fail = () =>
    new FlyFailure('Failed to parse secrets from stdin: Secrets must be provided as NAME=VALUE pairs');
  const lines = source.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const cut = line.indexOf('=');
    if (cut < 0) throw fail();
    const name = line.slice(0, cut).trim();
    const value = line.slice(cut + 1).trim();
    if (!value.startsWith('"""')) {
      values.set(
        name,
        value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value,
      );
      continue;
    }
    const body = [value.slice(3)];
    while (!(body.at(-1) ?? '').trimEnd().endsWith('"""')) {
      index++;
      const next = lines[index];
      if (next === undefined) throw fail();
      body.push(next);
    }
    values.set(name, body.join('\n').trimEnd().slice(0, -3));
  }
  return values;
}
