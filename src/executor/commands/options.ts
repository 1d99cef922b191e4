import { parseArgs } from 'node:util';
import type { Selection } from '../journal/record.ts';
import { exits, Stop } from '../stop.ts';

/** Every option, as node:util knows it. */
export const optionTypes = {
  var: { type: 'string', multiple: true },
  vars: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  from: { type: 'string' },
  until: { type: 'string' },
  only: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  rehearse: { type: 'boolean' },
  'real-gateway': { type: 'boolean' },
  world: { type: 'string' },
  lang: { type: 'string' },
  json: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  verbose: { type: 'boolean', short: 'v' },
  'state-dir': { type: 'string' },
  plans: { type: 'string' },
  trust: { type: 'string' },
  'accept-changes': { type: 'boolean' },
  new: { type: 'boolean' },
  probe: { type: 'boolean' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

export type OptionName = keyof typeof optionTypes;

/** The options of a command line, each as the user wrote it. */
export interface Options {
  var: string[];
  vars?: string;
  yes: boolean;
  selection: Selection;
  rehearse: boolean;
  /** The program itself is to run on the machines of the rehearsal, in place of a model of it. */
  realGateway: boolean;
  world?: string;
  lang?: string;
  json: boolean;
  color: boolean;
  quiet: boolean;
  verbose: boolean;
  stateDir?: string;
  plans?: string;
  trust?: string;
  acceptChanges: boolean;
  new: boolean;
  probe: boolean;
  format?: string;
  help: boolean;
  version: boolean;
  /** Which options were written. */
  given: OptionName[];
}

/** A command line in its parts: options may stand anywhere. */
export interface CommandLine {
  words: string[];
  options: Options;
}

/**
 * Reads a command line.
 *
 * @throws Stop where an option is unknown, has no value or should have none
 */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options: optionTypes,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const texts = new Map<string, string[]>();
  const flags = new Set<string>();
  const written = new Set<OptionName>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const values = { option: token.rawName };
    if (!isOption(token.name)) throw new Stop(exits.usage, { key: 'runbook.usage.option', values });
    written.add(token.name);
    const { type } = optionTypes[token.name];
    if (type === 'boolean') {
      if (token.value !== undefined) throw new Stop(exits.usage, { key: 'runbook.usage.flag', values });
      flags.add(token.name);
    } else {
      if (token.value === undefined || (!token.inlineValue && /^-./.test(token.value))) {
        throw new Stop(exits.usage, { key: 'runbook.usage.value', values });
      }
      texts.set(token.name, [...(texts.get(token.name) ?? []), token.value]);
    }
  }
  const last = (name: string) => texts.get(name)?.at(-1);
  const steps = (name: string) =>
    (texts.get(name) ?? []).flatMap((list) => list.split(',').map((id) => stepIn(name, id)));
  const given = Object.fromEntries(
    (['vars', 'world', 'lang', 'plans', 'trust', 'format'] as const).flatMap((name) => {
      const value = last(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const [from, until] = ['from', 'until'].map((name) =>
    texts
      .get(name)
      ?.map((id) => stepIn(name, id))
      .at(-1),
  );
  const stateDir = last('state-dir');
  return {
    words: positionals,
    options: {
      ...given,
      var: texts.get('var') ?? [],
      yes: flags.has('yes'),
      selection: {
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
        only: steps('only'),
        skip: steps('skip'),
      },
      rehearse: flags.has('rehearse') || flags.has('real-gateway') || texts.has('world'),
      realGateway: flags.has('real-gateway'),
      json: flags.has('json'),
      color: !flags.has('no-color'),
      quiet: flags.has('quiet'),
      verbose: flags.has('verbose'),
      ...(stateDir === undefined ? {} : { stateDir }),
      acceptChanges: flags.has('accept-changes'),
      new: flags.has('new'),
      probe: flags.has('probe'),
      help: flags.has('help'),
      version: flags.has('version'),
      given: [...written],
    },
  };
}

/** Returns a step's name as it was written; one that is nothing, such as an unset variable of a shell, would mean all or none. */
function stepIn(option: string, text: string): string {
  const id = text.trim();
  if (id !== '') return id;
  throw new Stop(exits.usage, { key: 'runbook.usage.steps', values: { option: `--${option}` } });
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(optionTypes, name);
}
