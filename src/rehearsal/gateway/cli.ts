import { Uncovered } from '../failure.ts';
import type { Run } from '../machine/programs/program.ts';
import { channelsCommand } from './cli-channels.ts';
import { configCommand } from './cli-config.ts';
import { devicesCommand, health } from './cli-gateway.ts';
import { pluginsCommand } from './cli-plugins.ts';
import { securityCommand } from './cli-security.ts';
import { environment } from './environment.ts';

/**
 * OpenClaw's command line on a machine, as far as the guide uses it. What it says was seen on openclaw@2026.9.6, unless a function
 * tells otherwise.
 */
export function cli(run: Run, args: readonly string[]): number | Promise<number> {
  const real = run.session.machine.real?.(args, environment(run));
  if (real !== undefined) {
    run.session.out(real.out);
    run.session.err(real.err);
    return real.status;
  }
  const [command = '', sub = '', ...rest] = args.filter((arg) => arg !== '--no-color');
  switch (command) {
    case '--version':
    case '-V':
    case '-v':
      run.session.out(`OpenClaw ${run.session.machine.version}\n`);
      return 0;
    case 'config':
      return configCommand(run, sub, rest);
    case 'plugins':
      return pluginsCommand(run, sub, rest);
    case 'channels':
      return channelsCommand(run, sub, rest);
    case 'security':
      return securityCommand(run, sub);
    case 'devices':
      return devicesCommand(run, sub, rest);
    case 'health':
      return health(run);
    case 'gateway':
      // Beside the one that runs already: facts say the status, the words are the program's own.
      run.session.err(
        'Gateway failed to start: failed to acquire gateway state ownership: another OpenClaw process owns gateway-lifecycle\n',
      );
      return 78;
    default:
      throw new Uncovered(`openclaw ${command} ${sub}`.trim());
  }
}
