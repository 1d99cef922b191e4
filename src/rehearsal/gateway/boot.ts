import { posix } from 'node:path';
import type { Files } from '../machine/files.ts';
import type { Process } from '../model/state.ts';
import { bootOther } from './boot-other.ts';
import { readGatewayCommand } from './command.ts';
import { at, findConfig, stateFolder, stringsAt } from './config.ts';
import { discordBegins, discordOf } from './discord.ts';
import { authOf, hostOf, portOf } from './entrance.ts';
import { refuseInvalid, refuseNewer } from './refuse.ts';

/** What a gateway finds at its start. */
export interface Surroundings {
  /** The process' command, in words. */
  command: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Names of the secrets that are set and not empty. */
  secrets: ReadonlySet<string>;
  files: Files;
  /** OpenClaw's version. */
  version: string;
  /** The machine's memory in megabytes. */
  memory: number;
  /** Whether another gateway already owns the state folder. */
  stateTaken: boolean;
  /** Whether the gateway's user may write in the state folder. */
  stateWritable: boolean;
}

/** How a start went: what was logged, and what then runs or why nothing does. */
export interface Outcome {
  lines: string[];
  process: Process;
  outOfMemory: boolean;
}

/** What the gateway holds once it is up, in megabytes (facts: about 800), and so what it cannot do without. */
const memoryHeld = 800;

const missingConfig =
  'Missing config. Run `openclaw setup` or set gateway.mode=local (or pass --allow-unconfigured).';

/**
 * All that a gateway says in its first minutes which wants Discord and has no plugin for it, nor a network to fetch one from (seen). Later it
 * would start without Discord; a world does not wait for that.
 * With network the real one installs the plugin by itself; a world has none, so that what nobody saw to does not work by luck.
 */
const discordUnchecked =
  '[config] warnings: channels.discord: Plugin "discord" channel settings cannot be checked until its data/settings upgrade finishes. Your existing settings have been kept. Run "openclaw update status" for repair details.';

/** The plugins that 2026.9.6 loads with no config, as its log names them. */
const bundledPlugins = [
  'anthropic',
  'browser',
  'canvas',
  'cua-computer',
  'device-pair',
  'file-transfer',
  'geolocation',
  'github',
  'linux-node',
  'memory-core',
  'ollama',
  'openai',
  'talk-voice',
  'xai',
];

/**
 * Starts the gateway of the model. Which lines it logs, in which order, and what it refuses with which exit status was seen on
 * openclaw@2026.9.6 unless told otherwise; colours are left out and times made up.
 */
