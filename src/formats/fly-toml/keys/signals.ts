import { choice } from '../forms/scalar.ts';

/** The signals that the Machines API names, and SIGSTOP, which Fly's documentation lists beside them. */
const signals = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGKILL',
  'SIGUSR1',
  'SIGUSR2',
  'SIGTERM',
  'SIGSTOP',
] as const;

/** The signal that ends a process. */
export function killSignal(description: string) {
  return choice(description, signals, { default: 'SIGINT' });
}
