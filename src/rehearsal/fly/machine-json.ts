import { createHash } from 'node:crypto';
import { splitWords } from '../gateway/command.ts';
import { checksOf } from '../model/checks.ts';
import type { Check, Machine } from '../model/state.ts';

/** Returns a machine as the API tells it (fly-go's Machine), for `--json`. */
export function machineJson(machine: Machine): Record<string, unknown> {
  const { config } = machine;
  return {
    id: machine.id,
    name: machine.name,
    state: machine.state,
    region: machine.region,
    image_ref: imageRef(config.image),
    instance_id: machine.instance,
    version: machine.instance,
    private_ip: machine.privateIp,
    created_at: machine.createdAt,
    updated_at: machine.updatedAt,
    config: {
      env: config.env,
      init: config.command === undefined ? {} : { cmd: splitWords(config.command) },
      guest: { cpu_kind: config.guest.cpuKind, cpus: config.guest.cpus, memory_mb: config.guest.memoryMb },
      metadata: {
        fly_flyctl_version: '0.4.87',
        fly_platform_version: 'v2',
        fly_process_group: config.group,
        fly_release_version: String(config.release),
      },
      ...(config.mounts.length > 0 && {
        mounts: config.mounts.map((mount) => ({ path: mount.path, volume: mount.volume, name: mount.name })),
      }),
      ...(config.services.length > 0 && { services: config.services.map(serviceJson) }),
      ...(config.checks.length > 0 && {
        checks: Object.fromEntries(config.checks.map(({ name, check }) => [name, checkJson(check)])),
      }),
      image: config.image,
      restart: { policy: 'on-failure', max_retries: 10 },
      ...(config.standbyFor.length > 0 && { standbys: config.standbyFor }),
    },
    events: machine.events.map((event) => ({
      type: event.type,
      status: event.status,
      ...(event.exitCode !== undefined && {
        request: {
          exit_event: {
            exit_code: event.exitCode,
            guest_exit_code: event.exitCode,
            oom_killed: event.oomKilled === true,
            requested_stop: false,
            restarting: event.restartCount !== 10,
            exited_at: new Date(event.timestamp).toISOString(),
          },
          restart_count: event.restartCount ?? 0,
        },
      }),
      source: event.source,
      timestamp: event.timestamp,
    })),
    ...(checksOf(machine).length > 0 && {
      checks: checksOf(machine).map((check) => ({ ...check, updated_at: machine.updatedAt })),
    }),
    host_status: 'ok',
    cordoned: false,
  };
}

/** Returns an image's reference in its parts. Its digest is made up from its name: in a world nothing is built or fetched. */
export function imageRef(image: string) {
  const [, registry = 'docker.io', repository = image, tag = 'latest', pinned] =
    /^([^/]+\.[^/]+)\/([^:@]+)(?::([^@]+))?(?:@(sha256:.+))?$/.exec(image) ?? [];
  const digest = pinned ?? `sha256:${createHash('sha256').update(image).digest('hex')}`;
  return { registry, repository, tag, digest };
}

function serviceJson(service: Machine['config']['services'][number]): Record<string, unknown> {
  return {
    protocol: 'tcp',
    internal_port: service.internalPort,
    autostop: service.autostop === 'off' ? false : service.autostop === 'stop' ? true : 'suspend',
    autostart: service.autostart,
    min_machines_running: service.minMachinesRunning,
    ports: [
      { port: 80, handlers: ['http'], force_https: service.forceHttps },
      { port: 443, handlers: ['http', 'tls'] },
    ],
    ...(service.checks.length > 0 && {
      checks: service.checks.map(checkJson),
    }),
    force_instance_key: null,
  };
}

function checkJson(check: Check): Record<string, unknown> {
  return {
    port: check.port,
    type: check.type,
    interval: goDuration(check.interval),
    timeout: goDuration(check.timeout),
    grace_period: goDuration(check.gracePeriod),
    method: check.method,
    path: check.path,
  };
}

/** Returns milliseconds as Go prints a duration, such as `2m0s`, `15s` or `500ms`. */
function goDuration(milliseconds: number | undefined): string | undefined {
  if (milliseconds === undefined) return undefined;
  if (milliseconds < 1000) return milliseconds === 0 ? '0s' : `${milliseconds}ms`;
  const all = milliseconds / 1000;
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor(all / 60) % 60;
  return `${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${all % 60}s`;
}
