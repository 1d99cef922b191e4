import * as z from 'zod';
import { annotationSchema } from '../guide/annotation.ts';
import { targetsSchema } from '../guide/targets.ts';
import { variablesSchema } from '../guide/variables.ts';
import { eventSchema } from '../runbook/event.ts';
import { planIndexSchema, planSchema } from '../runbook/plan.ts';
import { fileSchemas } from './check/schemas.ts';
import { proofReportSchema } from './proofs.ts';

/** Returns the JSON Schemas that the site offers, by name: of our own data, and of the files that readers write. */
export function publicSchemas(): Map<string, unknown> {
  const own = {
    plan: planSchema,
    'plan-index': planIndexSchema,
    'run-event': eventSchema,
    variables: variablesSchema,
    targets: targetsSchema,
    proofs: proofReportSchema,
    annotations: annotationSchema,
  };
  return new Map<string, unknown>([
    ...Object.entries(own).map(
      ([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })] as const,
    ),
    ...fileSchemas(),
  ]);
}
