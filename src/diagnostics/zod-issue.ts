import type * as z from 'zod';
import type { Message } from './diagnostic.ts';

/** Returns what zod found, as a sentence in the reader's language. */
export function explainIssue(issue: z.core.$ZodIssue): Message {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && issue.message.endsWith('undefined')
        ? { key: 'reason.missing' }
        : { key: 'reason.type', values: { expected: issue.expected } };
    case 'unrecognized_keys':
      return { key: 'reason.keys', values: { keys: issue.keys.map((key) => `\`${key}\``).join(', ') } };
    case 'invalid_value':
      return {
        key: 'reason.choice',
        values: { choices: issue.values.map((value) => `\`${String(value)}\``).join(', ') },
      };
    case 'invalid_format':
      return { key: 'reason.format', values: { pattern: issue.pattern ?? issue.format } };
    case 'too_small':
      return { key: 'reason.small', values: { minimum: String(issue.minimum) } };
    case 'too_big':
      return { key: 'reason.big', values: { maximum: String(issue.maximum) } };
    default:
      return { key: 'reason.other' };
  }
}
