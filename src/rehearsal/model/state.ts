import * as z from 'zod';

const time = z.iso.datetime();

/** What a volume held at a time; its files stand in a folder of their own. */
const snapshotSchema = z.strictObject({ id: z.string(), createdAt: time });
export type Snapshot = z.infer<typeof snapshotSchema>;

const volumeSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  region: z.string(),
  zone: z.string(),
  /** Gigabytes. */
  size: z.number().int().positive(),
  encrypted: z.boolean(),
  /** Days. */
  snapshotRetention: z.number().int(),
  scheduledSnapshots: z.boolean(),
  createdAt: time,
  machine: z.string().optional(),
  snapshots: z.array(snapshotSchema),
});
export type Volume = z.infer<typeof volumeSchema>;

/** A secret as the world keeps it: never its value, only that it is set and a digest to tell two values apart. */
const secretSchema = z.strictObject({
  name: z.string(),
  digest: z.string().regex(/^[0-9a-f]{16}$/),
  empty: z.boolean(),
  createdAt: time,
  updatedAt: time,
});
export type Secret = z.infer<typeof secretSchema>;

const addressSchema = z.strictObject({
  id: z.string(),
  address: z.string(),
  type: z.enum(['v4', 'shared_v4', 'v6', 'private_v6']),
  region: z.string(),
  createdAt: time,
});
export type Address = z.infer<typeof addressSchema>;

const guestSchema = z.strictObject({
  cpuKind: z.enum(['shared', 'performance']),
  cpus: z.number().int().positive(),
  memoryMb: z.number().int().positive(),
});
export type Guest = z.infer<typeof guestSchema>;

const checkSchema = z.strictObject({
  port: z.number().int(),
  type: z.enum(['tcp', 'http']),
  path: z.string().optional(),
  method: z.string().optional(),
  /** Milliseconds. */
  interval: z.number().optional(),
  timeout: z.number().optional(),
  gracePeriod: z.number().optional(),
});
export type Check = z.infer<typeof checkSchema>;

/** A check of the app itself, from `[checks]`: the platform knows it by its name. */
const namedCheckSchema = z.strictObject({ name: z.string(), check: checkSchema });
export type NamedCheck = z.infer<typeof namedCheckSchema>;

const serviceSchema = z.strictObject({
  internalPort: z.number().int(),
  forceHttps: z.boolean(),
  autostop: z.enum(['off', 'stop', 'suspend']),
  autostart: z.boolean(),
  minMachinesRunning: z.number().int(),
  checks: z.array(checkSchema),
});
export type Service = z.infer<typeof serviceSchema>;

/** What a machine was last told to be. */
const machineConfigSchema = z.strictObject({
  group: z.string(),
  /** The process' command; the image's own where there is none. */
  command: z.string().optional(),
  env: z.record(z.string(), z.string()),
  guest: guestSchema,
  mounts: z.array(z.strictObject({ volume: z.string(), name: z.string(), path: z.string() })),
  services: z.array(serviceSchema),
  checks: z.array(namedCheckSchema).default([]),
  /** Names of the secrets that it was started with. */
  secrets: z.array(secretSchema),
  release: z.number().int(),
  image: z.string(),
  /** OpenClaw's version in the image. */
  openclaw: z.string(),
  standbyFor: z.array(z.string()),
});
export type MachineConfig = z.infer<typeof machineConfigSchema>;

const eventSchema = z.strictObject({
  type: z.string(),
  status: z.string(),
  source: z.string(),
  timestamp: z.number().int(),
  exitCode: z.number().int().optional(),
  oomKilled: z.boolean().optional(),
  restartCount: z.number().int().optional(),
});

/** What runs on a machine: the gateway, listening or not, or nothing any more. */
const processSchema = z.strictObject({
  listening: z.strictObject({ host: z.string(), port: z.number().int() }).optional(),
  /** A port of the machine's private address that a program on it leads to loopback, and the process on this side that stands for it. */
  relay: z.strictObject({ port: z.number().int(), holder: z.number().int() }).optional(),
  /** How much of a real gateway's log is in the app's, in characters. */
  seen: z.number().int().optional(),
  /** Why it ended, as an exit status; absent while it runs. */
  exitCode: z.number().int().optional(),
  /** What the gateway read at its start. */
  gateway: z
    .strictObject({
      config: z.record(z.string(), z.unknown()),
      allowedOrigins: z.array(z.string()),
      trustedProxies: z.array(z.string()),
      auth: z.enum(['token', 'password', 'none', 'trusted-proxy']),
      startedAt: time,
      warnedProxies: z.array(z.string()),
      /** The text of a changed config that it would not take. */
      skipped: z.string().optional(),
    })
    .optional(),
});
export type Process = z.infer<typeof processSchema>;

const machineSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{14}$/),
  name: z.string(),
  region: z.string(),
  state: z.enum(['created', 'started', 'stopped', 'suspended', 'destroyed']),
  instance: z.string(),
  privateIp: z.string(),
  config: machineConfigSchema,
  process: processSchema,
  events: z.array(eventSchema),
  createdAt: time,
  updatedAt: time,
});
export type Machine = z.infer<typeof machineSchema>;

const releaseSchema = z.strictObject({
  id: z.string(),
  version: z.number().int(),
  status: z.enum(['pending', 'running', 'complete', 'failed', 'interrupted']),
  description: z.string(),
  image: z.string(),
  createdAt: time,
});

const logSchema = z.strictObject({
  time,
  provider: z.string(),
  instance: z.string(),
  region: z.string(),
  level: z.string(),
  message: z.string(),
});
export type LogLine = z.infer<typeof logSchema>;

/** The part of the last deployed fly.toml that flyctl asks the platform for afterwards. */
const deployedSchema = z.strictObject({
  groups: z.record(z.string(), z.string().optional()),
  env: z.record(z.string(), z.string()),
  primaryRegion: z.string(),
  mounts: z.array(z.strictObject({ name: z.string(), path: z.string(), groups: z.array(z.string()) })),
  services: z.array(z.strictObject({ groups: z.array(z.string()), service: serviceSchema })),
  checks: z.array(namedCheckSchema.extend({ groups: z.array(z.string()) })).default([]),
  guests: z.record(z.string(), guestSchema),
});
export type Deployed = z.infer<typeof deployedSchema>;

/** A name of one's own that leads to the app, once the world's DNS says so. */
const certificateSchema = z.strictObject({ hostname: z.string(), createdAt: time });

const appSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  org: z.string(),
  network: z.string(),
  createdAt: time,
  deployed: deployedSchema.optional(),
  volumes: z.array(volumeSchema),
  secrets: z.array(secretSchema),
  machines: z.array(machineSchema),
  addresses: z.array(addressSchema),
  releases: z.array(releaseSchema),
  certificates: z.array(certificateSchema).default([]),
  logs: z.array(logSchema),
  /** How many lines of the log are no longer kept; a world of before that was counted has lost none that anybody is still to see. */
  logsGone: z.number().int().default(0),
});
export type App = z.infer<typeof appSchema>;

const orgSchema = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  type: z.enum(['PERSONAL', 'SHARED']),
});
export type Org = z.infer<typeof orgSchema>;

/** What was ordered to go wrong, and how often it still does. */
const faultSchema = z.strictObject({
  name: z.string(),
  command: z.string().optional(),
  left: z.number().int(),
  /** How many calls go well before it happens. */
  after: z.number().int().optional(),
});

/** Everything that the world knows. */
export const stateSchema = z.strictObject({
  version: z.literal(1),
  seed: z.number().int(),
  /** How many identifiers were drawn so far. */
  drawn: z.number().int(),
  user: z.string(),
  /** Whether nobody is signed in. */
  loggedOut: z.literal(true).optional(),
  /** The proxy's address as machines see it; made up from the seed, so that no guide can know it beforehand. */
  proxyAddress: z.string(),
  orgs: z.array(orgSchema),
  /** Names that somebody else in the world took. */
  taken: z.array(z.string()),
  apps: z.array(appSchema),
  peers: z.array(
    z.strictObject({
      org: z.string(),
      name: z.string(),
      region: z.string(),
      ip: z.string(),
      publicKey: z.string(),
    }),
  ),
  /** Owners of paths on volumes (`vol_…:/x`) and machines (`id:/x`) that differ from root. */
  owners: z.record(z.string(), z.string()),
  faults: z.array(faultSchema),
  /** Where the real program stands that runs on the machines in place of the model's gateway. */
  real: z.strictObject({ release: z.string() }).optional(),
});
export type State = z.infer<typeof stateSchema>;
