/** Where the site is served: its origin, and the path below which it stands, with a slash at both ends. */
export interface Address {
  site: string;
  base: string;
}

/**
 * Returns the site's address: SITE and BASE of the environment, or package.json's homepage where they are not set.
 *
 * @throws TypeError where SITE or the homepage is no address
 */
export function addressOf(env: Readonly<Record<string, string | undefined>>, homepage: string): Address {
  const home = new URL(env.SITE || homepage);
  const base = env.BASE ?? (env.SITE ? '/' : home.pathname);
  return { site: home.origin, base: `/${base}/`.replaceAll(/\/{2,}/g, '/') };
}

/** Returns an address below the site's root, as authors write them (`/it/deploy/#logs`), below the base path. */
export function withBase(url: string, base: string): string {
  return url.startsWith('/') && !url.startsWith('//') ? base + url.slice(1) : url;
}
