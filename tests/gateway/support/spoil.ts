import { mutate } from '../../../src/project/mutate.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Inner = Json[] | { [key: string]: Json };

const strangers: Json[] = [null, true, 0, -1, 1.5, '', 'true', 'lcoal', [], {}, ['x'], { x: 1 }];

/**
 * Returns a config spoilt in one way, as people do it: a key that is dropped, misspelt, added or moved, a value that is another, or,
 * once in eight times, a slip of the hand anywhere in the text.
 */
export function spoil(config: string, random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  if (below(8) === 0) return mutate(config, [config], random);
  const root = JSON.parse(config) as Json;
  const places = innerOf(root);
  const place = places[below(places.length)] ?? places[0];
  if (place === undefined) return config;
  const keys = Object.keys(place);
  const key = keys[below(keys.length)];
  const stranger = strangers[below(strangers.length)] ?? null;
  if (Array.isArray(place)) {
    const ways = [() => place.push(stranger), () => place.splice(below(place.length), 1, stranger)];
    ways[below(ways.length)]?.();
    return JSON.stringify(root, null, 2);
  }
  const ways = [
    () => remove(place, key),
    () => rename(place, key, (name) => name.slice(0, -1)),
    () => rename(place, key, (name) => `${name}s`),
    () => rename(place, key, (name) => name.toUpperCase()),
    () => set(place, 'bogus', stranger),
    () => key !== undefined && set(place, key, stranger),
    () => key !== undefined && set(place, key, stranger),
    () => key !== undefined && set(places[below(places.length)] ?? place, key, place[key] ?? null),
  ];
  ways[below(ways.length)]?.();
  // What was moved into itself has no end, and so no text.
  try {
    return JSON.stringify(root, null, 2);
  } catch {
    return config;
  }
}

function innerOf(value: Json): Inner[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(innerOf)];
}

function set(place: Inner, key: string, value: Json): void {
  if (Array.isArray(place)) place.push(value);
  else place[key] = value;
}

function remove(place: { [key: string]: Json }, key: string | undefined): void {
  if (key !== undefined) delete place[key];
}

function rename(place: { [key: string]: Json }, key: string | undefined, by: (name: string) => string): void {
  if (key === undefined) return;
  const value = place[key] ?? null;
  delete place[key];
  place[by(key)] = value;
}
