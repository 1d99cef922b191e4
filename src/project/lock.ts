/** What of package-lock.json matters here. */
export interface Lock {
  packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  version?: string;
  /** The digest of the package's file, which npm holds what it downloads to. */
  integrity?: string;
  resolved?: string;
  deprecated?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  /** A folder of the project's own. */
  link?: boolean;
  /** It comes inside of another package's file. */
  inBundle?: boolean;
  optionalDependencies?: Record<string, string>;
}

/** Returns the optional dependencies that a lock names and does not hold: for each its place, its version and who wants it. */
export function missingOptionals(
  lock: Lock,
): { place: string; name: string; version: string; parent: LockedPackage }[] {
  return Object.entries(lock.packages).flatMap(([folder, parent]) =>
    Object.entries(parent.optionalDependencies ?? {})
      .filter(([name]) => !places(folder, name).some((place) => place in lock.packages))
      .map(([name, version]) => ({ place: `node_modules/${name}`, name, version, parent })),
  );
}

/** Adds the entries that are missing, in place. Returns the names of what was added. */
export function completeLock(lock: Lock): string[] {
  const missing = missingOptionals(lock);
  for (const { place, name, version, parent } of missing) {
    lock.packages[place] = {
      version,
      ...platformOf(name),
      ...(parent.dev && { dev: true }),
      optional: true,
    };
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  return missing.map(({ name }) => name);
}

/** Returns the packages of a registry that npm would install without holding them to anything. */
export function lackingIntegrity(lock: Lock): { name: string; version: string; entry: LockedPackage }[] {
  return Object.entries(lock.packages)
    .filter(([place, { integrity, link, inBundle }]) => place !== '' && !integrity && !link && !inBundle)
    .map(([place, entry]) => ({
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version ?? '',
      entry,
    }));
}

/**
 * Adds the digests that are missing, in place.
 *
 * @param ask returns the digest that the registry has for a package such as `zod@4.6.7`, or undefined where it does not say
 * @returns how many were added, and the packages of which none is known
 */
export async function addIntegrity(
  lock: Lock,
  ask: (specifier: string) => Promise<string | undefined>,
): Promise<{ added: number; unknown: string[] }> {
  const lacking = lackingIntegrity(lock);
  const unknown: string[] = [];
  for (const { name, version, entry } of lacking) {
    const specifier = `${name}@${version}`;
    const integrity = await ask(specifier);
    if (integrity === undefined) unknown.push(specifier);
    else entry.integrity = integrity;
  }
  return { added: lacking.length - unknown.length, unknown };
}

/** Returns where Node would look for a package, from a folder of the lock upwards. */
function places(folder: string, name: string): string[] {
  const found = [`node_modules/${name}`];
  for (let at = folder; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    found.push(`${at}/node_modules/${name}`);
  }
  return found;
}

const systems: Record<string, string> = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
};
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'wasm32'];

/** Returns the platform that a package is for, by its name. */
function platformOf(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/);
  const system = words.flatMap((word) => systems[word] ?? []).at(-1);
  const processor = words.find((word) => processors.includes(word));
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined;
  return {
    ...(processor !== undefined && { cpu: [processor] }),
    ...(libc !== undefined && { libc: [libc] }),
    ...(system !== undefined && { os: [system] }),
  };
}
