import { readFileSync, statSync } from 'node:fs';
import { type Element, h } from '@astrojs/starlight/expressive-code/hast';
import type { Guide } from '../../guide/guide.ts';
import { readPage } from '../../guide/page.ts';
import type { Proofs } from '../../proof/proofs.ts';
import { type Language, languages, speak } from '../../words.ts';
import { withBase } from '../address.ts';
import { type ShownProof, shownProofs, verdictWords } from '../proofs.ts';

/** Returns what finds how far the fence of a number, from 0, in a page's file is proven: nothing where the file is no page's. */
export function proofFinder(guide: Guide, proofs: Proofs) {
  const known = new Map<string, { changed: number; shown: ShownProof[] }>();
  return (path: string | undefined, number: number | undefined): ShownProof | undefined => {
    const page = guide.pages.find(({ file }) => path?.replaceAll('\\', '/').endsWith(`/content/${file}`));
    if (path === undefined || page === undefined || number === undefined) return undefined;
    const changed = statSync(path).mtimeMs;
    let now = known.get(path);
    if (now?.changed !== changed) {
      const { page: read } = readPage(page, readFileSync(path, 'utf8'));
      now = { changed, shown: shownProofs(proofs, guide, read) };
      known.set(path, now);
    }
    return now.shown[number];
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
