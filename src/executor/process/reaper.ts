import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

/** Reads `+ID` and `-ID`, a group's id with a minus of its own; when there is nothing more to read, ends what is left. */
const script = `
trap '' INT TERM HUP
live=
while read -r sign id; do
  case $sign in
    +) live="$live $id" ;;
    -) rest=; for one in $live; do [ "$one" = "$id" ] || rest="$rest $one"; done; live=$rest ;;
  esac
done
[ -n "$live" ] || exit 0
for one in $live; do kill -s TERM -- "$one" 2>/dev/null; done
for wait in 1 2 3 4 5; do
  left=
  for one in $live; do kill -s 0 -- "$one" 2>/dev/null && left=1; done
  [ -n "$left" ] || exit 0
  sleep 0.1 2>/dev/null || sleep 1
done
for one in $live; do kill -s KILL -- "$one" 2>/dev/null; done`;

/**
 * Sees to it that no step outlives the executor, however that dies: a small process apart, told of every step before the step may
 * start. When the executor is gone, its pipe ends, and so do the steps that are left.
 */
export class Reaper {
  readonly #child: ChildProcess;
  readonly #pipe: Writable;
  /** What is let go is told with the next that is watched, or soon: an id is not given to another process at once. */
  #released = '';
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    const environment = { PATH: process.env.PATH };
    this.#child = spawn('/bin/sh', ['-c', script], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: environment,
    });
    if (!this.#child.stdin) throw new Error('The reaper has no pipe.');
    this.#pipe = this.#child.stdin;
    this.#pipe.on('error', () => {});
    this.#child.on('error', () => {});
    this.#child.unref();
  }

  /** Watches over a process, or over a whole group where the id is negative. */
  watch(id: number): void {
    this.#tell(`+ ${id}\n`);
  }

  release(id: number): void {
    this.#released += `- ${id}\n`;
    this.#timer ??= setTimeout(() => this.#tell(''), 20).unref();
  }

  /** Lets it go; whatever it still watches over is ended. */
  close(): void {
    this.#tell('');
    this.#pipe.end();
  }

  #tell(news: string): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#released + news;
    this.#released = '';
    if (text !== '' && this.#pipe.writable) this.#pipe.write(text);
  }
}
