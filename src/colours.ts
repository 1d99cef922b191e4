/**
 * Whether what is written to a stream may carry colours: to a terminal, unless NO_COLOR or TERM=dumb says no, and elsewhere where
 * FORCE_COLOR says so. `0` and `false` there say no, as Node reads them (tty.js, `getColorDepth`). An empty variable says nothing
 * (no-color.org, force-color.org).
 */
export function wantsColours({ NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv, isTTY = false): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTTY && TERM !== 'dumb';
}
