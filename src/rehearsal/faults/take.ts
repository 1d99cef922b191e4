import type { Store } from '../model/store.ts';

/**
 * Whether a fault that was ordered is to happen now, and uses it up by one; one that lets calls go well first has one less to let.
 *
 * @param command the command that is about to run; a fault that waits for another one stays
 */
export function takeFault(store: Store, name: string, command?: string): boolean {
  const waits = (fault: { name: string; command?: string | undefined }) =>
    fault.name === name && (fault.command === undefined || fault.command === command);
  if (!store.read().faults.some(waits)) return false;
  return store.change((state) => {
    const waiting = state.faults.filter(waits);
    const fault = waiting.find(({ after = 0 }) => after === 0);
    for (const later of waiting) if (later.after) later.after -= 1;
    if (fault === undefined) return false;
    fault.left -= 1;
    if (fault.left <= 0) state.faults = state.faults.filter((one) => one !== fault);
    return true;
  });
}
