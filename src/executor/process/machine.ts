import { randomBytes } from 'node:crypto';

/** Returns what marks the line on which a far shell says how it ended: of this run alone, and not to be guessed. */
export function newMarker(): string {
  return `runbook-${randomBytes(12).toString('hex')}`;
}

/**
 * Returns a POSIX shell script that runs the given one as `-e` (and `pipefail`, where the far shell has it) would, and prints its
 * exit status behind the marker on a line of its own. The script cannot swallow the rest, as its standard input is empty.
 */
export function wrap(script: string, marker: string): string {
  return `(
set -e
if (set -o pipefail) 2>/dev/null; then set -o pipefail; fi
${script.replace(/\n?$/, '\n')}) </dev/null
printf '\\n%s %s\\n' '${marker}' "$?"
`;
}

/** Takes the marker's line out of output that comes in pieces, and remembers the status on it. */
export class MarkerFilter {
  /** The far exit status, once it came by. */
  status: number | undefined;
  readonly #line: RegExp;
  readonly #start: string;
  #rest = '';

  constructor(marker: string) {
    this.#start = `\n${marker}`;
    this.#line = new RegExp(`(?:\\r?\\n|^)${marker} (\\d+)\\r?\\n`, 'g');
  }

  /** Returns the output without the marker's line, as far as it is certain. An undefined piece ends it. */
  push(piece: string | undefined): string {
    const text = (this.#rest + (piece ?? '')).replace(this.#line, (_, status: string) => {
      this.status = Number(status);
      return '';
    });
    const cut = piece === undefined ? text.length : this.#undecided(text);
    this.#rest = text.slice(cut);
    return text.slice(0, cut);
  }

  /** What begins with the last newline may be the marker's line; nothing else is held back. */
  #undecided(text: string): number {
    const last = text.lastIndexOf('\n');
    for (const at of [text.endsWith('\n') ? text.lastIndexOf('\n', text.length - 2) : -1, last]) {
      if (at < 0) continue;
      const tail = text.slice(at);
      if (this.#start.startsWith(tail) || tail.startsWith(this.#start))
        return text[at - 1] === '\r' ? at - 1 : at;
    }
    return text.endsWith('\r') ? text.length - 1 : text.length;
  }
}
