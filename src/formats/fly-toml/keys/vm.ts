import { texts } from '../forms/list.ts';
import { megabytes } from '../forms/measure.ts';
import { choice, persistRootfs, text, whole } from '../forms/scalar.ts';
import { table } from '../forms/table.ts';
import { gpuKinds } from '../presets.ts';

/** A Machine's size; `memory` without quotes is taken in `[[vm]]` alone. */
function compute(description: string, bareMemory: boolean) {
  return table(description, {
    size: text('A preset of CPUs and memory.', {
      default: 'shared-cpu-1x',
      examples: ['shared-cpu-2x', 'performance-1x'],
    }),
    memory: megabytes(
      "The memory, with its unit; a bare number counts MB. The preset's own unless told.",
      bareMemory,
    ),
    cpu_kind: choice('Whether the CPUs are shared with others.', ['shared', 'performance'], {
      default: 'shared',
    }),
    cpus: whole('How many CPUs.', { minimum: 1, examples: [1, 2, 4] }),
    memory_mb: whole('The memory in MB. Counts more than `memory` where both stand.', { examples: [512] }),
    max_memory_mb: whole('The most memory in MB that the Machine may grow to.'),
    gpus: whole('How many GPUs. Fly.io no longer offers any.'),
    gpu_kind: choice('The kind of GPU. Fly.io no longer offers any.', gpuKinds),
    host_dedication_id: text('The id of a dedicated host to run on.'),
    persist_rootfs: persistRootfs(
      "Whether the root file system's changes outlive a stop: `never`, after a `restart`, or `always`.",
    ),
    kernel_args: texts("Arguments to add to the kernel's command line."),
    processes: texts(
      'The process groups that this size is for. Without it, for all that have none of their own.',
    ),
  });
}

/** `[[vm]]` */
export const vm = compute('The size of the Machines.', true);
/** `[deploy.release_command_vm]` */
export const releaseCommandVm = compute('The size of the Machine that runs the release command.', false);