export function bootGateway(around: Surroundings): Outcome {
  const log: string[] = [];
  const say = (subsystem: string, text: string) => log.push(`[${subsystem}] ${text}`);
  const end = (exitCode: number, ...lines: string[]): Outcome => ({
    lines: [...log, ...lines],
    process: { exitCode },
    outOfMemory: false,
  });

  const command = readGatewayCommand(around.command);
  if (command === undefined) return bootOther(around.command);

  const found = findConfig(around.files, around.env);
  if (found === undefined && !command.allowUnconfigured) return end(78, missingConfig);
  const newer = refuseNewer(found, around.version);
  if (newer !== undefined) return end(newer.exitCode, ...newer.lines);
  const config = found?.value ?? {};
  const mode = at(config, 'gateway', 'mode');
  if (found !== undefined && mode !== 'local' && !command.allowUnconfigured)
    return end(78, ...modeRefusal(mode));
  const discord = discordOf(config, around);
  if (discord === 'missing') return { lines: [...log, discordUnchecked], process: {}, outOfMemory: false };

  say('gateway', 'loading configuration…');
  const bindWord = command.bind ?? at(config, 'gateway', 'bind');
  const bind = typeof bindWord === 'string' ? bindWord : 'auto';
  if (!['loopback', 'lan', 'auto', 'custom', 'tailnet'].includes(bind)) {
    return end(1, 'Invalid --bind. Use "loopback", "lan", "tailnet", "auto", or "custom".');
  }
  if (command.port !== undefined && !(command.port > 0 && command.port < 65536)) {
    return end(1, 'Invalid --port. Use a port number from 1 to 65535.');
  }
  const host = hostOf(bind);
  const port = command.port ?? portOf(around.env, config);

  say('gateway', 'resolving authentication…');
  const auth = authOf(config, around, command);
  if (host !== '127.0.0.1' && auth === undefined) {
    return end(
      78,
      `Refusing to bind gateway to ${bind} without auth.`,
      'Container environment detected — the gateway defaults to bind=auto (0.0.0.0) for port-forwarding compatibility.',
      'Set OPENCLAW_GATEWAY_TOKEN or OPENCLAW_GATEWAY_PASSWORD, or pass --token/--password to start with auth.',
    );
  }
  say('gateway', 'starting...');
  if (!around.stateWritable) {
    const folder = stateFolder(around.env);
    return end(1, `Error: EACCES: permission denied, mkdir '${posix.join(folder, 'tmp')}'`);
  }
  if (around.stateTaken) {
    return end(
      78,
      'Gateway failed to start: failed to acquire gateway state ownership: another OpenClaw process owns gateway-lifecycle',
    );
  }
  const invalid = refuseInvalid(found, around.version);
  if (invalid !== undefined) return end(invalid.exitCode, ...invalid.lines);
  if (around.memory < memoryHeld) return { lines: log, process: { exitCode: 137 }, outOfMemory: true };

  const origins = originsOf(config, host, port, (text) => say('gateway', text));
  say('gateway', 'starting HTTP server...');
  if (host !== '127.0.0.1') {
    say(
      'gateway',
      '⚠️  Gateway is binding to a non-loopback address. Ensure authentication is configured before exposing to public networks.',
    );
  }
  say('gateway', `agent model: ${modelOf(config)} (thinking=medium, fast=off)`);
  const plugins = [...bundledPlugins, ...(discord === 'loaded' ? ['discord'] : [])].sort();
  say('gateway', `http server listening (${plugins.length} plugins: ${plugins.join(', ')}; 6.3s)`);
  say('gateway', `log file: /tmp/openclaw/openclaw-${new Date().toISOString().slice(0, 10)}.log`);
  if (discord === 'untrusted') {
    say('gateway', 'Discord is installed without explicit trust. Add plugins.entries.discord.enabled=true.');
  }
  say('gateway', 'starting channels and sidecars...');
  if (discord === 'loaded') log.push(...discordBegins);
  say('gateway', 'ready');
  say('heartbeat', 'started');
  return {
    lines: log,
    outOfMemory: false,
    process: {
      listening: { host, port },
      gateway: {
        config,
        allowedOrigins: origins,
        trustedProxies: stringsAt(config, 'gateway', 'trustedProxies'),
        auth: auth ?? 'none',
        startedAt: new Date().toISOString(),
        warnedProxies: [],
      },
    },
  };
}

function originsOf(
  config: Record<string, unknown>,
  host: string,
  port: number,
  say: (text: string) => void,
): string[] {
  const told = at(config, 'gateway', 'controlUi', 'allowedOrigins');
  if (Array.isArray(told)) return told.filter((origin) => typeof origin === 'string');
  if (host === '127.0.0.1') return [];
  const seeded = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  say(
    `seeded gateway.controlUi.allowedOrigins ${JSON.stringify(seeded)} for bind=lan (required since v2026.2.26; see issue #29385). Applied for this runtime without writing config; add other origins to gateway.controlUi.allowedOrigins if needed.`,
  );
  return seeded;
}

function modelOf(config: Record<string, unknown>): string {
  const told =
    at(config, 'agents', 'defaults', 'model', 'primary') ?? at(config, 'agents', 'defaults', 'model');
  return typeof told === 'string' ? told : 'openai/gpt-6-astra';
}

/** Seen in this release; for a mode that is set and not `local` the words are the program's own text, not seen. */
function modeRefusal(mode: unknown): string[] {
  const blocked =
    mode === undefined
      ? 'Gateway start blocked: existing config is missing gateway.mode. Treat this as suspicious or clobbered config. Re-run `openclaw onboard --mode local` or `openclaw setup`, set gateway.mode=local manually, or pass --allow-unconfigured.'
      : `Gateway start blocked: set gateway.mode=local (current: ${String(mode)}) or pass --allow-unconfigured.`;
  return [blocked, 'Config write audit: SQLite diagnostic_events/config-audit state (latest 50000 rows)'];
}
