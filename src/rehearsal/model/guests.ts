import { FlyFailure } from '../failure.ts';
import type { Guest, Machine } from './state.ts';

const docs = 'https://fly.io/docs/machines/guides-examples/machine-sizing/';

/** Returns a size's name, such as `shared-cpu-2x`. */
export function sizeName({ cpuKind, cpus }: Guest): string {
  return cpuKind === 'shared' ? `shared-cpu-${cpus}x` : `performance-${cpus}x`;
}

/** Returns the machine that a size's name stands for, with the least memory of its kind, or undefined where there is none. */
export function guestOfSize(size: string): Guest | undefined {
  const [, shared, performance] = /^(?:shared-cpu-(\d+)x|performance-(\d+)x)$/.exec(size) ?? [];
  const cpus = Number(shared ?? performance);
  if (shared !== undefined && sharedCpus.includes(cpus))
    return { cpuKind: 'shared', cpus, memoryMb: 256 * cpus };
  if (performance !== undefined && performanceCpus.includes(cpus)) {
    return { cpuKind: 'performance', cpus, memoryMb: 2048 * cpus };
  }
  return undefined;
}

const sharedCpus = [1, 2, 4, 6, 8];
const performanceCpus = [1, 2, 4, 6, 8, 10, 12, 14, 16, 32, 64, 128];

/**
 * Refuses sizes that the platform does not have, in the words of flyctl's internal/machine/update.go.
 *
 * @throws FlyFailure
 */
export function checkGuest(guest: Guest): void {
  const shared = guest.cpuKind === 'shared';
  const step = shared ? 256 : 1024;
  const least = (shared ? 256 : 2048) * guest.cpus;
  const most = (shared ? 2048 : 8192) * guest.cpus;
  const where = `For ${guest.cpuKind} VMs with ${guest.cpus} CPUs, ${guest.memoryMb}MiB of memory`;
  if (guest.memoryMb % step !== 0) {
    const near = Math.max(step, guest.memoryMb - (guest.memoryMb % step));
    throw new FlyFailure('invalid memory size', {
      description: `${guest.memoryMb}MiB of memory is not valid`,
      suggestion: `Memory size must be in a ${step} MiB increment (${near}MiB would work)`,
      docs,
    });
  }
  if (guest.memoryMb < least) {
    throw new FlyFailure('memory size for config is too low', {
      description: `${where} is too low`,
      suggestion: `Try setting memory to a value >= ${least}MiB for the config changes requested`,
      docs,
    });
  }
  if (guest.memoryMb > most) {
    throw new FlyFailure('memory size for config is too high', {
      description: `${where} is too high`,
      suggestion: `Try setting memory to a value <= ${most}MiB for the config changes requested`,
      docs,
    });
  }
}

/** Returns a machine's size as flyctl prints it: `shared-cpu-2x:2048MB`. */
export function sizeOf(machine: Machine): string {
  return `${sizeName(machine.config.guest)}:${machine.config.guest.memoryMb}MB`;
}
