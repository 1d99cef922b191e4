import { describe, expect, inject, test } from 'vitest';
import { checkOpenclawConfig } from '../../src/formats/openclaw-config/check.ts';
import type { Fence } from '../../src/guide/fence.ts';
import { randomFrom } from '../../src/project/mutate.ts';
import { ownEnvironment } from '../../src/rehearsal/real/environment.ts';
import { validateByCommand, validateConfigs } from '../../src/rehearsal/real/validate.ts';
import { kindOf } from '../../src/rules/snippets/kind.ts';
import { prove, theGuide } from '../support/evidence.ts';
import { Machine } from './support/machine.ts';
import { spoil } from './support/spoil.ts';

// `openclaw config validate` and our check read the same configs. A wrong word of either would be a wrong word of the guide's.

const seed = 20261125;
const mutations = 200;

/** Where the two may differ, by the code of our finding, and why that is right. */
const explained: Record<string, string> = {
  'openclaw/unknown-channel':
    'the program knows only channels of plugins that it has; ours warns of a stranger, since a plugin may bring it, and calls a misspelt one an error, which the program may take for another case of the letters',
  'openclaw/binding-agent': 'the program does not ask whether the agent of a binding is there',
  'openclaw/name': 'the schema asks for lower-case names of agents; the program makes them so itself',
};

/** Whole configurations of the guide for the target version, each with the fences that have it in any language. */
const configs = new Map<string, Fence[]>();
for (const fence of theGuide().pages.flatMap((page) => page.fences)) {
  if (kindOf(fence, false) !== 'openclaw-config' || !fence.text.includes('"agents"')) continue;
  configs.set(fence.text, [...(configs.get(fence.text) ?? []), fence]);
}
const texts = [...configs.keys()];

const findingsOf = (text: string) =>
  checkOpenclawConfig(text, { version: inject('release').version, syntax: 'json5' });
const isTaken = (text: string) => findingsOf(text).every(({ severity }) => severity !== 'error');

describe('`openclaw config validate` and the check agree', () => {
  test('on every configuration of the guide', async (context) => {
    const verdicts = await validateConfigs(inject('release'), texts);
    expect(verdicts.map(({ valid }) => valid)).toEqual(texts.map(isTaken));
    expect(verdicts.filter(({ valid }) => valid).length).toBeGreaterThanOrEqual(3);
    const taken = texts.filter((_, index) => verdicts[index]?.valid);
    prove(
      context,
      'real',
      taken.flatMap((text) => (configs.get(text) ?? []).filter(isForTarget)),
    );
  });

  test(`on ${mutations} spoilt ones, but for what is explained`, async () => {
    const random = randomFrom(seed);
    const spoilt = Array.from({ length: mutations }, () =>
      spoil(texts[Math.floor(random() * texts.length)] ?? '', random),
    );
    const verdicts = await validateConfigs(inject('release'), spoilt);
    expect(verdicts).toHaveLength(mutations);
    const differing = spoilt.flatMap((text, index) => {
      const verdict = verdicts[index];
      const taken = isTaken(text);
      if (verdict === undefined || verdict.valid === taken) return [];
      const ours = findingsOf(text).filter(({ severity }) => taken || severity === 'error');
      const codes = [...new Set(ours.map(({ code }) => code))].filter((code) => code in explained);
      const why = codes.map((code) => `${code}: ${explained[code]}`).join('; ');
      return [{ program: verdict.valid ? 'takes it' : verdict.issues, ours, why, text }];
    });
    for (const { program, why } of differing) console.log(`${JSON.stringify(program)}: ${why}`);
    expect(differing.filter(({ why }) => why === '')).toEqual([]);
    // Both sides have something to take and something to refuse.
    const valid = verdicts.filter((verdict) => verdict.valid).length;
    expect(valid).toBeGreaterThan(10);
    expect(valid).toBeLessThan(mutations - 10);
  });

  test('by the command itself as by the function behind it', async () => {
    const [good = ''] = texts;
    const samples = [good, good.replace('"local"', '"lcoal"'), good.replace('"agents"', '"agent"'), '{'];
    const byFunction = await validateConfigs(inject('release'), samples);
    for (const [index, text] of samples.entries()) {
      const machine = new Machine(text);
      const env = { ...ownEnvironment(machine.folder), OPENCLAW_STATE_DIR: machine.state };
      const { valid } = await validateByCommand(inject('release'), env);
      expect(valid, text).toBe(byFunction[index]?.valid);
      await machine.remove();
    }
  });
});

function isForTarget({ annotations: { target } }: Fence): boolean {
  return target === undefined || target === `openclaw@${inject('release').version}`;
}
