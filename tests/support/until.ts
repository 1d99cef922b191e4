import { setTimeout } from 'node:timers/promises';

/**
 * Waits until something is so. However busy the machine is, nothing is taken for late before the patience is at its end.
 *
 * @param patience in milliseconds
 */
export async function until(holds: () => boolean | Promise<boolean>, patience = 60_000): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > patience)
      throw new Error(`It was not so within ${patience} ms: ${holds}`);
    await setTimeout(10);
  }
}
