/** Returns the value at the end of a path of keys, or undefined. */
export function valueAt(value: unknown, path: string[]): unknown {
  let current = value;
  for (const key of path) {
    if (current === null || typeof current !== 'object' || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}

/** Returns the texts of the list at the end of a path, or undefined where there is no list. */
export function textsAt(value: unknown, path: string[]): string[] | undefined {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : undefined;
}
