import {
  type AnnotationRenderOptions,
  ExpressiveCodeAnnotation,
  type ExpressiveCodeBlock,
} from '@astrojs/starlight/expressive-code';
import { h } from '@astrojs/starlight/expressive-code/hast';
import { findVariables, type Variable } from '../../guide/variables.ts';

/** A variable's place in a snippet: what the reader's own value is put into. */
class VariablePlace extends ExpressiveCodeAnnotation {
  readonly variable: string;

  constructor(variable: string, columnStart: number, columnEnd: number) {
    super({ inlineRange: { columnStart, columnEnd }, renderPhase: 'latest' });
    this.variable = variable;
  }

  render({ nodesToTransform }: AnnotationRenderOptions) {
    return nodesToTransform.map((node) => h('span', { dataVar: this.variable }, [node]));
  }
}

/** Marks the variables in a block's lines. */
export function markVariables(block: ExpressiveCodeBlock, variables: Variable[]): void {
  let start = 0;
  const found = findVariables(block.code, variables);
  for (const line of block.getLines()) {
    const end = start + line.text.length;
    for (const place of found) {
      if (place.start >= start && place.end <= end) {
        line.addAnnotation(new VariablePlace(place.name, place.start - start, place.end - start));
      }
    }
    start = end + 1;
  }
}
