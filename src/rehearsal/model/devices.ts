import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import * as z from 'zod';
import { stateFolder } from '../gateway/config.ts';
import type { Files } from '../machine/files.ts';
import { writeWhole } from '../write.ts';

/** A browser or app that asked a gateway to be let in. */
const deviceSchema = z.strictObject({
  requestId: z.uuid(),
  deviceId: z.string(),
  origin: z.string(),
  approved: z.boolean(),
  at: z.iso.datetime(),
});
export type Device = z.infer<typeof deviceSchema>;

type Env = Readonly<Record<string, string>>;

/** The real gateway keeps its devices in a database of its state folder; the model's stand there too, and are lost with it. */
export function devicesFile(env: Env): string {
  return posix.join(stateFolder(env), 'state', 'devices.json');
}

/** Returns the devices that a state folder knows. */
export function readDevices(files: Files, env: Env): Device[] {
  const host = files.host(devicesFile(env));
  if (!existsSync(host)) return [];
  try {
    return z.array(deviceSchema).parse(JSON.parse(readFileSync(host, 'utf8')));
  } catch {
    // Whoever practices may have written something else there: nobody is known then.
    return [];
  }
}

/** Writes down the devices that a state folder knows. */
export function writeDevices(files: Files, env: Env, devices: readonly Device[]): void {
  const host = files.host(devicesFile(env));
  mkdirSync(posix.dirname(host), { recursive: true });
  writeWhole(host, `${JSON.stringify(devices, null, 1)}\n`);
}
