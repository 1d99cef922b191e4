import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { FlyFailure } from '../failure.ts';
import { guestOfSize } from '../model/guests.ts';
import type { Guest, Service } from '../model/state.ts';

/** The part of a fly.toml that a deployment goes by. */
export interface Deployment {
  app: string | undefined;
  primaryRegion: string | undefined;
  env: Record<string, string>;
  /** Each group's command; one group `app` with none where the file names no group. */
  processes: Record<string, string | undefined>;
  mounts: {
    source: string;
    destination: string;
    initialSize: number | undefined;
    processes: string[] | undefined;
  }[];
  services: { processes: string[] | undefined; service: Service }[];
  vm: { guest: Guest; processes: string[] | undefined }[];
}

/** Returns the name of the app in a fly.toml, or undefined. */
export function appNameIn(text: string): string | undefined {
  return readDeployment(text).app;
}

type Table = Record<string, unknown>;

/**
 * Returns what a fly.toml says.
 *
 * @throws FlyFailure where flyctl would not load it
 */
export function readDeployment(source: string): Deployment {
  const file = load(source);
  const processes = table(file.processes);
  const names = Object.keys(processes);
  return {
    app: string(file.app),
    primaryRegion: string(file.primary_region),
    env: Object.fromEntries(Object.entries(table(file.env)).map(([name, value]) => [name, String(value)])),
    processes:
      names.length === 0
        ? { app: undefined }
        : Object.fromEntries(names.map((name) => [name, string(processes[name])])),
    mounts: tables(file.mounts).map((mount) => ({
      source: string(mount.source) ?? '',
      destination: string(mount.destination) ?? '',
      initialSize: size(mount.initial_size),
      processes: strings(mount.processes),
    })),
    services: [
      ...(file.http_service === undefined ? [] : [httpService(table(file.http_service))]),
      ...tables(file.services).map(plainService),
    ],
    vm: tables(file.vm).map((vm) => ({ guest: guestOf(vm), processes: strings(vm.processes) })),
  };
}

function load(source: string): Table {
  try {
    return table(getStaticTOMLValue(parseTOML(source)));
  } catch (error) {
    throw new FlyFailure(`toml: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function httpService(file: Table): Deployment['services'][number] {
  const port = Number(file.internal_port);
  return {
    processes: strings(file.processes),
    service: {
      internalPort: port,
      forceHttps: file.force_https === true,
      autostop: autostop(file.auto_stop_machines),
      autostart: file.auto_start_machines !== false,
      minMachinesRunning: Number(file.min_machines_running ?? 0),
      checks: tables(file.checks).map((check) => ({
        port,
        type: 'http',
        path: string(check.path) ?? '/',
        method: string(check.method) ?? 'GET',
      })),
    },
  };
}

function plainService(file: Table): Deployment['services'][number] {
  const port = Number(file.internal_port);
  const ports = tables(file.ports);
  return {
    processes: strings(file.processes),
    service: {
      internalPort: port,
      forceHttps: ports.some((one) => one.force_https === true),
      autostop: autostop(file.auto_stop_machines),
      autostart: file.auto_start_machines !== false,
      minMachinesRunning: Number(file.min_machines_running ?? 0),
      checks: [
        ...tables(file.tcp_checks).map(() => ({ port, type: 'tcp' as const })),
        ...tables(file.http_checks).map((check) => ({
          port,
          type: 'http' as const,
          path: string(check.path) ?? '/',
          method: (string(check.method) ?? 'GET').toUpperCase(),
        })),
      ],
    },
  };
}

function guestOf(vm: Table): Guest {
  const named = string(vm.size) ?? 'shared-cpu-1x';
  const guest = guestOfSize(named);
  if (guest === undefined)
    throw new FlyFailure(`'${named}' is an invalid machine size, choose one of: ${sizes}`);
  const memory = memoryOf(vm.memory_mb ?? vm.memory);
  const cpus = typeof vm.cpus === 'number' ? vm.cpus : guest.cpus;
  return { ...guest, cpus, memoryMb: memory ?? guest.memoryMb };
}

const sizes =
  '[performance-1x performance-2x performance-4x performance-8x performance-16x shared-cpu-1x shared-cpu-2x shared-cpu-4x shared-cpu-8x]';

/** Returns a memory size in megabytes: a number of them, or a number with its unit. */
export function memoryOf(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  const [, amount, unit = 'mb'] = /^\s*(\d+)\s*(mb|gb|m|g|mib|gib)?\s*$/i.exec(String(value ?? '')) ?? [];
  if (amount === undefined) return undefined;
  return Number(amount) * (unit.toLowerCase().startsWith('g') ? 1024 : 1);
}

function size(value: unknown): number | undefined {
  const [, amount] = /^(\d+)/.exec(String(value ?? '')) ?? [];
  return amount === undefined ? undefined : Number(amount);
}

function autostop(value: unknown): Service['autostop'] {
  if (value === true || value === 'stop') return 'stop';
  return value === 'suspend' ? 'suspend' : 'off';
}

function table(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function tables(value: unknown): Table[] {
  if (Array.isArray(value)) return value.map(table);
  return value === undefined ? [] : [table(value)];
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}
