import type { Finding, Fix, Message } from '../../../diagnostics/diagnostic.ts';
import { found } from '../../shell/rule.ts';
import type { FlyInvocation, FlyWord } from '../invocation.ts';
import { boolRule, dashRule, swallowRule } from '../rules.ts';
import { flagsOf } from '../tree.ts';
import { replace } from './replace.ts';

/** A flag that is not read as it was meant, and the words whose other findings would only follow from it. */
export interface Misread {
  finding: Finding;
  words: FlyWord[];
}

/** Returns the flags that flyctl takes without a word and reads otherwise than meant. */
export function findMisread(invocation: FlyInvocation, words: readonly FlyWord[]): Misread[] {
  return [...singleDashes(invocation, words), ...strayBools(invocation), ...swallowed(invocation)];
}

/** `-app name`: pflag reads `-a` with the value `pp`. */
function singleDashes({ path }: FlyInvocation, words: readonly FlyWord[]): Misread[] {
  const { long, short } = flagsOf(path);
  return words.flatMap((word) => {
    const [, name, value = ''] = /^-([a-z][a-z0-9-]+)(=.*)?$/s.exec(word.value) ?? [];
    if (name === undefined || !long.has(name) || word.dynamic) return [];
    const first = short.get(name[0] ?? '');
    const span = { start: word.start, end: word.end - value.length };
    const values = { written: `-${name}`, flag: `--${name}` };
    const message: Message =
      first && first.type !== 'bool'
        ? {
            key: 'rules.fly-command/single-dash.value',
            values: { ...values, short: `-${name[0]}`, value: name.slice(1) },
          }
        : { key: 'rules.fly-command/single-dash', values };
    return {
      finding: found(dashRule, span, message, { fixes: [replace(span, `--${name}`)] }),
      words: [word],
    };
  });
}

/** `--ha false`: the flag is on, and `false` is an argument. */
function strayBools({ flags, args, program, path }: FlyInvocation): Misread[] {
  return flags.flatMap((given) => {
    if (given.flag.type !== 'bool' || given.valueWord) return [];
    const stray = args.find(
      (arg) =>
        /^(true|false)$/.test(arg.value) && arg.start > given.word.end && arg.start - given.word.end <= 1,
    );
    if (!stray) return [];
    const values = { flag: given.word.value, value: stray.value, command: `${program} ${path}` };
    const edits = [{ start: given.word.end, end: stray.start, text: '=' }];
    const text = `${given.word.value}=${stray.value}`;
    const fixes: Fix[] = given.word.value.startsWith('--')
      ? [{ message: { key: 'fix.replace', values: { text } }, edits, safe: true }]
      : [];
    const span = { start: given.word.start, end: stray.end };
    return {
      finding: found(boolRule, span, { key: 'rules.fly-command/bool', values }, { fixes }),
      words: [stray],
    };
  });
}

/** `--app --yes`: the name of the app is `--yes`. */
function swallowed({ flags, path }: FlyInvocation): Misread[] {
  const { long, short } = flagsOf(path);
  return flags.flatMap(({ valueWord, word, value }) => {
    if (!valueWord || valueWord === word || valueWord.start === word.start) return [];
    const name = /^--([a-z][a-z0-9-]*)(?:=|$)/.exec(value)?.[1];
    const letter = /^-([a-zA-Z])$/.exec(value)?.[1];
    const known = (name !== undefined && long.has(name)) || (letter !== undefined && short.has(letter));
    if (!known || valueWord.start <= word.end - 1) return [];
    const values = { flag: word.value, value };
    return {
      finding: found(
        swallowRule,
        { start: word.start, end: valueWord.end },
        { key: 'rules.fly-command/swallow', values },
      ),
      words: [valueWord],
    };
  });
}
