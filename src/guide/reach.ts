import * as z from 'zod';
import { localized } from './localized.ts';

/** A program that the guide needs: how its version and its login are asked, and what to do where they are wanting. */
export const demandSchema = z.strictObject({
  program: z.string().describe('The program that has to be there.'),
  version: z
    .strictObject({
      shell: z.string().describe('Shell that prints the version.'),
      pattern: z
        .string()
        .describe('The regular expression whose first group, in what the shell prints, is the version.'),
    })
    .optional()
    .describe('How its version is asked.'),
  target: z
    .string()
    .optional()
    .describe(
      'The version that the guide is true for; in content/machine.json the name of its entry in targets.json.',
    ),
  reach: z
    .string()
    .optional()
    .describe(
      'Shell that exits 0 where the program reaches all that the guide is about, 1 where it reaches the account and what the guide is about is not there, and with anything else where it cannot tell.',
    ),
  login: z.string().optional().describe('Shell that exits 0 when somebody is logged in.'),
  remedy: localized.describe('What to do where it is missing or too old, by language.'),
  loginRemedy: localized
    .optional()
    .describe('What to do where nobody is logged in, or the account is not reached, by language.'),
});
export type Demand = z.infer<typeof demandSchema>;

/** content/machine.json: how steps marked `on="machine"` get there, and what the reader's own machine has to have. */
export const reachSchema = z.strictObject({
  machine: z
    .string()
    .optional()
    .describe(
      'The command, on this side, that runs a POSIX shell script on the machine from its standard input.',
    ),
  demands: z.array(demandSchema).default([]),
});
export type ReachSettings = z.infer<typeof reachSchema>;
