import type { Host } from '../host.ts';
import { loadIndex, loadPlan } from '../plans/load.ts';
import { openStore } from '../plans/store.ts';
import { type Exit, exits } from '../stop.ts';
import { aboutCommand, commandNames, everywhere, shells } from './catalogue.ts';
import type { Console } from './console.ts';
import { allRuns } from './find-run.ts';
import { type Options, optionTypes, readCommandLine } from './options.ts';

/** What has been typed so far: the words before, and the one that is being typed. */
interface Typed {
  before: string[];
  present: string;
}

/**
 * `complete -- WORD…`: prints what may stand in the place of the last word, a line each; nothing where a file is wanted, or where
 * nothing can be said. It never complains: somebody is in the middle of typing.
 */
export async function complete(host: Host, { print }: Console, words: readonly string[]): Promise<Exit> {
  const typed = { before: words.slice(0, -1), present: words.at(-1) ?? '' };
  try {
    for (const one of await candidates(host, typed)) if (one.startsWith(typed.present)) print(one);
  } catch {
    // No plans, an unknown runbook, half an option: then there is nothing to offer.
  }
  return exits.done;
}

async function candidates(host: Host, { before, present }: Typed): Promise<readonly string[]> {
  const asked = optionBefore(before);
  const { words, options } = readCommandLine(asked === undefined ? before : before.slice(0, -1));
  const [name, ...operands] = words;
  const about = name === undefined ? undefined : aboutCommand(name);
  if (asked !== undefined) return valuesOf(host, options, asked, words);
  if (present.startsWith('-'))
    return [...(about?.options ?? []), ...everywhere].map((option) => `--${option}`);
  if (name === undefined) return [...commandNames, 'help'];
  if (name === 'help') return commandNames;
  if (operands.length > 0) return [];
  switch (about?.operand) {
    case 'runbook':
      return (await loadIndex(await openStore(host, options.plans))).plans.map(({ id }) => id);
    case 'run':
      return allRuns(host, options).runs.map(({ run }) => run);
    case 'shell':
      return shells;
    default:
      return [];
  }
}

/** Returns the option that wants the present word as its value, or undefined. */
function optionBefore(before: readonly string[]): string | undefined {
  const [, name = ''] = /^--([a-z-]+)$/.exec(before.at(-1) ?? '') ?? [];
  const types: Record<string, { type: string }> = optionTypes;
  return types[name]?.type === 'string' ? name : undefined;
}

async function valuesOf(
  host: Host,
  options: Options,
  option: string,
  [name = '', id]: readonly string[],
): Promise<readonly string[]> {
  switch (option) {
    case 'lang':
      return ['en', 'it'];
    case 'format':
      return aboutCommand(name)?.formats ?? [];
    case 'from':
    case 'until':
    case 'only':
    case 'skip':
    case 'var': {
      if (id === undefined) return [];
      const { steps, variables } = await loadPlan(await openStore(host, options.plans), id);
      return option === 'var' ? variables.map((one) => `${one.name}=`) : steps.map((step) => step.id);
    }
    default:
      return [];
  }
}
