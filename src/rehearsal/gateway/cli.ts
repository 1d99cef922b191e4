import { Uncovered } from '../failure.ts';
import type { Run } from '../machine/programs/program.ts';
import { configCommand } from './cli-config.ts';
import { devicesCommand, health } from './cli-gateway.ts';
import { pluginsCommand } from './cli-plugins.ts';

/**
 * OpenClaw's command line on a machine, as far as the guide uses it. What it says was seen on openclaw@2026.9.6, unless a function
 * tells otherwise.
 */
export function cli(run: Run, args: readonly string[]): number {
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
    case 'devices':
      return devicesCommand(run, sub, rest);
    case 'health':
      return health(run);
    case 'gateway':
      run.session.err(
        'gateway already running; lock timeout after 5000ms: another process owns gateway-lifecycle for this state folder\n',
      );
      return 78;
    default:
      throw new Uncovered(`openclaw ${command} ${sub}`.trim());
  }
}
