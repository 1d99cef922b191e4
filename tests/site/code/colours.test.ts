import { join } from 'node:path';
import {
  ExpressiveCode,
  type ExpressiveCodePlugin,
  ExpressiveCodeTheme,
} from '@astrojs/starlight/expressive-code';
import type { ElementContent } from '@astrojs/starlight/expressive-code/hast';
import { describe, expect, test } from 'vitest';
import { readGuide } from '../../../src/guide/guide.ts';
import { colouredCode } from '../../../src/site/code/colours.ts';
import { codeThemes } from '../../../src/site/code/theme.ts';
import { home } from '../../support/program.ts';

const { guide } = readGuide(join(home, 'content'));
// What can hold others comes first, when none of them was read yet.
const fences = guide.pages
  .flatMap((page) => page.fences)
  .toSorted((a, b) => Number(b.lang === 'md') - Number(a.lang === 'md'));
const codes = new Map(fences.map(({ lang, text }) => [`${lang}\n${text}`, { lang, text }]));

function engineWith(...plugins: ExpressiveCodePlugin[]): ExpressiveCode {
  return new ExpressiveCode({
    themes: codeThemes.map((theme) => new ExpressiveCodeTheme(theme)),
    plugins,
    frames: false,
  });
}

/** Returns every character with its style in both themes, as a browser would resolve it. */
function styles(node: ElementContent, style: Record<string, string> = {}): string[] {
  if (node.type === 'text')
    return [...node.value].map(
      (character) =>
        `${character} ${['0', '1'].map((theme, index) => `${style[theme] ?? codeThemes[index]?.colors['editor.foreground']} ${style[`${theme}fw`] ?? ''} ${style[`${theme}fs`] ?? ''}`)}`,
    );
  if (!('children' in node)) return [];
  const own =
    'properties' in node && String(node.properties.style ?? '').startsWith('--')
      ? Object.fromEntries(
          String(node.properties.style)
            .split(';')
            .map((declaration) => declaration.slice(2).toLowerCase().split(':')),
        )
      : {};
  return node.children.flatMap((child) => styles(child, { ...style, ...own }));
}

describe('code', () => {
  const ours = engineWith(colouredCode(guide));
  const theirs = engineWith();

  test('has the colours in both themes that it has where each theme is asked by itself', async () => {
    expect(codes.size).toBeGreaterThan(100);
    for (const { lang, text } of codes.values()) {
      const [left, right] = await Promise.all(
        [ours, theirs].map((engine) => engine.render({ code: text, language: lang })),
      );
      expect(styles(left?.renderedGroupAst as ElementContent), text).toEqual(
        styles(right?.renderedGroupAst as ElementContent),
      );
    }
  });

  test('has more colours than one', async () => {
    const { renderedGroupAst } = await ours.render({ code: 'fly logs --no-tail # all', language: 'bash' });
    const found = styles(renderedGroupAst as ElementContent).map((style) => style.slice(2));
    expect(new Set(found).size).toBeGreaterThan(3);
  });
});
