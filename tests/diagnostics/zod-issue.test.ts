import { expect, test } from 'vitest';
import * as z from 'zod';
import { toWords } from '../../src/diagnostics/message.ts';
import { explainIssue } from '../../src/diagnostics/zod-issue.ts';
import { speak } from '../../src/words.ts';

test.each([
  ['what is missing', z.strictObject({ a: z.string() }), {}, 'reason.missing', undefined],
  ['another type', z.string(), 7, 'reason.type', { expected: 'string' }],
  ['keys that there are not', z.strictObject({}), { a: 1, b: 2 }, 'reason.keys', { keys: '`a`, `b`' }],
  ['none of the choices', z.enum(['x', 'y']), 'z', 'reason.choice', { choices: '`x`, `y`' }],
  ['another form', z.string().regex(/^a$/), 'b', 'reason.format', { pattern: '/^a$/' }],
  ['too little', z.number().min(3), 2, 'reason.small', { minimum: '3' }],
  ['too much', z.number().max(3), 4, 'reason.big', { maximum: '3' }],
  ['anything else', z.string().refine(() => false), 'a', 'reason.other', undefined],
] as const)('%s is said in a sentence of each language', (_, schema, value, key, values) => {
  const [issue] = schema.safeParse(value, { reportInput: true }).error?.issues ?? [];
  if (issue === undefined) throw new Error('zod took it.');
  const message = explainIssue(issue);
  expect(message.key).toBe(key);
  if (values) expect(message.values).toEqual(values);
  expect(toWords(message, speak('it'))).not.toBe(toWords(message, speak('en')));
});
