import { toWords } from '../../diagnostics/message.ts';
import type { Guide } from '../../guide/guide.ts';
import type { Named } from '../../guide/meaning.ts';
import { factsOf, type TermFacts } from '../../rules/snippets/terms.ts';
import type { Say } from '../../words.ts';
import { fileNames } from '../check/offers.ts';

/** A term's words together with what the tables know of it, in a language. */
export interface Word extends Named {
  facts: Omit<TermFacts, 'types'> & { types: string[] };
}

/** Returns all words of the guide in the groups that their page shows them in: files by their names, then commands. */
export function wordGroups(guide: Guide, say: Say): { id: string; title: string; words: Word[] }[] {
  return [...guide.meanings]
    .map(([format, meanings]) => ({
      id: format,
      title: titleOf(format, say),
      words: Object.entries(meanings).map(([name, meaning]) => {
        const facts = factsOf(format, name, guide.targets) ?? { types: [], choices: [] };
        const types = [...new Set(facts.types.map((type) => toWords(type, say)))];
        return { format, name, meaning, facts: { ...facts, types } };
      }),
    }))
    .sort((a, b) => rank(a.id) - rank(b.id));
}

function titleOf(format: string, say: Say): string {
  const file = fileNames.find(([kind]) => kind === format)?.[1];
  return file ?? say(format === 'shell' ? 'words.programs' : 'words.commands');
}

function rank(format: string): number {
  const at = fileNames.findIndex(([kind]) => kind === format);
  if (at >= 0) return at;
  return format === 'shell' ? 9 : 8;
}
