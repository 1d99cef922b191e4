/** Returns the site's public address with its base path, with a slash at its end. */
export function publicRoot(site: URL | undefined): string {
  return new URL(import.meta.env.BASE_URL, site ?? 'http://localhost').href;
}
