import type { AnnotationName } from '../../../src/guide/annotation.ts';
import type { Fence } from '../../../src/guide/fence.ts';
import { identify } from '../../../src/proof/identity.ts';
import { theGuide } from '../../support/evidence.ts';

/** A fence of the guide with its twins: the same snippet in every language. */
export interface Twins {
  text: string;
  all: Fence[];
}

/** Returns the first fence of a page with an annotation of that value. What it means is the same in every language. */
export function fenceOf(slug: string, annotation: AnnotationName, value: string): Twins {
  const found = theGuide()
    .pages.filter((page) => page.slug === slug)
    .flatMap((page) => {
      const fence = page.fences.find(({ annotations }) => annotations[annotation] === value);
      return fence === undefined ? [] : [{ page, fence }];
    });
  const meanings = new Set(found.map(({ page, fence }) => identify(page, fence).digest));
  const [first] = found;
  if (first === undefined || meanings.size !== 1 || found.length !== theGuide().languages.length)
    throw new Error(`${slug} has no ${annotation}="${value}" that is the same in every language.`);
  return { text: first.fence.text, all: found.map(({ fence }) => fence) };
}
