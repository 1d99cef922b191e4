import type { Device } from './state.ts';

/** Whether a device may come in. */
export function isDeviceKnown(device: Device | undefined): boolean {
  return device?.approved === true;
}
