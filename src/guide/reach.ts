import { z } from 'zod';

/** content/machine.json: how steps marked `on="machine"` get there. */
export const reachSchema = z.strictObject({
  machine: z
    .string()
    .optional()
    .describe('The command, on this side, that runs a POSIX shell script on the machine from its standard input.'),
});
export type ReachSettings = z.infer<typeof reachSchema>;
