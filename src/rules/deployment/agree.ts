import type { Span } from '../../diagnostics/diagnostic.ts';
import type { Fence } from '../../guide/fence.ts';

/** Something that has to be the same wherever it is said, in one of the places that say it. */
export interface Mention {
  value: string;
  fence: Fence;
  /** In the fence's text. */
  span: Span | undefined;
}

/** Returns what most mentions say; where as many say something else, what is said first. */
export function mostSaid(mentions: readonly { value: string }[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { value } of mentions) counts.set(value, (counts.get(value) ?? 0) + 1);
  let most: string | undefined;
  for (const [value, count] of counts) if (count > (counts.get(most ?? '') ?? 0)) most = value;
  return most;
}

/** Returns the first mention of a value, as a place to point at. */
export function firstOf(mentions: readonly Mention[], value: string): Mention | undefined {
  return mentions.find((mention) => mention.value === value);
}
