/** A command line of flyctl's, read: which command, with which arguments and flags. */
export interface Call {
  /** The command's own name without `fly`, aliases resolved: `apps create`. */
  command: string;
  args: readonly string[];
  /** Every value that a flag was given, by its long name. */
  flags: ReadonlyMap<string, readonly string[]>;
}

/** Returns a flag's last value, or undefined where it was not given. */
export function text(call: Call, name: string): string | undefined {
  return call.flags.get(name)?.at(-1);
}

/** Whether a flag without a value is on. */
export function isOn(call: Call, name: string, otherwise = false): boolean {
  const value = text(call, name);
  return value === undefined ? otherwise : value === 'true';
}

/** Returns a flag's value as a number, or what stands for it. */
export function number(call: Call, name: string, otherwise: number): number {
  const value = text(call, name);
  return value === undefined ? otherwise : Number(value);
}
