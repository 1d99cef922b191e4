import { h } from '@astrojs/starlight/expressive-code/hast';
import type { Caution } from '../../guide/meaning.ts';
import { type Language, speak, type WordKey } from '../../words.ts';
import { richText } from './rich-text.ts';
import type { Explained } from './terms.ts';

/** What a caution of each kind begins with, the gravest first. */
export const cautionLabels: Record<Caution['kind'], WordKey> = {
  irreversible: 'caution.irreversible',
  costs: 'caution.costs',
  opens: 'caution.opens',
};

/** Returns what is to be said of a snippet's commands before they are copied, each thing once, the gravest first. */
export function cautionsOf(terms: readonly Explained[]): Caution[] {
  const found = new Map<string, Caution>();
  for (const [index, { meaning }] of terms.entries()) {
    for (const caution of meaning.cautions) {
      const given = flagsAfter(terms, index);
      if (caution.unless.some((flag) => given.has(flag))) continue;
      found.set(`${caution.kind} ${caution.text.en}`, caution);
    }
  }
  const order = Object.keys(cautionLabels);
  return [...found.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Returns the flags of the command at an index: those up to the next command. */
function flagsAfter(terms: readonly Explained[], index: number): Set<string> {
  const rest = terms.slice(index + 1);
  const end = rest.findIndex(({ names }) => !names.some(isFlag));
  return new Set(rest.slice(0, end < 0 ? undefined : end).flatMap(({ names }) => names));
}

function isFlag(name: string): boolean {
  return name.startsWith('--');
}

/** Returns the cautions as the list that stands above a snippet; `final` where nothing on the page takes the step back. */
export function cautionList(cautions: readonly Caution[], language: Language, { final = false } = {}) {
  const say = speak(language);
  // The same words stand at many snippets: found there, they would lead nowhere.
  return h('ul.cautions', { dataPagefindIgnore: '' }, [
    ...(final ? [h('li.irreversible', h('strong', say('fence.irreversible')))] : []),
    ...cautions.map(({ kind, text }) =>
      h('li', { className: [kind] }, [
        h('strong', say(cautionLabels[kind])),
        ' ',
        ...richText(text[language] ?? ''),
      ]),
    ),
  ]);
}
