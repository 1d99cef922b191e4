import { createHmac } from 'node:crypto';
import { now } from './apps.ts';
import type { App, Secret, State } from './state.ts';

/**
 * Sets secrets. A value is looked at here and nowhere kept: the state gets a digest, keyed by the world, and whether it was empty.
 */
export function setSecrets(state: State, app: App, values: ReadonlyMap<string, string>): void {
  const at = now();
  for (const [name, value] of values) {
    const digest = createHmac('sha256', `rehearsal ${state.seed}`)
      .update(`${name}=${value}`)
      .digest('hex')
      .slice(0, 16);
    const known = app.secrets.find((secret) => secret.name === name);
    const secret: Secret = {
      name,
      digest,
      empty: value.trim() === '',
      createdAt: known?.createdAt ?? at,
      updatedAt: at,
    };
    app.secrets = [...app.secrets.filter((one) => one.name !== name), secret];
  }
  app.secrets.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** How far a secret has come: to every machine, to some, to none. */
export type SecretStatus = 'Deployed' | 'Staged' | 'Partial';

/** Returns how far a secret has come. */
export function secretStatus(app: App, secret: Secret): SecretStatus {
  const machines = app.machines.filter((machine) => machine.state !== 'destroyed');
  const having = machines.filter((machine) =>
    machine.config.secrets.some((one) => one.name === secret.name && one.digest === secret.digest),
  );
  if (having.length === 0) return 'Staged';
  return having.length === machines.length ? 'Deployed' : 'Partial';
}
