/** Returns a memory size in megabytes: a number of them, or a number with its unit. */
export function memoryOf(value: string): number | undefined {
  const [, amount, unit = 'mb'] = /^\s*(\d+)\s*(mb|gb|m|g|mib|gib)?\s*$/i.exec(value) ?? [];
  if (amount === undefined) return undefined;
  return Number(amount) * (unit.toLowerCase().startsWith('g') ? 1024 : 1);
}
