import * as z from 'zod';
import { localized } from './localized.ts';

/** What a reader has to be told of a command before copying it. */
export const cautionSchema = z.strictObject({
  kind: z.enum(['irreversible', 'costs', 'opens']),
  text: localized,
  unless: z.array(z.string()).default([]).describe('Flags with which it does not hold.'),
});
export type Caution = z.infer<typeof cautionSchema>;

/** What a key, a command or a flag means, in every language. What it may hold is not said here: the tables that check it know. */
export const meaningSchema = z.strictObject({
  what: localized,
  wrong: localized.optional().describe('What goes wrong with it.'),
  default: z.string().optional().describe('What counts where nothing is written, if the tables do not know.'),
  cautions: z.array(cautionSchema).default([]),
  docs: z.url().describe('Its documentation.'),
});
export type Meaning = z.infer<typeof meaningSchema>;

/** content/meanings/<format>.json: by the names that the format gives its keys, commands or flags. */
export const meaningsSchema = z.record(z.string(), meaningSchema);
export type Meanings = z.infer<typeof meaningsSchema>;

/** A meaning together with the name that it was found by. */
export interface Named {
  format: string;
  name: string;
  meaning: Meaning;
}

/** Returns the meaning of the first of these names that has one. */
export function meaningOf(
  meanings: ReadonlyMap<string, Meanings>,
  { format, names }: { format: string; names: readonly string[] },
): Named | undefined {
  const known = meanings.get(format) ?? {};
  const name = names.find((each) => Object.hasOwn(known, each));
  const meaning = name === undefined ? undefined : known[name];
  return name !== undefined && meaning ? { format, name, meaning } : undefined;
}
