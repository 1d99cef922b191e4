import type { Step } from '../../runbook/plan.ts';
import { commandsOf } from '../plans/flaw.ts';
import { exits, Stop } from '../stop.ts';
import { oneLine } from '../terminal/clean.ts';
import { askReach, needsReach } from './answer.ts';
import { inLanguage, type Workshop } from './session.ts';

/**
 * Sees to it, before anything is done, that what the steps are about can be reached.
 *
 * @param account whose the run was when it began, where that is known
 * @returns whose account is reached, as the reach's test prints it first; undefined where nothing has to be reached
 * @throws Stop where it is not reached or nobody can tell, or where it is another's than it was
 */
export async function demandReach(
  workshop: Workshop,
  steps: readonly Step[],
  cwd: string,
  account?: string,
): Promise<string | undefined> {
  const { plan, language, redactor } = workshop;
  const { reach } = plan;
  if (!reach || !steps.flatMap(commandsOf).some((command) => needsReach(workshop, command))) return account;
  const answer = await askReach(workshop, { cwd, changes: { set: {}, unset: [] } });
  if (workshop.interrupt.signal.aborted)
    throw new Stop(exits.interrupted, { key: 'runbook.reach.interrupted' });
  if (answer.says === 'unknown') {
    const { program } = reach;
    const remedy = oneLine(inLanguage(reach.remedy, language));
    throw new Stop(exits.refused, {
      key: 'runbook.reach.unknown',
      values: { program, reason: answer.reason, remedy },
    });
  }
  const now = redactor.clean(oneLine(answer.printed.trim().split('\n')[0] ?? ''));
  if (account !== undefined && account !== now)
    throw new Stop(exits.refused, { key: 'runbook.reach.other', values: { account, now } });
  return now;
}
