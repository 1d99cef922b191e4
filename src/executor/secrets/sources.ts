import { randomBytes } from 'node:crypto';
import type { Command, PlanSecret } from '../../runbook/plan.ts';
import type { RunRecord } from '../journal/record.ts';

/** Where a secret's value came from. */
export type SecretSource = RunRecord['secrets'][string];

/** Returns a value made by the plan's generator, or undefined where it has none. */
export function generate(secret: PlanSecret): string | undefined {
  return secret.generate && randomBytes(secret.generate.bytes).toString(secret.generate.encoding);
}

/** Returns a value to practise with: of the form that the generator would give, or plainly no real one. */
export function makeUp(secret: PlanSecret): string {
  return generate(secret) ?? `rehearsed-${randomBytes(12).toString('hex')}`;
}

/**
 * Returns which of these secrets a command reads from its environment: what its plan says, or else those that it names. What runs on
 * the machine reads the environment there.
 */
export function secretsReadBy({ shell, on, reads }: Command, names: readonly string[]): string[] {
  if (on === 'machine') return [];
  if (reads) return names.filter((name) => reads.includes(name));
  const text = shell.map((piece) => (typeof piece === 'string' ? piece : ' ')).join('');
  return names.filter((name) => new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`).test(text));
}

/** Returns the secrets that any of these commands reads, in the plan's order. */
export function secretsFor(secrets: readonly PlanSecret[], commands: readonly Command[]): PlanSecret[] {
  const names = secrets.map(({ name }) => name);
  const read = new Set(commands.flatMap((command) => secretsReadBy(command, names)));
  return secrets.filter(({ name }) => read.has(name));
}
