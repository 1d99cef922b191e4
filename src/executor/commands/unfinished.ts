import type { Plan } from '../../runbook/plan.ts';
import type { Host } from '../host.ts';
import { listRuns, runFolder } from '../journal/folder.ts';
import { readJournal } from '../journal/journal.ts';
import { holderOfFolder } from '../journal/lock.ts';
import { didSomething, replay } from '../journal/state.ts';
import { exits, Stop } from '../stop.ts';
import type { Asker } from '../terminal/ask.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';
import type { Place } from './world.ts';

/**
 * Looks for a run of the plan that did something and is not at its end.
 *
 * @throws Stop where there is one, with what can be done about it
 */
export async function unfinishedRun(
  _host: Host,
  _options: Options,
  console: Console,
  plan: Plan,
  place: Place,
  asker: Asker | undefined,
): Promise<void> {
  const run = findUnfinished(place.state, plan.id);
  if (!run) return;
  const holder = holderOfFolder(runFolder(place.state, run).folder);
  if (holder)
    throw new Stop(exits.refused, { key: 'runbook.unfinished.running', values: { run, pid: holder.pid } });
  if (asker) {
    console.print(console.say('runbook.unfinished', { run }));
    const answer = (await asker.ask(`${console.say('runbook.ask.unfinished')} `)).toLowerCase();
    if (answer !== '' && console.say('runbook.ask.word.new').startsWith(answer)) return;
  }
  throw new Stop(
    exits.refused,
    { key: 'runbook.unfinished', values: { run } },
    { key: 'runbook.unfinished.ways', values: { run } },
  );
}

/** Returns the last run of a plan that did something and is neither finished nor undone. */
function findUnfinished(state: string, plan: string): string | undefined {
  return listRuns(state)
    .flatMap((run) => {
      try {
        const found = replay(readJournal(runFolder(state, run).journal).records);
        const open =
          found &&
          found.header.plan.id === plan &&
          ['open', 'failed', 'interrupted'].includes(found.outcome) &&
          didSomething(found);
        return open ? [{ run, at: found.lastAt }] : [];
      } catch {
        return [];
      }
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1)?.run;
}
