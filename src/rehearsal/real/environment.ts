import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Returns the folder in which releases are kept, whoever installs them: nothing of it belongs to the project. */
export function releaseCache(environment: NodeJS.ProcessEnv = process.env): string {
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'openclaw-fly-guide');
}

/** Returns the environment of a program of OpenClaw's: nothing of the developer's own but the path, with this Node first on it. */
export function ownEnvironment(home: string): Record<string, string> {
  return {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: home,
    NO_COLOR: '1',
  };
}

const forNpm =
  /^(npm_config_(registry|cafile|cache|userconfig)|node_extra_ca_certs|ssl_cert_(file|dir)|https?_proxy|no_proxy)$/i;

/**
 * Returns the same for a program that is to install something: with what npm needs to find its registry, and a cache of npm's beside
 * the releases. A program that is to do without a network must not have it: npm would install from that cache.
 */
export function fetchingEnvironment(home: string): Record<string, string> {
  const developers = Object.entries(process.env).filter(([name]) => forNpm.test(name));
  return {
    npm_config_userconfig: join(homedir(), '.npmrc'),
    npm_config_cache: join(releaseCache(), 'npm'),
    ...(Object.fromEntries(developers) as Record<string, string>),
    ...ownEnvironment(home),
  };
}
