import * as z from 'zod';
import { localized } from './localized.ts';

export { checkValue, safeValue } from './value.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/);

const rule = z
  .string()
  .refine((source) => {
    try {
      new RegExp(`^(?:${source})$`, 'u');
      return true;
    } catch {
      return false;
    }
  })
  .describe('A regular expression that the whole value has to match.');

/** What a reader fills in once, and every snippet follows. */
export const variableSchema = z.strictObject({
  name,
  default: z
    .string()
    .optional()
    .describe('What snippets carry. A variable without one is written `<name>` and known only in a run.'),
  follows: name
    .optional()
    .describe(
      'Another variable, whose default stands in this one: where no value is given, that part follows the other.',
    ),
  pattern: rule,
  choices: z
    .array(z.string())
    .optional()
    .describe('Values to offer; others that match the pattern are still allowed.'),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  multipleOf: z.number().optional(),
  forms: z
    .array(z.string().includes('{}'))
    .optional()
    .describe(
      'How the value stands in snippets, `{}` in its place; `{}` alone unless told. Whole tokens alone are replaced.',
    ),
  label: localized,
  help: localized,
});
export type Variable = z.infer<typeof variableSchema>;

/** What is never written down: it reaches a command through the environment or on standard input. */
export const secretSchema = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  optional: z.literal(true).optional(),
  generate: z
    .strictObject({ bytes: z.number().int().min(16).max(64), encoding: z.enum(['hex', 'base64url']) })
    .optional()
    .describe('How a value can be made up where none is given.'),
  label: localized,
  help: localized,
});
export type Secret = z.infer<typeof secretSchema>;

/** content/variables.json */
export const variablesSchema = z.strictObject({
  variables: z.array(variableSchema).default([]),
  secrets: z.array(secretSchema).default([]),
});
export type Variables = z.infer<typeof variablesSchema>;

/** Text in pieces: what stands as it is, and variables to be filled in. */
export type Template = (string | { var: string })[];

/** Returns a variable's default, in pieces where it follows another variable. */
export function usualOf(variable: Variable, variables: Variable[]): string | Template | undefined {
  const followed = variables.filter(({ name: other }) => other === variable.follows);
  if (variable.default === undefined || followed.length === 0) return variable.default;
  return toTemplate(variable.default, followed);
}

/**
 * Returns where the variables stand in a text, in order and without overlap. A default is found only as a whole token, in one of
 * its variable's forms; `<name>` is found everywhere.
 */
export function findVariables(
  text: string,
  variables: Variable[],
): { name: string; start: number; end: number }[] {
  const found = variables.flatMap((variable) => occurrences(text, variable));
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let last = 0;
  return found.filter(({ start, end }) => {
    if (start < last) return false;
    last = end;
    return true;
  });
}

function occurrences(text: string, variable: Variable): { name: string; start: number; end: number }[] {
  const { name: variableName } = variable;
  const found: { name: string; start: number; end: number }[] = [];
  const placeholder = `<${variableName}>`;
  for (let at = text.indexOf(placeholder); at >= 0; at = text.indexOf(placeholder, at + 1)) {
    found.push({ name: variableName, start: at, end: at + placeholder.length });
  }
  if (variable.default === undefined) return found;
  for (const form of variable.forms ?? ['{}']) {
    const whole = form.replace('{}', () => variable.default ?? '');
    const offset = form.indexOf('{}');
    for (let at = text.indexOf(whole); at >= 0; at = text.indexOf(whole, at + 1)) {
      if (!isWhole(text, at, at + whole.length)) continue;
      found.push({ name: variableName, start: at + offset, end: at + offset + variable.default.length });
    }
  }
  return found;
}

const partOfToken = /[\w-]/;

/** Whether no letter, digit, `_` or `-` goes on before or after what stands between two offsets. */
function isWhole(text: string, start: number, end: number): boolean {
  const goesOn = (inside: number, outside: number) =>
    partOfToken.test(text[inside] ?? '') && partOfToken.test(text[outside] ?? '');
  return !goesOn(start, start - 1) && !goesOn(end - 1, end);
}

/** Returns a text in pieces, its variables found. Joining the defaults again gives the text back. */
export function toTemplate(text: string, variables: Variable[]): Template {
  const template: Template = [];
  let at = 0;
  for (const { name: variableName, start, end } of findVariables(text, variables)) {
    if (start > at) template.push(text.slice(at, start));
    template.push({ var: variableName });
    at = end;
  }
  if (at < text.length) template.push(text.slice(at));
  return template;
}
