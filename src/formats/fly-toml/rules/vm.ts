import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { nearest } from '../../../diagnostics/nearest.ts';
import type { FlyFile } from '../file.ts';
import { isPlaceholder } from '../forms/scalar.ts';
import { type CpuKind, kinds, offeredSizes, sizes } from '../presets.ts';
import { found, type Rule, replace, type Search, spanOf } from '../rule.ts';
import type { FlyToml } from '../schema.ts';
import { quoted } from '../toml/scalar.ts';

export const vmSize: Rule = {
  code: 'fly-toml/vm-size',
  severity: 'error',
  summary: 'summary.fly-toml/vm-size',
  explain: 'explain.fly-toml/vm-size',
  examples: [{ wrong: '[[vm]]\nsize = "shared-cpu-3x"\n', right: '[[vm]]\nsize = "shared-cpu-2x"\n' }],
};

export const vmGpu: Rule = {
  code: 'fly-toml/vm-gpu',
  severity: 'error',
  summary: 'summary.fly-toml/vm-gpu',
  explain: 'explain.fly-toml/vm-gpu',
  examples: [{ wrong: '[[vm]]\nsize = "a10"\n', right: '[[vm]]\nsize = "performance-8x"\n' }],
};

export const vmMemory: Rule = {
  code: 'fly-toml/vm-memory',
  severity: 'error',
  summary: 'summary.fly-toml/vm-memory',
  explain: 'explain.fly-toml/vm-memory',
  examples: [
    {
      wrong: '[[vm]]\nsize = "shared-cpu-1x"\nmemory = "4gb"\n',
      right: '[[vm]]\nsize = "shared-cpu-2x"\nmemory = "4gb"\n',
    },
    {
      wrong: '[[vm]]\nsize = "shared-cpu-1x"\nmemory = 300\n',
      right: '[[vm]]\nsize = "shared-cpu-1x"\nmemory = 512\n',
    },
    {
      wrong: '[[vm]]\nsize = "performance-1x"\nmemory_mb = 1024\n',
      right: '[[vm]]\nsize = "performance-1x"\nmemory_mb = 2048\n',
    },
    {
      wrong: '[[vm]]\nsize = "shared-cpu-1x"\nmemory = "0"\n',
      right: '[[vm]]\nsize = "shared-cpu-1x"\nmemory = "256"\n',
    },
  ],
};

export const vmMemoryTwice: Rule = {
  code: 'fly-toml/vm-memory-twice',
  severity: 'warning',
  summary: 'summary.fly-toml/vm-memory-twice',
  explain: 'explain.fly-toml/vm-memory-twice',
  examples: [
    {
      wrong: '[[vm]]\nsize = "shared-cpu-2x"\nmemory = "2gb"\nmemory_mb = 512\n',
      right: '[[vm]]\nsize = "shared-cpu-2x"\nmemory = "2gb"\n',
    },
  ],
};

export const vmCpus: Rule = {
  code: 'fly-toml/vm-cpus',
  severity: 'error',
  summary: 'summary.fly-toml/vm-cpus',
  explain: 'explain.fly-toml/vm-cpus',
  examples: [
    {
      wrong: '[[vm]]\ncpu_kind = "shared"\ncpus = 3\nmemory = "1gb"\n',
      right: '[[vm]]\ncpu_kind = "shared"\ncpus = 4\nmemory = "1gb"\n',
    },
  ],
};

export const vmPartial: Rule = {
  code: 'fly-toml/vm-partial',
  severity: 'info',
  summary: 'summary.fly-toml/vm-partial',
  explain: 'explain.fly-toml/vm-partial',
  examples: [
    { wrong: '[[vm]]\nmemory = "1gb"\n', right: '[[vm]]\nsize = "shared-cpu-1x"\nmemory = "1gb"\n' },
  ],
};

export const vmTwice: Rule = {
  code: 'fly-toml/vm-twice',
  severity: 'warning',
  summary: 'summary.fly-toml/vm-twice',
  explain: 'explain.fly-toml/vm-twice',
  examples: [
    {
      wrong: '[[vm]]\nsize = "shared-cpu-1x"\n\n[[vm]]\nsize = "shared-cpu-2x"\n',
      right:
        '[processes]\nweb = ""\nworker = "work"\n\n[[vm]]\nsize = "shared-cpu-1x"\n\n[[vm]]\nsize = "shared-cpu-2x"\nprocesses = ["worker"]\n',
    },
  ],
};

export const vmRules: Rule[] = [vmSize, vmGpu, vmMemory, vmMemoryTwice, vmCpus, vmPartial, vmTwice];

type Vm = NonNullable<FlyToml['vm']>[number];

/** Looks at the size of Machines, as the platform does when they are made. */
export const searchVm: Search = function* (file) {
  const { vm = [], deploy } = file.config;
  for (const [index, one] of vm.entries()) yield* searchOne(file, `vm[${index}]`, one);
  if (deploy?.release_command_vm)
    yield* searchOne(file, 'deploy.release_command_vm', deploy.release_command_vm);
  yield* searchTwice(file, vm);
};

