import type { Files } from '../machine/files.ts';
import type { Process } from '../model/state.ts';
import { at, findConfig, isRecord, stringsAt } from './config.ts';
import { discordBegins, discordOf } from './discord.ts';
import { configProblems } from './refuse.ts';

type Gateway = NonNullable<Process['gateway']>;

/**
 * Returns a running gateway as it is once it has looked at its config again, and what it logs. Seen on openclaw@2026.9.6: changed
 * `gateway.trustedProxies` and `gateway.controlUi.allowedOrigins` hold at once, a config that it would refuse changes nothing, and one
 * that brings a channel makes it begin again within its process. Of that beginning the channel's own lines are told alone.
 */
export function reload(
  gateway: Gateway,
  files: Files,
  env: Readonly<Record<string, string>>,
  version: string,
): { gateway: Gateway; lines: string[] } {
  const found = findConfig(files, env);
  const text = JSON.stringify(found?.value ?? {});
  if (found === undefined || text === JSON.stringify(gateway.config)) return { gateway, lines: [] };
  const problems = configProblems(found, version);
  if (problems.length > 0 || found.value === undefined) {
    const line = `[reload] config reload skipped (invalid config): ${problems.map((one) => `${one.path}: ${one.message}`).join(', ')}`;
    return gateway.skipped === found.text
      ? { gateway, lines: [] }
      : { gateway: { ...gateway, skipped: found.text }, lines: [line] };
  }
  const paths = changedPaths(gateway.config, found.value);
  const applied = paths.filter((path) => !path.startsWith('meta'));
  const around = { files, env };
  const begins =
    discordOf(found.value, around) === 'loaded' && discordOf(gateway.config, around) !== 'loaded';
  const origins = at(found.value, 'gateway', 'controlUi', 'allowedOrigins');
  return {
    gateway: {
      ...gateway,
      config: found.value,
      trustedProxies: stringsAt(found.value, 'gateway', 'trustedProxies'),
      ...(Array.isArray(origins) && {
        allowedOrigins: stringsAt(found.value, 'gateway', 'controlUi', 'allowedOrigins'),
      }),
    },
    lines: [
      `[reload] config change detected; evaluating reload (${paths.join(', ')})`,
      ...(begins
        ? [`[reload] config change requires gateway restart (${applied.join(', ')})`, ...discordBegins]
        : applied.length > 0
          ? [`[reload] config hot reload applied (${applied.join(', ')})`]
          : []),
    ],
  };
}

/** Returns the paths that differ between two values: down to lists and plain values, but no deeper than what stands on one side alone. */
function changedPaths(before: unknown, after: unknown, path = ''): string[] {
  if (!isRecord(before) || !isRecord(after)) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
    const inner = path === '' ? key : `${path}.${key}`;
    return changedPaths(before[key], after[key], inner);
  });
}
