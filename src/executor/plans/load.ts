import type * as z from 'zod';
import {
  type Plan,
  type PlanIndex,
  planIndexSchema,
  planSchema,
  planVersion,
  sealPlan,
} from '../../runbook/plan.ts';
import type { PlanStore } from '../host.ts';
import { spareMemory } from '../process/memory.ts';
import { exits, reasonOf, Stop } from '../stop.ts';
import { flaw } from './flaw.ts';
import { hiddenIn } from './hidden.ts';

/** Returns what a store holds. */
export async function loadIndex(store: PlanStore): Promise<PlanIndex> {
  return parse(planIndexSchema, await readJson(store, 'index.json'), `${store.origin}: index.json`);
}

/**
 * Returns a plan that is sound: its form is known, its digest is right, and nothing in it reaches where it must not.
 *
 * @throws Stop
 */
export async function loadPlan(store: PlanStore, id: string): Promise<Plan> {
  const index = await loadIndex(store);
  const entry = index.plans.find((plan) => plan.id === id);
  if (!entry) {
    const known = index.plans.map((plan) => plan.id).join(', ');
    throw new Stop(exits.usage, { key: 'runbook.plans.unknown', values: { id, known } });
  }
  if (!/^[a-z0-9-]+\.json$/.test(entry.file)) {
    throw new Stop(exits.refused, {
      key: 'runbook.plans.invalid',
      values: { file: store.origin, where: `plans.${id}.file` },
    });
  }
  const plan = readPlan(await readJson(store, entry.file), `${store.origin}: ${entry.file}`);
  if (plan.id !== id || plan.digest !== entry.digest) {
    throw new Stop(exits.refused, { key: 'runbook.plans.digest', values: { file: entry.file } });
  }
  return plan;
}

/**
 * Returns parsed JSON as a plan that is sound.
 *
 * @param file what it is called in a complaint
 * @throws Stop
 */
export function readPlan(json: unknown, file: string): Plan {
  const plan = parse(planSchema, json, file);
  if (sealPlan(plan).digest !== plan.digest)
    throw new Stop(exits.refused, { key: 'runbook.plans.digest', values: { file } });
  const complaint = flaw(plan);
  if (complaint) throw new Stop(exits.refused, { key: 'runbook.plans.flawed', values: { file } }, complaint);
  return plan;
}

async function readJson(store: PlanStore, name: string): Promise<unknown> {
  let text: string;
  try {
    text = await store.read(name);
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(exits.usage, {
      key: 'runbook.plans.missing',
      values: { where: store.origin, name, reason: reasonOf(error) },
    });
  }
  spareMemory(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new Stop(exits.refused, {
      key: 'runbook.plans.notJson',
      values: { file: `${store.origin}: ${name}` },
    });
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, json: unknown, file: string): z.infer<Schema> {
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;
  if (typeof version === 'number' && version > planVersion) {
    throw new Stop(exits.refused, { key: 'runbook.plans.newer', values: { file, version } });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) {
    const hidden = hiddenIn(parsed.data);
    if (hidden) throw new Stop(exits.refused, { key: 'runbook.plans.flawed', values: { file } }, hidden);
    return parsed.data;
  }
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new Stop(exits.refused, { key: 'runbook.plans.invalid', values: { file, where } });
}
