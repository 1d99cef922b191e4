import { inLanguage } from '../engine/session.ts';
import type { Host } from '../host.ts';
import { loadIndex } from '../plans/load.ts';
import { openStore } from '../plans/store.ts';
import { type Exit, exits } from '../stop.ts';
import { oneLine } from '../terminal/clean.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';

/** `list`: prints the runbooks that there are. */
export async function list(
  host: Host,
  options: Options,
  { print, say, style, language }: Console,
): Promise<Exit> {
  const { plans } = await loadIndex(await openStore(host, options.plans));
  if (options.json) {
    print(
      JSON.stringify(
        plans.map(({ id, title, steps, digest }) => ({
          id,
          title: inLanguage(title, language),
          steps,
          digest,
        })),
        null,
        2,
      ),
    );
    return exits.done;
  }
  const width = Math.max(...plans.map(({ id }) => id.length), 0);
  for (const { id, title, steps } of plans) {
    print(
      `${style.bold(id.padEnd(width))}  ${oneLine(inLanguage(title, language))}  ${style.dim(say('runbook.list.steps', { count: steps }))}`,
    );
  }
  return exits.done;
}
