import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseJson } from '../../formats/openclaw-config/json.ts';
import type { Files } from '../machine/files.ts';

/** Where a gateway keeps its state on its machine, as OpenClaw resolves it. */
export function stateFolder(env: Readonly<Record<string, string>>): string {
  return env.OPENCLAW_STATE_DIR?.trim() || '/home/node/.openclaw';
}

/** Where its config stands. */
export function configPath(env: Readonly<Record<string, string>>): string {
  return env.OPENCLAW_CONFIG_PATH?.trim() || posix.join(stateFolder(env), 'openclaw.json');
}

/** A config as it was found: its text, and its value where it can be read. */
export interface FoundConfig {
  path: string;
  text: string;
  value: Record<string, unknown> | undefined;
}

/** Returns the config on the machine, or undefined where there is none. */
export function findConfig(files: Files, env: Readonly<Record<string, string>>): FoundConfig | undefined {
  const path = configPath(env);
  const host = files.host(path);
  if (!existsSync(host)) return undefined;
  const text = readFileSync(host, 'utf8');
  return { path, text, value: readJson5(text) };
}

/** Returns the object that a JSON5 text says, or undefined where it cannot be read or says something else. */
export function readJson5(text: string): Record<string, unknown> | undefined {
  const { value, understood, findings } = parseJson(text, 'json5');
  const broken = !understood || findings.some((finding) => finding.severity === 'error');
  return !broken && isRecord(value) ? value : undefined;
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns what stands at a path of keys, or undefined. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let here: unknown = value;
  for (const key of keys) here = isRecord(here) ? here[key] : undefined;
  return here;
}

/** Returns the strings of a list at a path of keys. */
export function stringsAt(value: unknown, ...keys: readonly string[]): string[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : [];
}
