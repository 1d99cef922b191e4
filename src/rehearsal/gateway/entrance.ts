import type { Surroundings } from './boot.ts';
import { at } from './config.ts';

/** Where each way of binding listens in a container with one network and no tailnet (seen in the program). */
export function hostOf(bind: string): string {
  return bind === 'loopback' || bind === 'tailnet' ? '127.0.0.1' : '0.0.0.0';
}

/** Returns the port where no flag tells one: the environment's, the config's, or OpenClaw's own. */
export function portOf(env: Readonly<Record<string, string>>, config: Record<string, unknown>): number {
  const fromEnv = Number(env.OPENCLAW_GATEWAY_PORT);
  if (Number.isInteger(fromEnv) && fromEnv > 0) return fromEnv;
  const fromConfig = at(config, 'gateway', 'port');
  return typeof fromConfig === 'number' ? fromConfig : 18789;
}

/** Returns how whoever comes has to show who it is, or undefined where nothing was set up for that. */
export function authOf(
  config: Record<string, unknown>,
  around: Surroundings,
  command: { token: boolean; password: boolean },
): 'token' | 'password' | 'trusted-proxy' | undefined {
  const has = (name: string) => around.secrets.has(name) || (around.env[name] ?? '').trim() !== '';
  const token =
    command.token || has('OPENCLAW_GATEWAY_TOKEN') || at(config, 'gateway', 'auth', 'token') !== undefined;
  const password =
    command.password ||
    has('OPENCLAW_GATEWAY_PASSWORD') ||
    at(config, 'gateway', 'auth', 'password') !== undefined;
  const mode = at(config, 'gateway', 'auth', 'mode');
  if (mode === 'trusted-proxy') return 'trusted-proxy';
  if (mode === 'password') return password ? 'password' : undefined;
  if (token) return 'token';
  return password ? 'password' : undefined;
}