function* searchOne(file: FlyFile, path: string, vm: Vm): Iterable<Finding> {
  const wrongSize = searchSize(file, path, vm);
  if (wrongSize) {
    yield wrongSize;
    return;
  }
  if (vm.memory !== undefined && vm.memory_mb && vm.memory !== vm.memory_mb) {
    const related = [
      { ...spanOf(file, `${path}.memory_mb`), message: { key: 'related.fly-toml.counts' as const } },
    ];
    yield found(
      vmMemoryTwice,
      spanOf(file, `${path}.memory`),
      { key: 'rules.fly-toml/vm-memory-twice' },
      { related },
    );
  }
  // What is written but could not be read leaves nothing to reckon with.
  const unread = ['size', 'memory', 'memory_mb', 'cpus', 'cpu_kind'].some(
    (name) => vm[name as keyof Vm] === undefined && file.isWritten(`${path}.${name}`),
  );
  if (unread) return;
  const preset = sizes.get(vm.size ?? 'shared-cpu-1x');
  const kind = kindOf(vm.cpu_kind ?? preset?.cpuKind);
  if (!preset || !kind) return;
  const cpus = vm.cpus || preset.cpus;
  if (!kinds[kind].cpus.includes(cpus)) {
    const values = { kind, cpus, choices: kinds[kind].cpus.join(', ') };
    yield found(vmCpus, spanOf(file, `${path}.cpus`), { key: 'rules.fly-toml/vm-cpus', values });
    return;
  }
  const wrongMemory = searchMemory(file, path, vm, kind, cpus, preset.memoryMb);
  if (wrongMemory) yield wrongMemory;
  else if (path !== 'deploy.release_command_vm' && !vm.size && isPartial(vm)) {
    yield found(vmPartial, spanOf(file, path), { key: 'rules.fly-toml/vm-partial' });
  }
}

function isPartial({ cpus, cpu_kind, memory, memory_mb }: Vm): boolean {
  if (cpu_kind === 'performance') return false;
  return !cpus && (memory !== undefined || Boolean(memory_mb) || cpu_kind !== undefined);
}

function kindOf(name: string | undefined): CpuKind | undefined {
  return name === 'shared' || name === 'performance' ? name : undefined;
}

function searchSize(file: FlyFile, path: string, { size, gpu_kind, gpus }: Vm): Finding | undefined {
  if (size && !sizes.has(size) && !isPlaceholder(size)) {
    const at = spanOf(file, `${path}.size`);
    const near = nearest(size, offeredSizes);
    const values = { size, nearest: near ?? '', sizes: offeredSizes.join(', ') };
    const key = near === undefined ? 'rules.fly-toml/vm-size' : 'rules.fly-toml/vm-size.nearest';
    return found(vmSize, at, { key, values }, near === undefined ? {} : replace(at, quoted(near), false));
  }
  const gpu = size && sizes.get(size)?.gpu ? 'size' : gpu_kind ? 'gpu_kind' : gpus ? 'gpus' : undefined;
  return gpu && found(vmGpu, spanOf(file, `${path}.${gpu}`), { key: 'rules.fly-toml/vm-gpu' });
}

function searchMemory(
  file: FlyFile,
  path: string,
  vm: Vm,
  kind: CpuKind,
  cpus: number,
  presetMemory: number,
): Finding | undefined {
  const key = vm.memory_mb ? 'memory_mb' : 'memory';
  const memory = vm.memory_mb || (vm.memory ?? presetMemory);
  const at = file.placeOf(`${path}.${key}`) ?? file.placeOf(`${path}.cpus`) ?? spanOf(file, path);
  if (memory === 0) return found(vmMemory, at, { key: 'rules.fly-toml/vm-memory.zero' });
  const { minimumPerCpu, maximumPerCpu, step } = kinds[kind];
  const minimum = minimumPerCpu * cpus;
  const maximum = maximumPerCpu * cpus;
  const name = vm.size && !vm.cpus && !vm.cpu_kind ? vm.size : `${cpus} ${kind} CPU`;
  const values = { name, memory, minimum, maximum, step };
  if (memory > maximum) {
    const larger = offeredSizes.find((size) => {
      const preset = sizes.get(size);
      return preset?.cpuKind === kind && preset.cpus * maximumPerCpu >= memory;
    });
    return larger === undefined
      ? found(vmMemory, at, { key: 'rules.fly-toml/vm-memory', values })
      : found(vmMemory, at, { key: 'rules.fly-toml/vm-memory.larger', values: { ...values, larger } });
  }
  if (memory < minimum) return found(vmMemory, at, { key: 'rules.fly-toml/vm-memory', values });
  if (memory % step === 0) return undefined;
  const rounded = Math.ceil(memory / step) * step;
  const fix = key === 'memory_mb' ? String(rounded) : quoted(`${rounded}mb`);
  return found(
    vmMemory,
    at,
    { key: 'rules.fly-toml/vm-memory.step', values: { ...values, rounded } },
    replace(at, fix, false),
  );
}

/** flyctl takes the first size that suits a process group; a second one for the same groups is never looked at. */
function* searchTwice(file: FlyFile, vm: Vm[]): Iterable<Finding> {
  const first = new Map<string, number>();
  for (const [index, { processes = [] }] of vm.entries()) {
    const groups = processes.length > 0 ? processes : [''];
    const before = groups.map((group) => first.get(group));
    for (const group of groups) if (!first.has(group)) first.set(group, index);
    const [taken] = before;
    if (taken === undefined || before.includes(undefined)) continue;
    const related = [
      { ...spanOf(file, `vm[${taken}]`), message: { key: 'related.fly-toml.counts' as const } },
    ];
    yield found(vmTwice, spanOf(file, `vm[${index}]`), { key: 'rules.fly-toml/vm-twice' }, { related });
  }
}
