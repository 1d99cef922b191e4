import type { Plan } from '../../runbook/plan.ts';
import type { Host } from '../host.ts';
import { listRuns, readRunName, runFolder } from '../journal/folder.ts';
import { readJournal } from '../journal/journal.ts';
import { holderOfFolder } from '../journal/lock.ts';
import { didSomething, replay } from '../journal/state.ts';
import { exits, Stop } from '../stop.ts';
import type { Asker } from '../terminal/ask.ts';
import { againWith, type Console } from './console.ts';
import type { Options } from './options.ts';
import type { Place } from './world.ts';

/**
 * Looks for a run of the plan that did something and is not at its end. Returns it, where there is one, and what the user wants done
 * about it.
 *
 * @throws Stop where there is one and nobody says
 * @throws what is wrong with a journal that may be of such a run
 */
export async function unfinishedRun(
  host: Host,
  options: Options,
  console: Console,
  plan: Plan,
  place: Place,
  asker: Asker | undefined,
): Promise<{ run: string; wanted: 'new' | 'resume' | 'undo' } | undefined> {
  const run = findUnfinished(place.state, plan.id);
  if (!run) return undefined;
  const holder = holderOfFolder(runFolder(place.state, run).folder);
  const ways = {
    resume: againWith(host, options, 'resume', run),
    undo: againWith(host, options, 'undo', run),
  };
  if (holder)
    throw new Stop(exits.refused, { key: 'runbook.unfinished.running', values: { run, pid: holder.pid } });
  if (asker) {
    const { say } = console;
    const words = {
      new: say('runbook.ask.word.new'),
      resume: say('runbook.ask.word.resume'),
      undo: say('runbook.ask.word.undo'),
    } as const;
    console.aside.write(`${say('runbook.unfinished', { run })}\n`);
    for (;;) {
      const answer = (await asker.ask(`${say('runbook.ask.unfinished')} `)).toLowerCase();
      if (answer === '') break;
      const wanted = (['new', 'resume', 'undo'] as const).find((one) => words[one].startsWith(answer));
      if (wanted) return { run, wanted };
    }
  }
  throw new Stop(
    exits.refused,
    { key: 'runbook.unfinished', values: { run } },
    { key: 'runbook.unfinished.ways', values: ways },
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
      } catch (fault) {
        if (readRunName(run)?.plan === plan.slice(0, 40)) throw fault;
        return [];
      }
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1)?.run;
}
