import * as z from 'zod';

/** Why a step did not do what it should have. */
export const failureSchema = z.enum([
  'exit',
  'signal',
  'timeout',
  'interrupt',
  'expect',
  'check',
  'capture',
  'machine',
  'ready',
  'file',
  'folder',
]);
export type Failure = z.infer<typeof failureSchema>;
