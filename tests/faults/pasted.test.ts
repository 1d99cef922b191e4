import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';
import { ills } from '../../src/rehearsal/faults/ills.ts';
import { order } from '../../src/rehearsal/faults/order.ts';
import { defineFaults } from './support/define.ts';
import { asExecutor, asPasted, copyOf, questions } from './support/questions.ts';

const shells = ['bash', ...(isThere('zsh') ? ['zsh'] : [])];
if (shells.length === 1)
  process.stderr.write('Questions are pasted into bash alone: there is no zsh here.\n');

/** In what each question is asked: well, with the problem that it is about, and without a network. */
const cases = () =>
  questions().flatMap((question) => {
    const [, ill = ''] = question.name.split('/');
    const fault = question.name.startsWith('symptom/') && ill in ills ? [ill] : ['gateway-silent'];
    return ['well', ...fault, 'no-network'].map((state) => ({ question, state }));
  });

defineFaults({
  name: 'pasted',
  holds: 'a question has one answer, whoever asks it',
  cases,
  label: ({ question, state }) => `${question.name}/${state}`,
  sample: 12,
  async run({ question, state }, { onTestFinished }) {
    const { world, clear } = await copyOf('deploy');
    onTestFinished(clear);
    if (state !== 'well') order(world, state);
    const { says } = await asExecutor(world, question);
    const pasted = await Promise.all(shells.map((shell) => asPasted(world, question, shell)));
    expect(pasted).toEqual(shells.map(() => says));
    if (question.name === `symptom/${state}`) expect(says).toBe('yes');
  },
});

function isThere(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
