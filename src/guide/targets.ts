import * as z from 'zod';

/** content/targets.json: the versions of each program that the guide is true for. */
export const targetsSchema = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.string().regex(/^[\w.-]+$/));
export type Targets = z.infer<typeof targetsSchema>;
