import { join } from 'node:path';
import {
  ExpressiveCode,
  type ExpressiveCodePlugin,
  ExpressiveCodeTheme,
} from '@astrojs/starlight/expressive-code';
import { type Element, type ElementContent, getClassNames } from '@astrojs/starlight/expressive-code/hast';
import { beforeAll, describe, expect, test } from 'vitest';
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

type Style = { colour: string; bold: boolean }[];

/** Returns every character with its colour and weight in both themes: by an element's class, or as Expressive Code writes it. */
function styles(node: ElementContent, style: Style = quiet): string[] {
  if (node.type === 'text')
    return [...node.value].map((character) =>
      [character, ...style.map(({ colour, bold }) => `${colour} ${bold}`)].join(' '),
    );
  if (!('children' in node)) return [];
  const own = (node.type === 'element' && (byClass(node) ?? byStyle(node))) || style;
  return node.children.flatMap((child) => styles(child, own));
}

const quiet = codeThemes.map(({ colors }) => ({ colour: colors['editor.foreground'], bold: false }));

/** Returns what the stylesheets of ours say of a class: a variable, with a value in each theme. */
function byClass(element: Element): Style | undefined {
  const [name] = getClassNames(element).filter((each) => each.startsWith('code-'));
  if (name === undefined) return undefined;
  const [, variable, rest = ''] =
    new RegExp(`\\.${name}\\{color:var\\((--[\\w-]+)\\)(.*?)\\}`).exec(stylesheet) ?? [];
  const values = [...stylesheet.matchAll(new RegExp(`${variable}:(#\\w+)`, 'g'))].map(
    ([, value = '']) => value,
  );
  return quiet.map((_, theme) => ({ colour: values[theme] ?? '', bold: rest.includes('font-weight:bold') }));
}

function byStyle({ properties }: Element): Style | undefined {
  const written = new Map(
    String(properties.style ?? '')
      .toLowerCase()
      .split(';')
      .map((declaration) => declaration.split(':') as [string, string]),
  );
  if (!written.has('--0')) return undefined;
  return quiet.map(({ colour }, theme) => ({
    colour: written.get(`--${theme}`) ?? colour,
    bold: written.get(`--${theme}fw`) === 'bold',
  }));
}

const ours = engineWith(colouredCode(guide));
const theirs = engineWith();
let stylesheet = '';
beforeAll(async () => {
  stylesheet = (await Promise.all([ours.getBaseStyles(), ours.getThemeStyles()])).join('');
});

describe('code', () => {
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
