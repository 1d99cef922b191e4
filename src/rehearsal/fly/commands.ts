import type { FlyInvocation } from '../../formats/fly-command/invocation.ts';
import type { Command } from './context.ts';

/** A command that the rehearsal has. */
interface Covered {
  /** Its flags that the rehearsal has, those beside that many commands take. */
  flags: readonly string[];
  load(): Promise<Command>;
}

/** Flags that find the app, or change what flyctl says of itself. */
const everywhere = ['access-token', 'app', 'config', 'debug', 'verbose'];

function has(flags: string, load: () => Promise<Command>): Covered {
  return { flags: flags.split(' '), load };
}

/**
 * The commands that the rehearsal has, by their canonical paths. Each is loaded when it is called: a run calls `fly` a hundred
 * times, and most commands need little.
 */
export const commands: Readonly<Record<string, Covered>> = {
  'apps create': has('generate-name json name org yes', async () => (await import('./apps.ts')).create),
  'apps destroy': has('yes', async () => (await import('./apps-destroy.ts')).destroyApps),
  'apps list': has('json org quiet', async () => (await import('./apps.ts')).list),
  'apps open': has('', async () => (await import('./open.ts')).open),
  'apps releases': has('image json', async () => (await import('./releases.ts')).releases),
  'auth login': has('', async () => (await import('./account.ts')).login),
  'auth logout': has('', async () => (await import('./account.ts')).logout),
  'auth whoami': has('json', async () => (await import('./account.ts')).whoami),
  'certs add': has('json', async () => (await import('./certs.ts')).add),
  'certs check': has('json', async () => (await import('./certs.ts')).check),
  'certs list': has('json', async () => (await import('./certs.ts')).list),
  'certs remove': has('yes', async () => (await import('./certs.ts')).remove),
  'checks list': has('check-name json', async () => (await import('./checks.ts')).list),
  'config env': has('', async () => (await import('./config-env.ts')).env),
  'config validate': has('', async () => (await import('./config.ts')).validate),
  deploy: has(
    'depot dns-checks dockerfile env flycast ha image local-only no-cache no-public-ips now primary-region remote-only wait-timeout yes',
    async () => (await import('./deploy.ts')).deploy,
  ),
  'image show': has('json', async () => (await import('./image.ts')).show),
  'ips allocate-v4': has('shared yes', async () => (await import('./ips.ts')).allocateV4),
  'ips allocate-v6': has('private region', async () => (await import('./ips.ts')).allocateV6),
  'ips list': has('json', async () => (await import('./ips.ts')).list),
  'ips private': has('', async () => (await import('./ips.ts')).privateAddresses),
  'ips release': has('', async () => (await import('./ips.ts')).release),
  logs: has('instance json machine no-tail region', async () => (await import('./logs.ts')).logs),
  'machine clone': has(
    'attach-volume detach from-snapshot name region standby-for',
    async () => (await import('./machine-clone.ts')).clone,
  ),
  'machine destroy': has('force', async () => (await import('./machine.ts')).remove),
  'machine list': has('json quiet', async () => (await import('./machine-list.ts')).list),
  'machine restart': has('skip-health-checks', async () => (await import('./machine.ts')).restart),
  'machine start': has('', async () => (await import('./machine.ts')).start),
  'machine status': has('json', async () => (await import('./machine.ts')).status),
  'machine stop': has('', async () => (await import('./machine.ts')).stop),
  'machine update': has(
    'command env skip-health-checks vm-cpus vm-memory vm-size yes',
    async () => (await import('./machine-update.ts')).update,
  ),
  open: has('', async () => (await import('./open.ts')).open),
  'orgs list': has('json', async () => (await import('./account.ts')).orgs),
  'platform regions': has('json', async () => (await import('./platform.ts')).regions),
  proxy: has('bind-addr quiet watch-stdin', async () => (await import('./proxy.ts')).proxy),
  releases: has('image json', async () => (await import('./releases.ts')).releases),
  'scale count': has('process-group region yes', async () => (await import('./scale.ts')).count),
  'scale memory': has('process-group', async () => (await import('./scale-machine.ts')).memory),
  'scale show': has('json', async () => (await import('./scale-show.ts')).show),
  'scale vm': has('process-group vm-memory', async () => (await import('./scale-machine.ts')).vm),
  'secrets deploy': has('dns-checks', async () => (await import('./secrets.ts')).deploy),
  'secrets import': has('dns-checks stage', async () => (await import('./secrets.ts')).load),
  'secrets list': has('json', async () => (await import('./secrets-list.ts')).list),
  'secrets set': has('dns-checks stage', async () => (await import('./secrets.ts')).set),
  'secrets unset': has('dns-checks stage', async () => (await import('./secrets.ts')).unset),
  'services list': has('', async () => (await import('./services.ts')).list),
  'sftp get': has('machine process-group quiet region select', async () => (await import('./sftp.ts')).get),
  'sftp put': has(
    'mode machine process-group quiet region select',
    async () => (await import('./sftp.ts')).put,
  ),
  'ssh console': has(
    'command machine process-group pty quiet region select',
    async () => (await import('./ssh.ts')).console,
  ),
  'ssh sftp get': has(
    'machine process-group quiet region select',
    async () => (await import('./sftp.ts')).get,
  ),
  'ssh sftp put': has(
    'mode machine process-group quiet region select',
    async () => (await import('./sftp.ts')).put,
  ),
  status: has('json watch', async () => (await import('./status.ts')).status),
  'tokens create deploy': has('expiry json name', async () => (await import('./tokens.ts')).createDeploy),
  version: has('json', async () => (await import('./account.ts')).version),
  'volumes create': has(
    'count json no-encryption region scheduled-snapshots size snapshot-id snapshot-retention yes',
    async () => (await import('./volumes.ts')).create,
  ),
  'volumes destroy': has('yes', async () => (await import('./volumes.ts')).remove),
  'volumes extend': has('json size yes', async () => (await import('./volumes-extend.ts')).extend),
  'volumes fork': has('json name region', async () => (await import('./volumes.ts')).fork),
  'volumes list': has('json', async () => (await import('./volumes.ts')).list),
  'volumes show': has('json', async () => (await import('./volumes.ts')).show),
  'volumes snapshots create': has('', async () => (await import('./snapshots.ts')).create),
  'volumes snapshots list': has('json', async () => (await import('./snapshots.ts')).list),
  'wireguard create': has('', async () => (await import('./wireguard.ts')).create),
  'wireguard list': has('json', async () => (await import('./wireguard.ts')).list),
  'wireguard remove': has('', async () => (await import('./wireguard.ts')).remove),
};

/** Returns the first flag that was given to a command of which the rehearsal has no model, as it was written. */
export function uncoveredFlag({ path, flags }: FlyInvocation): string | undefined {
  const covered = commands[path]?.flags ?? [];
  const given = flags.find(({ flag }) => !everywhere.includes(flag.name) && !covered.includes(flag.name));
  return given && (given.written.length > 1 ? `--${given.written}` : `-${given.written}`);
}
