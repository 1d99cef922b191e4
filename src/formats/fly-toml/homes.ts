/** Keys that are well known in one place and often put in another. `''` is the top of the file. */
const homes: Record<string, string> = {
  app: '',
  primary_region: '',
  kill_signal: '',
  kill_timeout: '',
  swap_size_mb: '',
  console_command: '',
  internal_port: 'http_service',
  force_https: 'http_service',
  auto_stop_machines: 'http_service',
  auto_start_machines: 'http_service',
  min_machines_running: 'http_service',
  release_command: 'deploy',
  strategy: 'deploy',
  dockerfile: 'build',
  image: 'build',
  builder: 'build',
  handlers: 'services.ports',
  memory: 'vm',
  memory_mb: 'vm',
  cpus: 'vm',
  cpu_kind: 'vm',
  grace_period: 'http_service.checks',
  destination: 'mounts',
  initial_size: 'mounts',
};

/** Returns the table where a key belongs that stands elsewhere, `''` for the top of the file, or nothing where none is known. */
export function homeOf(name: string, path: string): string | undefined {
  const home = Object.hasOwn(homes, name) ? homes[name] : undefined;
  return home === path ? undefined : home;
}

const obsolete =
  /^(?:services\[\d+\]\.script_checks|experimental\.(?:allowed_public_ports|private_network|enabled)|(?:services\[\d+\]|http_service)\.\w*checks\[\d+\]\.restart_limit|checks\.[^.]+\.restart_limit)$/;

/** Whether a key, by its path, had a meaning once and is passed over today. */
export function isObsolete(path: string): boolean {
  return obsolete.test(path);
}
