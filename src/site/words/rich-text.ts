import { type Element, h } from '@astrojs/starlight/expressive-code/hast';

/** Returns a text of content/ with its `code` as code. */
export function richText(text: string): (string | Element)[] {
  return text
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('`') ? h('code', { translate: 'no' }, part.slice(1, -1)) : part));
}
