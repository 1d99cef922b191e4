/** Returns a source of numbers in [0, 1) that a seed decides (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const oddities = [
  '"',
  "'",
  '`',
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  '$(',
  '<<EOF',
  '\\',
  '\n',
  '\r\n',
  '\t',
  '\u0000',
  '\ud800',
  '🚀',
  '\u202e',
  '#',
  '---\n',
  '```',
  ':::',
  '=',
  '\ufeff',
];

/** Returns a text spoilt in one to four ways: cut, spliced with another, repeated, a character changed or slipped in. */
export function mutate(text: string, others: readonly string[], random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = (list: readonly string[]) => list[below(list.length)] ?? '';
  let spoilt = text;
  for (let times = 1 + below(4); times > 0; times--) {
    const at = below(spoilt.length + 1);
    const until = at + below(Math.min(40, spoilt.length - at + 1));
    const ways = [
      () => spoilt.slice(0, at),
      () => spoilt.slice(at),
      () => spoilt.slice(0, at) + spoilt.slice(until),
      () => spoilt.slice(0, until) + spoilt.slice(at),
      () => spoilt.slice(0, at) + pick(oddities) + spoilt.slice(at),
      () =>
        spoilt.slice(0, at) +
        String.fromCharCode(spoilt.charCodeAt(at) ^ (1 << below(8))) +
        spoilt.slice(at + 1),
      () => {
        const other = pick(others);
        return spoilt.slice(0, at) + other.slice(below(other.length + 1)) + spoilt.slice(until);
      },
    ];
    spoilt = (ways[below(ways.length)] ?? (() => spoilt))();
  }
  return spoilt;
}
