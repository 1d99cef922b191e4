import type { Plan } from '../../runbook/plan.ts';
import type { PlanStore } from '../host.ts';
import { exits, Stop } from '../stop.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';
import { printPlan } from './show.ts';

/**
 * Lets a plan from elsewhere run only when the user has named its digest; otherwise shows it.
 *
 * @throws Stop
 */
export function demandTrust(store: PlanStore, plan: Plan, options: Options, console: Console): void {
  if (!store.foreign || options.trust?.toLowerCase() === plan.digest) return;
  if (options.trust !== undefined) {
    throw new Stop(exits.refused, {
      key: 'runbook.trust.other',
      values: { digest: plan.digest, trusted: options.trust },
    });
  }
  if (!options.json) printPlan(plan, console);
  throw new Stop(exits.refused, {
    key: 'runbook.trust.needed',
    values: { origin: store.origin, digest: plan.digest },
  });
}
