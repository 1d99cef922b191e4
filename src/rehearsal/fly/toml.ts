import { type FlyConfig, loadFlyToml } from '../../formats/fly-toml/load.ts';
import { FlyFailure } from '../failure.ts';
import { guestOfSize } from '../model/guests.ts';
import type { Check, Guest, NamedCheck, Service } from '../model/state.ts';
import { refusalOf } from './refusals.ts';

/** The part of a fly.toml that a deployment goes by. */
export interface Deployment {
  app: string | undefined;
  primaryRegion: string | undefined;
  dockerfile: string | undefined;
  image: string | undefined;
  env: Record<string, string>;
  /** Each group's command; one group `app` with none where the file names no group. */
  processes: Record<string, string | undefined>;
  /** The groups that each of these is for. */
  mounts: { source: string; destination: string; initialSize: number | undefined; groups: string[] }[];
  services: { groups: string[]; service: Service }[];
  checks: (NamedCheck & { groups: string[] })[];
  guests: Record<string, Guest>;
  /** Whether the file says what a machine is to have; else its machines keep what they have. */
  hasVm: boolean;
}

/** Returns the name of the app in a fly.toml, or undefined. */
export function appNameIn(text: string): string | undefined {
  return loadFlyToml(text, { foreign: true }).config?.app;
}

/** What flyctl validates before it deploys: the file's path and text, and why it is refused, in flyctl's words. */
export interface Validated {
  deployment: Deployment | undefined;
  refusal: string | undefined;
}

/**
 * Returns what a fly.toml says, and why flyctl would refuse it.
 *
 * @throws FlyFailure where it is no TOML
 */
export function readDeployment(path: string, text: string): Validated {
  const { config, findings } = loadFlyToml(text, { foreign: true });
  if (config === undefined) {
    const before = text.slice(0, findings[0]?.start ?? 0).split('\n');
    const column = (before.at(-1) ?? '').length + 1;
    throw new FlyFailure(`failed loading app config from ${path}: row ${before.length} column ${column}`);
  }
  const refusal = refusalOf(config, findings);
  return { refusal, deployment: refusal === undefined ? toDeployment(config) : undefined };
}

function toDeployment(config: FlyConfig): Deployment {
  const { groups } = config;
  const first = groups.includes('app') ? 'app' : (groups[0] ?? 'app');
  // What names no group is the first one's (appconfig's Flatten), sizes apart: they are everybody's.
  const ofGroups = (named: string[]) => (named.length > 0 ? named : [first]);
  return {
    app: config.app,
    primaryRegion: config.primaryRegion,
    dockerfile: config.build.dockerfile,
    image: config.build.image,
    env: config.env,
    processes: Object.fromEntries(groups.map((group) => [group, config.processes[group] || undefined])),
    mounts: config.mounts.map((mount) => ({
      source: mount.source ?? '',
      destination: mount.destination ?? '',
      initialSize: mount.initialSizeGb,
      groups: ofGroups(mount.processes),
    })),
    services: config.services.map((service) => ({
      groups: ofGroups(service.processes),
      service: {
        internalPort: service.internalPort ?? 0,
        forceHttps: forcesHttps(config, service.path),
        autostop: service.autoStop,
        autostart: service.autoStart,
        minMachinesRunning: service.minMachinesRunning,
        checks: service.checks.map((check) => toCheck(check, service.internalPort)),
      },
    })),
    checks: config.checks.map((check) => {
      const name = check.path.replace(/^checks\./, '');
      const groups = ofGroups(config.raw.checks?.[name]?.processes ?? []);
      // Without a port of its own it has that of the group's `[http_service]` (machines.go).
      const http = config.services.find(({ path }) => path === 'http_service');
      return { name, groups, check: toCheck(check, http?.internalPort) };
    }),
    guests: Object.fromEntries(groups.map((group) => [group, guestOf(config, group)])),
    hasVm: config.vm.length > 0,
  };
}

function toCheck(check: FlyConfig['checks'][number], port = 0): Check {
  return {
    port: check.port ?? port,
    type: check.kind,
    ...(check.httpPath !== undefined && { path: check.httpPath }),
    ...(check.kind === 'http' && { method: 'GET' }),
    ...(check.interval !== undefined && { interval: check.interval }),
    ...(check.timeout !== undefined && { timeout: check.timeout }),
    ...(check.gracePeriod !== undefined && { gracePeriod: check.gracePeriod }),
  };
}

function forcesHttps(config: FlyConfig, path: string): boolean {
  if (path === 'http_service') return config.raw.http_service?.force_https === true;
  const index = Number(/\d+/.exec(path)?.[0]);
  return config.raw.services?.[index]?.ports?.some((port) => port.force_https === true) ?? false;
}

function guestOf(config: FlyConfig, group: string): Guest {
  const vm =
    config.vm.find((one) => one.processes.includes(group)) ??
    config.vm.find((one) => one.processes.length === 0);
  const size = vm?.size ?? 'shared-cpu-1x';
  const preset = guestOfSize(size);
  if (preset === undefined) {
    throw new FlyFailure(`'${size}' is an invalid machine size, choose one of: ${sizes}`);
  }
  return {
    cpuKind: vm?.cpuKind === 'performance' ? 'performance' : 'shared',
    cpus: vm?.cpus ?? preset.cpus,
    memoryMb: vm?.memoryMb ?? preset.memoryMb,
  };
}

const sizes =
  '[performance-1x performance-2x performance-4x performance-8x performance-16x shared-cpu-1x shared-cpu-2x shared-cpu-4x shared-cpu-8x]';
