import type { Finding } from '../../diagnostics/diagnostic.ts';
import { checkBindings } from './bindings.ts';
import { checkChannels } from './channels.ts';
import type { Context } from './context.ts';
import { checkExposed } from './exposed.ts';
import { checkMarkers, checkStamp } from './leftovers.ts';
import { checkModels } from './models.ts';
import { checkOpenAgent } from './open-agent.ts';
import { checkOpenDms } from './open-dms.ts';
import { checkOrigins } from './origins.ts';

/** What must hold within one configuration beyond its schema. */
export const semantics: ((context: Context) => Finding[])[] = [
  checkModels,
  checkBindings,
  checkChannels,
  checkOpenDms,
  checkOpenAgent,
  checkExposed,
  checkOrigins,
  checkStamp,
  checkMarkers,
];
