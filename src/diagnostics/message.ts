import type { Say } from '../words.ts';
import type { Message } from './diagnostic.ts';

/** Returns a message in words, the messages inside it too. */
export function toWords(message: Message, say: Say): string {
  const values = Object.entries(message.values ?? {}).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'object' ? toWords(value, say) : value,
  ]);
  return say(message.key, Object.fromEntries(values));
}
