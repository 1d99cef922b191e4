import * as account from './account.ts';
import * as apps from './apps.ts';
import { validate } from './config.ts';
import type { Command } from './context.ts';
import { deploy } from './deploy.ts';
import * as ips from './ips.ts';
import { logs } from './logs.ts';
import * as machine from './machine.ts';
import { proxy } from './proxy.ts';
import { releases } from './releases.ts';
import { count, show } from './scale.ts';
import * as secrets from './secrets.ts';
import * as sftp from './sftp.ts';
import { console } from './ssh.ts';
import { status } from './status.ts';
import * as volumes from './volumes.ts';
import * as wireguard from './wireguard.ts';

/** The commands that the rehearsal has, by their canonical paths. */
export const commands: Readonly<Record<string, Command>> = {
  'apps create': apps.create,
  'apps destroy': apps.remove,
  'apps list': apps.list,
  'apps open': apps.open,
  'apps releases': releases,
  'auth whoami': account.whoami,
  'config validate': validate,
  deploy,
  'ips allocate-v4': ips.allocateV4,
  'ips allocate-v6': ips.allocateV6,
  'ips list': ips.list,
  'ips private': ips.privateAddresses,
  'ips release': ips.release,
  logs,
  'machine destroy': machine.remove,
  'machine list': machine.list,
  'machine restart': machine.restart,
  'machine start': machine.start,
  'machine status': machine.status,
  'machine stop': machine.stop,
  'machine update': machine.update,
  open: apps.open,
  'orgs list': account.orgs,
  proxy,
  releases,
  'scale count': count,
  'scale show': show,
  'secrets deploy': secrets.deploy,
  'secrets import': secrets.load,
  'secrets list': secrets.list,
  'secrets set': secrets.set,
  'secrets unset': secrets.unset,
  'sftp get': sftp.get,
  'sftp put': sftp.put,
  'ssh console': console,
  'ssh sftp get': sftp.get,
  'ssh sftp put': sftp.put,
  status,
  version: account.version,
  'volumes create': volumes.create,
  'volumes destroy': volumes.remove,
  'volumes list': volumes.list,
  'wireguard create': wireguard.create,
  'wireguard list': wireguard.list,
  'wireguard remove': wireguard.remove,
};
