import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { found } from '../../shell/rule.ts';
import type { FlyCommand } from '../command.ts';
import { givenFlag } from '../invocation.ts';
import { appRule } from '../rules.ts';

/** Returns a finding for a volume whose app is whatever fly.toml happens to name. */
export function checkApp({ invocation, shell }: FlyCommand): Finding[] {
  const name = invocation.named.at(-1);
  if (invocation.path !== 'volumes create' || invocation.help || invocation.open || !name) return [];
  const said = givenFlag(invocation, 'app') ?? givenFlag(invocation, 'config');
  if (said || shell.assignments.some((assignment) => assignment.name === 'FLY_APP')) return [];
  return [found(appRule, name, { key: 'rules.fly-command/app' })];
}
