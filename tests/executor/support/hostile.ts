import type { Command, Plan, StepDraft } from '../../../src/runbook/plan.ts';
import { plan, step, variable } from './plans.ts';

/** Characters that no screen shows, each by what it is called. */
export const unseen: readonly [name: string, sign: string][] = [
  ['an escape', '\x1b'],
  ['a title of the window that hides lines', '\x1b]0;'],
  ['the same in one character', '\x9d0;'],
  ['a device control string', '\x1bP'],
  ['a colour', '\x1b[8m'],
  ['a bell', '\x07'],
  ['a backspace', '\b'],
  ['a carriage return', '\r'],
  ['a form feed', '\f'],
  ['a zero', '\0'],
  ['a delete', '\x7f'],
  ['a next line', '\x85'],
  ['a line separator', '\u2028'],
  ['an override of the direction', '\u202e'],
  ['an isolate', '\u2066'],
  ['a tag', '\u{e0072}'],
  ['half a character', '\ud800'],
];

/** Those that words for people may hold, as some languages and pictures need them, and commands may not. */
export const joining: readonly [name: string, sign: string][] = [
  ['a zero-width space', '\u200b'],
  ['a zero-width joiner', '\u200d'],
  ['a word joiner', '\u2060'],
  ['a byte order mark', '\ufeff'],
  ['a mark of direction', '\u200e'],
  ['an Arabic letter mark', '\u061c'],
  ['a soft hyphen', '\u00ad'],
  ['a combining grapheme joiner', '\u034f'],
  ['a Hangul filler', '\u3164'],
  ['a variation selector', '\ufe01'],
  ['a supplementary variation selector', '\u{e0101}'],
  ['an annotation anchor', '\ufff9'],
];

const harmless = [
  'echo ',
  'rm -rf ./x ',
  '# comment ',
  '"',
  "'",
  '\\',
  '$(',
  ')',
  '<<END\n',
  '\n',
  '\n\n',
  '  ',
  '\t',
  ' ',
  '|',
  '&& ',
  '<app>',
  '<id>',
  '🦞',
  'è',
  'e\u0301',
  '漢字',
  'שלום',
  '\u00a0',
  '\u{10ffff}',
  'x'.repeat(300),
];

/** Returns a plan of one to three steps, made up of pieces that make trouble; about half of them hold nothing that is hidden. */
export function hostilePlan(random: () => number): Plan {
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const isClean = random() < 0.5;
  const nasty = [...unseen, ...joining].map(([, sign]) => sign);
  const text = () =>
    Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
      !isClean && random() < 0.15 ? one(nasty) : one(harmless),
    ).join('');
  const shell = () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
      random() < 0.2 ? { var: one(['app', 'id']) } : text(),
    );
  const command = (): Command => ({ shell: shell(), ...(random() < 0.2 ? { on: 'machine' as const } : {}) });
  const steps = Array.from(
    { length: 1 + Math.floor(random() * 3) },
    (_, index): StepDraft =>
      step(`s${index}`, '', {
        title: { en: `${random() < 0.3 ? text() : 'Do'} ${index}` },
        action: random() < 0.2 ? { write: { path: `file-${index}`, text: shell() } } : { run: command() },
        ...(random() < 0.5 ? { check: command() } : {}),
        ...(random() < 0.5 ? { undo: command() } : {}),
        ...(random() < 0.3 ? { expect: { text: shell(), match: 'exact' as const } } : {}),
      }),
  );
  return plan(steps, {
    variables: [variable('app', 'my-app'), variable('id')],
    machine: ['reach ', { var: 'app' }, random() < 0.2 ? text() : ''],
  });
}
