import { span } from '../forms/measure.ts';
import { choice, decimal, text } from '../forms/scalar.ts';
import { table } from '../forms/table.ts';
import { releaseCommandVm } from './vm.ts';

/** `[deploy]` */
export const deploy = table('How a new version replaces the old one.', {
  strategy: choice('In which order Machines are replaced.', ['canary', 'rolling', 'immediate', 'bluegreen'], {
    default: 'rolling',
  }),
  max_unavailable: decimal(
    'How many Machines may be down at once under `rolling`: a whole number, or a part between 0 and 1.',
    { default: 0.33 },
  ),
  wait_timeout: span(
    'How long a Machine may take to become healthy. A bare number counts nanoseconds.',
    'nanoseconds',
    { default: '5m' },
  ),
  release_command: text(
    'A command that runs once on a Machine of its own before each new version takes over. The deploy stops where it fails.',
  ),
  release_command_timeout: span(
    'How long the release command may take. A bare number counts nanoseconds.',
    'nanoseconds',
    { default: '5m' },
  ),
  release_command_vm: releaseCommandVm,
  seed_command: text('A command that runs once, after the first deploy.'),
});
