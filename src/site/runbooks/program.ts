import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PlanIndex, planIndexSchema } from '../../runbook/plan.ts';

/** Returns what the index of the plans says of the program that the site serves, or undefined before either is built. */
export function programOf(publicFolder: string): PlanIndex['program'] {
  try {
    const index = readFileSync(join(publicFolder, 'runbooks/index.json'), 'utf8');
    return planIndexSchema.parse(JSON.parse(index)).program;
  } catch {
    return undefined;
  }
}
