import type { Context } from '../fly/context.ts';

/** Whether a fault that was ordered is to happen now. One that happens so many times is used up by as many. */
export function takeFault(context: Context, name: string): boolean {
  if (!context.world.store.read().faults.some((fault) => fault.name === name)) return false;
  return context.change(({ state }) => {
    const fault = state.faults.find((one) => one.name === name);
    if (fault === undefined) return false;
    fault.left -= 1;
    if (fault.left <= 0) state.faults = state.faults.filter((one) => one !== fault);
    return true;
  });
}
