import {
  type AnnotationRenderOptions,
  ExpressiveCodeAnnotation,
  type ExpressiveCodeBlock,
} from '@astrojs/starlight/expressive-code';
import { h } from '@astrojs/starlight/expressive-code/hast';
import { annotationSchema } from '../../guide/annotation.ts';
import type { Guide } from '../../guide/guide.ts';
import { meaningOf, type Named } from '../../guide/meaning.ts';
import { type Term, termsOf } from '../../rules/snippets/terms.ts';
import { languageOf } from '../../words.ts';
import { withBase } from '../address.ts';
import { VariablePlace } from '../values/annotation.ts';
import { wordAddress } from './address.ts';

/** A key, command or flag in a snippet, which leads to its words. */
class TermPlace extends ExpressiveCodeAnnotation {
  readonly href: string;
  readonly number: number;

  constructor(href: string, number: number, columnStart: number, columnEnd: number) {
    super({ inlineRange: { columnStart, columnEnd }, renderPhase: 'latest' });
    this.href = href;
    this.number = number;
  }

  render({ nodesToTransform }: AnnotationRenderOptions) {
    const attributes = { href: this.href, draggable: 'false', dataPlace: `term ${this.number}` };
    return nodesToTransform.map((node) => h('a.term', attributes, [node]));
  }
}

/** A term of a snippet with its words. */
export type Explained = Omit<Term, 'format'> & Named;

/** Returns the terms of a block that have words. */
export function explainedIn(
  { code, language, meta }: ExpressiveCodeBlock,
  guide: Pick<Guide, 'meanings' | 'targets'>,
  annotations: Record<string, unknown>,
): Explained[] {
  const { file, target, ignore, expect } = annotations;
  const read = annotationSchema.safeParse({ file, target, ignore, expect });
  if (!read.success || meta === undefined) return [];
  const terms = termsOf({ lang: language, text: code, annotations: read.data }, guide.targets);
  return terms.flatMap((term) => {
    const named = meaningOf(guide.meanings, term);
    return named ? [{ ...term, ...named }] : [];
  });
}

/** Marks the terms of a block. What the reader fills in stays a place to type, and is none. */
export function markTerms(block: ExpressiveCodeBlock, terms: readonly Explained[], base: string): void {
  const language = languageOf(block.locale);
  let start = 0;
  for (const line of block.getLines()) {
    const end = start + line.text.length;
    const places = line
      .getAnnotations()
      .flatMap((each) => (each instanceof VariablePlace ? (each.inlineRange ?? []) : []));
    for (const [number, term] of terms.entries()) {
      const from = Math.max(term.start, start) - start;
      const to = Math.min(term.end, end) - start;
      if (from >= to || places.some((place) => place.columnStart < to && place.columnEnd > from)) continue;
      line.addAnnotation(new TermPlace(withBase(wordAddress(term, language), base), number, from, to));
    }
    start = end + 1;
  }
}
