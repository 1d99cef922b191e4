import { type Element, h } from '@astrojs/starlight/expressive-code/hast';
import type { Guide } from '../../guide/guide.ts';
import type { Page } from '../../guide/page.ts';
import type { Proofs } from '../../proof/proofs.ts';
import { type Language, languages, speak } from '../../words.ts';
import { withBase } from '../address.ts';
import { type ShownProof, shownProofs, verdictWords } from '../proofs.ts';

/** Returns what finds how far the fence of a number, from 0, in a page is proven. */
export function proofFinder(guide: Guide, proofs: Proofs) {
  const known = new WeakMap<Page, ShownProof[]>();
  return (page: Page | undefined, number: number | undefined): ShownProof | undefined => {
    if (page === undefined || number === undefined) return undefined;
    const shown = known.get(page) ?? shownProofs(proofs, guide, page);
    known.set(page, shown);
    return shown[number];
  };
}

/** Returns the line beside a snippet that says how far it is proven, and leads to by what. */
export function proofNote({ anchor, verdict }: ShownProof, language: Language, base: string): Element {
  const prefix = language === languages[0] ? '' : `/${language}`;
  return h('p.fence-proof', { dataProof: verdict, dataPagefindIgnore: '' }, [
    h(
      'a',
      { href: withBase(`${prefix}/proofs/#${anchor}`, base) },
      speak(language)(verdictWords[verdict].name),
    ),
  ]);
}
