import { Uncovered } from '../failure.ts';
import type { Run } from '../machine/programs/program.ts';
import { at, findConfig, isRecord } from './config.ts';
import { environment } from './environment.ts';
import { installedVersion } from './plugins.ts';

/** `openclaw channels …` */
export async function channelsCommand(run: Run, sub: string, args: readonly string[]): Promise<number> {
  if (sub === 'status') return status(run, args.includes('--probe'));
  throw new Uncovered(`openclaw channels ${sub}`.trim());
}

/**
 * `openclaw channels status [--probe]`, as it was seen with a stand-in of Discord that lets the bot in: a rehearsed Discord always does.
 * What it says without a gateway is the program's own text, not seen.
 */
async function status(run: Run, probe: boolean): Promise<number> {
  const env = environment(run);
  const { out, err, files, machine } = run.session;
  const port = Number(env.OPENCLAW_GATEWAY_PORT ?? 18789);
  const isUp = (await machine.request(port, '/healthz', {})) !== undefined;
  const config = findConfig(files, env)?.value;
  const discord = at(config, 'channels', 'discord');
  const isWanted = isRecord(discord) && discord.enabled !== false;
  const isThere =
    installedVersion(files, env, 'discord') !== undefined &&
    at(config, 'plugins', 'entries', 'discord', 'enabled') === true;
  if (!isUp) {
    err(`Gateway not reachable: connect ECONNREFUSED 127.0.0.1:${port}\n`);
    out('Gateway not reachable; showing config-only status.\n');
    if (isWanted && isThere) out('- Discord default: enabled, configured, token:***\n');
    return 0;
  }
  out(`Checking channel status${probe ? ' (probe)' : ''}…\nGateway reachable.\n`);
  if (isWanted && isThere) {
    const probed = probe ? ', works, audit ok' : '';
    out(
      `- Discord default: enabled, configured, running, connected, in:just now, transport:just now, bot:@claw, token:***, intents:content=limited${probed}\n`,
    );
  }
  out(
    '\nTip: https://docs.openclaw.ai/cli/status adds gateway health probes to status output (requires a reachable gateway).\n',
  );
  return 0;
}
