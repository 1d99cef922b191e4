import { type FlyInvocation, flagValue, givenFlag, isOn } from './invocation.ts';

/** What keeps a command from asking: `-y`, a value that it would ask for, or nothing at all. */
export type Answer =
  | 'yes'
  | 'region'
  | 'machine'
  | 'arguments'
  | 'command'
  | 'name'
  | 'org'
  | 'image'
  | 'never';

/** Commands that ask for a confirmation unless `-y`, as flyctl's source has it. */
const confirmed = new Set([
  'apps destroy',
  'apps move',
  'certs remove',
  'config save',
  'destroy',
  'image update',
  'ips allocate-egress',
  'launch',
  'machine update',
  'move',
  'mpg destroy',
  'mpg users delete',
  'orgs cross-network-replays disable',
  'orgs cross-network-replays enable',
  'orgs delete',
  'postgres config update',
  'redis destroy',
  'scale count',
  'volumes destroy',
]);

/** Commands that let a machine be chosen where none is named. */
const choosing = new Set([
  'machine clone',
  'machine cordon',
  'machine destroy',
  'machine kill',
  'machine leases clear',
  'machine leases view',
  'machine restart',
  'machine start',
  'machine status',
  'machine stop',
  'machine suspend',
  'machine uncordon',
  'machine update',
]);

/** Commands that are made for a person at a terminal. */
const personal = new Set([
  'auth login',
  'auth signup',
  'mpg connect',
  'postgres connect',
  'redis connect',
  'sftp shell',
  'ssh sftp shell',
]);

/** Returns what a command would ask for, in the order in which it asks; nothing where it needs nobody. */
export function questions(invocation: FlyInvocation): Answer[] {
  const { path, args } = invocation;
  const answers: Answer[] = [];
  const lacks = (name: string): boolean => givenFlag(invocation, name) === undefined;
  const agreed = isOn(invocation, 'yes');
  if (personal.has(path)) return ['never'];
  if (isOn(invocation, 'select')) answers.push('machine');
  else if (choosing.has(path) && args.length === 0) answers.push('machine');
  if (path === 'machine exec' && args.length < 2) answers.push('machine');
  if (confirmed.has(path) && !agreed) answers.push('yes');
  switch (path) {
    case 'volumes create':
      if (!agreed && !(Number(flagValue(invocation, 'count') ?? 1) > 1)) answers.push('yes');
      if (lacks('region')) answers.push('region');
      break;
    case 'ips allocate-v4':
      if (!agreed && !isOn(invocation, 'shared')) answers.push('yes');
      break;
    case 'ips allocate':
      answers.push('never');
      break;
    case 'wireguard create':
      if (args.length < 4) answers.push('arguments');
      break;
    case 'wireguard remove':
      if (args.length < 2) answers.push('arguments');
      break;
    case 'ssh console':
    case 'console':
      if (lacks('command')) answers.push('command');
      break;
    case 'apps create':
      if (args.length === 0 && lacks('name') && !isOn(invocation, 'generate-name')) answers.push('name');
      if (lacks('org')) answers.push('org');
      break;
    case 'orgs create':
      if (args.length === 0) answers.push('name');
      break;
    case 'machine destroy':
      if (!lacks('image')) answers.push('image');
      break;
  }
  return answers;
}

/** Whether a command goes on until it is interrupted. */
export function isEndless(invocation: FlyInvocation): boolean {
  switch (invocation.path) {
    case 'logs':
      return !isOn(invocation, 'no-tail');
    case 'status':
      return isOn(invocation, 'watch');
    case 'proxy':
    case 'mpg proxy':
    case 'redis proxy':
    case 'machine api-proxy':
    case 'mcp proxy':
    case 'agent run':
      return true;
    default:
      return false;
  }
}
