export type Path = readonly (string | number)[];

/** Returns a path as OpenClaw writes it: `channels.discord.enabled`, `bindings.0.agentId`. */
export function shown(path: Path): string {
  const whole = path.join('.');
  return whole.length > 120 ? `${whole.slice(0, 119)}…` : whole;
}

/** Returns what each `*` of the pattern stands for in the path; undefined where they do not match. */
export function matchPath(pattern: string, path: Path): (string | number)[] | undefined {
  const steps = pattern.split('.');
  if (steps.length !== path.length || !steps.every((step, i) => step === '*' || step === path[i]))
    return undefined;
  return path.filter((_, index) => steps[index] === '*');
}

/** Returns the path of a pattern whose `*` stand for these. */
export function fillPath(pattern: string, stars: readonly (string | number)[]): (string | number)[] {
  const left = [...stars];
  return pattern.split('.').map((step) => (step === '*' ? (left.shift() ?? step) : step));
}
