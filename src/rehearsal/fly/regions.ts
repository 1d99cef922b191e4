import { regions } from '../../formats/fly-toml/presets.ts';

/** What flyctl says where a region has to be told and nobody can be asked. */
export const regionMissing = 'region code must be specified when not running interactively';

/** Whether the platform has a region of that code. */
export function isRegion(code: string): boolean {
  return regions.has(code);
}
