import { type Unseen, unseenIn } from '../../runbook/unseen.ts';
import type { Sentence } from '../stop.ts';

/** The keys of a plan below which words for people stand, by language; everything else runs, is written, or decides what does. */
const forPeople: ReadonlySet<string> = new Set(['title', 'words', 'label', 'help', 'remedy', 'loginRemedy']);

/** Returns where a plan holds a character that nobody would see, as a sentence; undefined where all that it holds is shown. */
export function hiddenIn(plan: unknown): Sentence | undefined {
  return search(plan, [], 'command');
}

function search(value: unknown, path: readonly string[], kind: 'words' | 'command'): Sentence | undefined {
  if (typeof value === 'string') {
    const found = unseenIn(value, kind);
    return found && sentence(value, found, path);
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const odd = unseenIn(key, 'command');
    if (odd) return sentence(key, odd, path);
    const name = Array.isArray(value) ? nameOf(item, key) : key;
    const found = search(item, [...path, name], forPeople.has(key) ? 'words' : kind);
    if (found) return found;
  }
  return undefined;
}

/** An item of a list is called by its id, where it has one. */
function nameOf(item: unknown, index: string): string {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined;
  return typeof id === 'string' && /^[a-z0-9-]+$/.test(id) ? id : index;
}

function sentence(text: string, { at, code }: Unseen, path: readonly string[]): Sentence {
  const before = text.slice(0, at).split('\n');
  return {
    key: 'runbook.plans.hidden',
    values: {
      where: path.join('.'),
      line: before.length,
      column: (before.at(-1) ?? '').length + 1,
      code,
    },
  };
}
