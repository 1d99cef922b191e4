import { spawnSync } from 'node:child_process';

/** Brings the loopback up, then becomes the command that is given. */
const withLoopback = ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

/** What runs a command in a network of its own: with root's rights, or as a user who is root in a namespace of their own. */
const ways = [
  ['unshare', '--net', ...withLoopback],
  ['unshare', '--map-root-user', '--net', ...withLoopback],
];

/**
 * Returns the words to put before a command so that it runs in a network that has nothing but a loopback of its own, or nothing
 * where the system allows none (no Linux, no rights, no `unshare` or `ip`).
 */
export function ownNetwork(): readonly string[] | undefined {
  return ways.find(([program = '', ...args]) => spawnSync(program, [...args, 'true']).status === 0);
}
