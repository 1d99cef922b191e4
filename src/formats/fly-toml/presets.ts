import presets from './data/presets.json' with { type: 'json' };
import regionData from './data/regions.json' with { type: 'json' };

/** How a Machine's CPUs are given to it. */
export type CpuKind = keyof typeof presets.kinds;

/** A size that has a name. */
export interface Preset {
  cpuKind: string;
  cpus: number;
  memoryMb: number;
  gpu?: string;
}

/** All sizes by their names. */
export const sizes: ReadonlyMap<string, Preset> = new Map(Object.entries(presets.sizes));
/** The names of the sizes that can still be had. */
export const offeredSizes = [...sizes].filter(([, { gpu }]) => gpu === undefined).map(([name]) => name);
export const gpuKinds = [...sizes.values()].flatMap(({ gpu }) => gpu ?? []);

/** How many CPUs of a kind a Machine may have, and how much memory in MB for each. */
export interface KindLimits {
  cpus: number[];
  minimumPerCpu: number;
  maximumPerCpu: number;
  step: number;
}
export const kinds: Record<CpuKind, KindLimits> = presets.kinds;

/** The regions' names by their codes. */
export const regions: ReadonlyMap<string, string> = new Map(Object.entries(regionData.regions));
