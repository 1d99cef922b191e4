/** What of package-lock.json matters here. */
export interface Lock {
  packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  version?: string;
  resolved?: string;
  deprecated?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
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
