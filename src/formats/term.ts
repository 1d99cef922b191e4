import type { Message, Span } from '../diagnostics/diagnostic.ts';

/** A key, a command or a flag where it stands in a snippet. */
export interface Term extends Span {
  /** The format whose tables know it. */
  format: 'fly-toml' | 'openclaw-config' | 'fly-command' | 'shell';
  /** What it is called, from the narrowest name to the widest: `env.TZ`, then `env.*`. */
  names: string[];
}

/** What a format's tables say of a term: what may be written, and what counts where nothing is. */
export interface TermFacts {
  /** What may be written, in words; none for a command. */
  types: Message[];
  /** The values that may be chosen from, as they are written. */
  choices: string[];
  /** As it is written. */
  default?: string;
  /** How it may be written shorter: `-a`. */
  short?: string;
}

/** Returns the names of a path some of whose keys are the writer's own: the exact one first, then with `*` in their places. */
export function namesOf(path: readonly string[], isOwn: (path: readonly string[]) => boolean): string[] {
  const wide = path.map((key, index) => (isOwn(path.slice(0, index + 1)) ? '*' : key));
  return [...new Set([path.join('.'), wide.join('.')])];
}
