import {
  type AnnotationRenderOptions,
  ExpressiveCodeAnnotation,
  type ExpressiveCodeBlock,
} from '@astrojs/starlight/expressive-code';
import { addClassName, h } from '@astrojs/starlight/expressive-code/hast';
import { VariablePlace } from '../values/annotation.ts';

/** A word with hyphens (`--no-tail`) that a browser would divide where a line wraps. */
class Unbroken extends ExpressiveCodeAnnotation {
  render({ nodesToTransform }: AnnotationRenderOptions) {
    return nodesToTransform.map((node) => {
      // What has a colour stands in an element already.
      if (node.type !== 'element') return h('span.unbroken', [node]);
      addClassName(node, 'unbroken');
      return node;
    });
  }
}

/** On a phone about 36 characters go on a line; longer words than 30 may be divided, or they would not fit. */
const short = 36;
const hyphenated = /(?<![\w-])-{0,2}\w+(?:-\w+)+(?![\w-])|--\w+/g;

/** Keeps the hyphenated words of long lines together. */
export function keepWordsWhole(block: ExpressiveCodeBlock): void {
  for (const line of block.getLines()) {
    if (line.text.length <= short) continue;
    const places = line
      .getAnnotations()
      .flatMap((each) => (each instanceof VariablePlace ? (each.inlineRange ?? []) : []));
    for (const { 0: word, index } of line.text.matchAll(hyphenated)) {
      const end = index + word.length;
      const isVariable = places.some((place) => place.columnStart < end && place.columnEnd > index);
      if (isVariable || word.length > 30) continue;
      line.addAnnotation(
        new Unbroken({
          inlineRange: { columnStart: index, columnEnd: end },
          renderPhase: 'latest',
        }),
      );
    }
  }
}
