import type { Finding } from '../../diagnostics/diagnostic.ts';
import { checkBindings } from './bindings.ts';
import { checkChannels } from './channels.ts';
import type { Context } from './context.ts';
import { checkModels } from './models.ts';
import { checkStamp } from './stamp.ts';

/** What must hold within one configuration beyond its schema. */
export const semantics: ((context: Context) => Finding[])[] = [
  checkModels,
  checkBindings,
  checkChannels,
  checkStamp,
];
