import type { Step } from '../../runbook/plan.ts';
import { isYes } from '../terminal/answer.ts';
import type { Asker } from '../terminal/ask.ts';
import { harmless } from '../terminal/clean.ts';
import { inLanguage, pageOf, type Session } from './session.ts';

/** What the user wants done about a step. */
export type Choice = 'run' | 'skip' | 'hand' | 'change' | 'quit' | { jump: string };

/**
 * Asks what to do about a step until the answer says it. Before a step runs, Enter alone runs it; once it has failed, nothing goes
 * without saying.
 *
 * @param open the other steps that may be gone to
 */
export async function choose(
  session: Session,
  asker: Asker,
  step: Step,
  open: Step[],
  after?: 'failed',
): Promise<Choice> {
  const { say } = session;
  const question = after === 'failed' ? say('runbook.ask.failed') : say('runbook.ask.step');
  const help = after === 'failed' ? say('runbook.ask.failed.help') : say('runbook.ask.help');
  for (;;) {
    const answer = (await asker.ask(`${question} `)).toLowerCase();
    const [word = '', target] = answer.split(/\s+/);
    const isRun = after === undefined && (word === '' || isYes(say, word));
    switch (isRun ? 'run' : meaningOf(session, word, after)) {
      case 'run':
        return 'run';
      case 'skip':
        return 'skip';
      case 'hand':
        return 'hand';
      case 'change':
        return 'change';
      case 'all':
        session.asking = false;
        return 'run';
      case 'quit':
        return 'quit';
      case 'jump': {
        const ids = open.map(({ id }) => id);
        const id = target ?? (await asker.ask(`${say('runbook.ask.jump', { steps: ids.join(', ') })} `));
        if (ids.includes(id)) return { jump: id };
        session.report({
          event: 'note',
          message: say('runbook.step.unknown', { step: id, plan: session.plan.id }),
        });
        break;
      }
      case 'explain':
        session.report({ event: 'note', message: explain(session, step) });
        break;
      default:
        session.report({ event: 'note', message: help });
    }
  }
}

/** Returns what an answer means: a word of the user's language or its beginning. What has failed is not gone past unasked. */
function meaningOf(
  { say }: Session,
  word: string,
  after?: 'failed',
): 'run' | 'skip' | 'hand' | 'change' | 'all' | 'jump' | 'explain' | 'quit' | undefined {
  if (word === '') return undefined;
  const words = {
    run: say('runbook.ask.word.run'),
    skip: say('runbook.ask.word.skip'),
    hand: say('runbook.ask.word.hand'),
    change: say('runbook.ask.word.change'),
    all: say('runbook.ask.word.all'),
    jump: say('runbook.ask.word.jump'),
    explain: say('runbook.ask.word.explain'),
    quit: say('runbook.ask.word.quit'),
  };
  const meanings = Object.keys(words) as (keyof typeof words)[];
  const fitting = meanings.filter(
    (meaning) => words[meaning].startsWith(word) && !(after === 'failed' && meaning === 'all'),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Returns what the guide says about a step: its words, and where they stand. */
function explain(session: Session, step: Step): string {
  const page = pageOf(session, step);
  const lines = [
    inLanguage(step.title, session.language),
    step.words ? inLanguage(step.words, session.language) : '',
    page === undefined ? '' : session.say('runbook.explain.page', { page }),
    step.undo || 'write' in step.action ? '' : session.say('runbook.explain.final'),
  ];
  return harmless(lines.filter((line) => line !== '').join('\n'));
}
