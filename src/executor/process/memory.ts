/** From how many characters on a plan is large: some thousands of steps. */
const large = 1_000_000;

/**
 * Keeps memory as small as it is before a large plan is read. Node's space for what is new would grow with what of the plan stays,
 * and each step would then leave that much behind before anything is collected.
 */
export function spareMemory(text: string): void {
  if (text.length >= large)
    process.getBuiltinModule?.('node:v8').setFlagsFromString('--semi-space-growth-factor=1');
}
