import type { Files } from '../machine/files.ts';
import { at, isRecord } from './config.ts';
import { installedVersion } from './plugins.ts';

/** What the channel logs as it begins. Seen with a stand-in for Discord; the last line comes without any Discord too. */
export const discordBegins: readonly string[] = [
  '[discord] [default] starting provider',
  '[discord] [default] Discord bot probe resolved @claw',
  '[discord] client initialized as 100000000000000001; awaiting gateway readiness',
];

/** Whether Discord is wanted, and whether its plugin is there and trusted. */
export function discordOf(
  config: Record<string, unknown>,
  { files, env }: { files: Files; env: Readonly<Record<string, string>> },
): 'off' | 'missing' | 'untrusted' | 'loaded' {
  const channel = at(config, 'channels', 'discord');
  if (!isRecord(channel) || channel.enabled === false) return 'off';
  if (installedVersion(files, env, 'discord') === undefined) return 'missing';
  return at(config, 'plugins', 'entries', 'discord', 'enabled') === true ? 'loaded' : 'untrusted';
}
