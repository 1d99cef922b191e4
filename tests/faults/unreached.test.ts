import { expect } from 'vitest';
import { order } from '../../src/rehearsal/faults/order.ts';
import { openWorld } from '../../src/rehearsal/world.ts';
import { defineFaults } from './support/define.ts';
import { asExecutor, copyOf, guideCompiled, isFar, type Question, questions } from './support/questions.ts';

/** What happens while a question is asked: it passes, or stays until somebody mends it. */
const ways = ['once', 'no-network', 'logged-out', 'wrong-app'] as const;

/** Every question of the guide, in each way in which it may not be answered. */
const cases = () => questions().flatMap((question) => ways.map((way) => ({ question, way })));

defineFaults({
  name: 'unreached',
  holds: 'a question that was not answered is neither a yes nor a no',
  cases,
  label: ({ question, way }) => `${question.name}/${way}`,
  sample: 12,
  async run({ question, way }, { onTestFinished }) {
    const { world, clear } = await copyOf('deploy');
    onTestFinished(clear);
    const well = await asExecutor(world, question);
    const told = await askDuring(world, question, way);
    // Whatever fails once is asked again; what lies here alone can be told in any case.
    if (way === 'once' || !(isFar(question) || asksWeb(question))) expect(told.says).toBe(well.says);
    else if (way === 'wrong-app' && isList(question)) expect(told.says).toBe('no');
    else expect(told.says).toBe('unknown');
  },
});

async function askDuring(world: string, question: Question, way: (typeof ways)[number]) {
  if (way === 'once') order(world, 'http-503');
  if (way === 'no-network') order(world, 'no-network');
  if (way === 'logged-out') {
    openWorld(world).store.change((state) => {
      state.loggedOut = true;
    });
  }
  return asExecutor(world, question, way === 'wrong-app' ? 'no-such-app' : undefined);
}

/** Whether a question is put to the gateway's public address, over the app's name alone. */
function asksWeb({ command }: Question): boolean {
  return command.shell.some((piece) => typeof piece === 'string' && /\bcurl\b/.test(piece));
}

/** Whether a question asks which apps there are: to that, a name that is not there is answered. */
function isList({ command }: Question): boolean {
  return command.shell.some((piece) => typeof piece === 'string' && piece.includes('fly apps list'));
}

if (guideCompiled().index.symptoms.length === 0) throw new Error('The guide has no symptoms.');
