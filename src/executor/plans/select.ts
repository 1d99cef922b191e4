import type { Plan, Step } from '../../runbook/plan.ts';
import type { Selection } from '../journal/record.ts';
import { exits, Stop } from '../stop.ts';

/**
 * Returns the steps that a run is about, in the plan's order.
 *
 * @throws Stop where a step is named that the plan does not have, or what is said of them is contrary
 */
export function selectSteps(plan: Plan, selection: Selection): Step[] {
  const place = (id: string) => {
    const index = plan.steps.findIndex((step) => step.id === id);
    if (index < 0)
      throw new Stop(exits.usage, { key: 'runbook.step.unknown', values: { step: id, plan: plan.id } });
    return index;
  };
  const from = selection.from === undefined ? 0 : place(selection.from);
  const until = selection.until === undefined ? plan.steps.length - 1 : place(selection.until);
  for (const id of [...selection.only, ...selection.skip]) place(id);
  if (from > until) {
    const values = { from: selection.from ?? '', until: selection.until ?? '' };
    throw new Stop(exits.usage, { key: 'runbook.usage.order', values });
  }
  const selected = plan.steps.filter(
    ({ id }, index) =>
      index >= from &&
      index <= until &&
      (selection.only.length === 0 || selection.only.includes(id)) &&
      !selection.skip.includes(id),
  );
  const lost = selection.only.find((id) => !selected.some((step) => step.id === id));
  if (lost !== undefined)
    throw new Stop(exits.usage, { key: 'runbook.usage.leftOut', values: { step: lost } });
  if (selected.length === 0) throw new Stop(exits.usage, { key: 'runbook.usage.noSteps' });
  return selected;
}
