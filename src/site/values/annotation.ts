import {
  type AnnotationRenderOptions,
  ExpressiveCodeAnnotation,
  type ExpressiveCodeBlock,
} from '@astrojs/starlight/expressive-code';
import { addClassName, type Element, getClassNames, h } from '@astrojs/starlight/expressive-code/hast';
import { findVariables, type Variable } from '../../guide/variables.ts';

/** A variable's place in a snippet: what the reader's own value is put into. */
export class VariablePlace extends ExpressiveCodeAnnotation {
  readonly variable: string;
  readonly number: number;

  constructor(variable: string, number: number, columnStart: number, columnEnd: number) {
    super({ inlineRange: { columnStart, columnEnd }, renderPhase: 'latest' });
    this.variable = variable;
    this.number = number;
  }

  render({ nodesToTransform }: AnnotationRenderOptions) {
    return nodesToTransform.map((node) =>
      h('span', { dataVar: this.variable, dataPlace: String(this.number) }, [node]),
    );
  }
}

/** Marks the variables in a block's lines. */
export function markVariables(block: ExpressiveCodeBlock, variables: Variable[]): void {
  let start = 0;
  const found = findVariables(block.code, variables);
  for (const line of block.getLines()) {
    const end = start + line.text.length;
    for (const [number, place] of found.entries()) {
      if (place.start < start || place.end > end) continue;
      line.addAnnotation(new VariablePlace(place.name, number, place.start - start, place.end - start));
    }
    start = end + 1;
  }
}

/**
 * The highlighter may have cut a place into several (`<`, `machine-id`, `>`): makes it one again. A place of one colour has that itself,
 * without an element within.
 */
export function joinPlaces(parent: Element): void {
  const children: Element['children'] = [];
  let last: Element | undefined;
  for (const child of parent.children) {
    if (child.type !== 'element') {
      children.push(child);
      last = undefined;
      continue;
    }
    const place = child.properties.dataPlace;
    if (place !== undefined && place === last?.properties.dataPlace) {
      last.children.push(...child.children);
      continue;
    }
    if (place === undefined) joinPlaces(child);
    children.push(child);
    last = child;
  }
  parent.children = children;
  for (const child of children) {
    if (child.type !== 'element' || child.properties.dataPlace === undefined) continue;
    delete child.properties.dataPlace;
    const [only, another] = child.children;
    if (only?.type !== 'element' || only.tagName !== 'span' || another !== undefined) continue;
    for (const name of getClassNames(only)) addClassName(child, name);
    child.children = only.children;
  }
}
