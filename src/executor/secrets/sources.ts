import { randomBytes } from 'node:crypto';
import type { PlanSecret } from '../../runbook/plan.ts';
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

/** Whether a piece of shell reads the secret from its environment. */
export function mentions(shell: string, name: string): boolean {
  return new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`).test(shell);
}
