import type { Finding, Span } from '../../diagnostics/diagnostic.ts';
import { checkFile } from './check.ts';
import { type FlyFile, readFlyFile } from './file.ts';
import { sizes } from './presets.ts';
import type { FlyToml } from './schema.ts';

/** A check of a service or of its own, durations in milliseconds. */
export interface Check {
  /** Where it stands, such as `http_service.checks[0]`. */
  path: string;
  kind: 'http' | 'tcp';
  port?: number;
  interval?: number;
  timeout?: number;
  gracePeriod?: number;
  httpPath?: string;
}

/** A port that the world connects to, or a range of them. */
export interface PublicPort {
  from: number;
  to: number;
  handlers: string[];
}

/** `[http_service]` and each of `[[services]]`, in one form. */
export interface Service {
  /** Where it stands: `http_service` or `services[0]`. */
  path: string;
  protocol: 'tcp' | 'udp';
  /** As written; `[http_service]` without one has Fly's default 8080. */
  internalPort: number | undefined;
  ports: PublicPort[];
  checks: Check[];
  processes: string[];
  autoStop: 'off' | 'stop' | 'suspend';
  autoStart: boolean;
  minMachinesRunning: number;
}

export interface Mount {
  path: string;
  source?: string;
  destination?: string;
  initialSizeGb?: number;
  processes: string[];
}

/** A Machine's size, its preset resolved. Without a known preset, numbers that are not written are missing. */
export interface Vm {
  path: string;
  size: string;
  cpuKind?: string;
  cpus?: number;
  memoryMb?: number;
  processes: string[];
}

/** A fly.toml as flyctl understands it. */
export interface FlyConfig {
  app?: string;
  primaryRegion?: string;
  killSignal?: string;
  /** In milliseconds. */
  killTimeout?: number;
  swapSizeMb?: number;
  build: NonNullable<FlyToml['build']>;
  deploy: NonNullable<FlyToml['deploy']>;
  env: Record<string, string>;
  /** The process groups' commands; without any there is one group, `app`, with the image's own. */
  processes: Record<string, string>;
  /** The names of the process groups, sorted; `['app']` where the file names none. */
  groups: string[];
  services: Service[];
  checks: Check[];
  mounts: Mount[];
  vm: Vm[];
  /** Everything, under the file's own names. */
  raw: FlyToml;
}

/** A fly.toml, loaded. */
export interface LoadedFlyToml {
  /** Missing where the text is no TOML. Values that flyctl would refuse are left out. */
  config: FlyConfig | undefined;
  findings: Finding[];
  /** Returns where the value of a path of the file stands, such as `services[0].internal_port`, `env.PORT` or `mounts[0]`. */
  placeOf: (path: string) => Span | undefined;
  /** Returns where the key of a path stands. */
  keyOf: (path: string) => Span | undefined;
}

/** Returns a fly.toml as flyctl loads it, and what is wrong with it. Never throws. */
export function loadFlyToml(text: string, { foreign = false }: { foreign?: boolean } = {}): LoadedFlyToml {
  const file = readFlyFile(text, foreign);
  const { placeOf, keyOf } = file;
  return { config: file.broken ? undefined : toConfig(file), findings: checkFile(file), placeOf, keyOf };
}

/** Returns a file's values in the form that programs use. */
export function toConfig({ config: raw }: FlyFile): FlyConfig {
  const processes = raw.processes ?? {};
  const names = Object.keys(processes).toSorted();
  return {
    app: raw.app,
    primaryRegion: raw.primary_region,
    killSignal: raw.kill_signal,
    killTimeout: raw.kill_timeout,
    swapSizeMb: raw.swap_size_mb,
    build: raw.build ?? {},
    deploy: raw.deploy ?? {},
    env: raw.env ?? {},
    processes,
    groups: names.length > 0 ? names : ['app'],
    services: servicesOf(raw),
    checks: Object.entries(raw.checks ?? {}).map(([name, check]) =>
      checkOf(`checks.${name}`, check.type ?? 'tcp', check),
    ),
    mounts: (raw.mounts ?? []).map(
      ({ source, destination, initial_size, processes: groups = [] }, index) => ({
        path: `mounts[${index}]`,
        source,
        destination,
        initialSizeGb: initial_size,
        processes: groups,
      }),
    ),
    vm: (raw.vm ?? []).map((vm, index) => vmOf(vm, `vm[${index}]`)),
    raw,
  };
}

type RawVm = NonNullable<FlyToml['vm']>[number];

/** Returns a size with its preset resolved: what is written beside a preset counts more than the preset. */
export function vmOf(vm: RawVm, path: string): Vm {
  const size = vm.size ?? 'shared-cpu-1x';
  const preset = sizes.get(size);
  return {
    path,
    size,
    cpuKind: vm.cpu_kind ?? preset?.cpuKind,
    cpus: vm.cpus || preset?.cpus,
    memoryMb: vm.memory_mb || (vm.memory ?? preset?.memoryMb),
    processes: vm.processes ?? [],
  };
}

function servicesOf(raw: FlyToml): Service[] {
  const services: Service[] = [];
  if (raw.http_service) {
    const path = 'http_service';
    const checks = (raw.http_service.checks ?? []).map((check, index) =>
      checkOf(`${path}.checks[${index}]`, 'http', check),
    );
    const ports = [
      { from: 80, to: 80, handlers: ['http'] },
      { from: 443, to: 443, handlers: ['tls', 'http'] },
    ];
    services.push({
      path,
      protocol: 'tcp',
      ...common(raw.http_service),
      internalPort: raw.http_service.internal_port ?? 8080,
      ports,
      checks,
    });
  }
  for (const [index, service] of (raw.services ?? []).entries()) {
    const path = `services[${index}]`;
    services.push({
      path,
      protocol: service.protocol ?? 'tcp',
      ...common(service),
      ports: (service.ports ?? []).flatMap(publicPort),
      checks: [
        ...(service.tcp_checks ?? []).map((check, at) => checkOf(`${path}.tcp_checks[${at}]`, 'tcp', check)),
        ...(service.http_checks ?? []).map((check, at) =>
          checkOf(`${path}.http_checks[${at}]`, 'http', check),
        ),
      ],
    });
  }
  return services;
}

type RawService = NonNullable<FlyToml['services']>[number];

function common(
  service: Pick<
    RawService,
    'internal_port' | 'processes' | 'auto_stop_machines' | 'auto_start_machines' | 'min_machines_running'
  >,
) {
  return {
    internalPort: service.internal_port,
    processes: service.processes ?? [],
    autoStop: service.auto_stop_machines ?? 'off',
    autoStart: service.auto_start_machines ?? true,
    minMachinesRunning: service.min_machines_running ?? 0,
  };
}

function publicPort({
  port,
  start_port,
  end_port,
  handlers = [],
}: NonNullable<RawService['ports']>[number]): PublicPort[] {
  const from = port ?? start_port;
  return from === undefined ? [] : [{ from, to: port ?? end_port ?? from, handlers }];
}

interface RawCheck {
  port?: number | undefined;
  interval?: number | undefined;
  timeout?: number | undefined;
  grace_period?: number | undefined;
  path?: string | undefined;
}

function checkOf(path: string, kind: 'http' | 'tcp', check: RawCheck): Check {
  const { port, interval, timeout, grace_period: gracePeriod, path: httpPath } = check;
  return { path, kind, port, interval, timeout, gracePeriod, httpPath };
}
