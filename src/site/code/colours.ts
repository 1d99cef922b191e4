import {
  type AnnotationRenderOptions,
  definePlugin,
  ExpressiveCodeAnnotation,
  type ExpressiveCodeLine,
  type ExpressiveCodePlugin,
  type ExpressiveCodeTheme,
  InlineStyleAnnotation,
  PluginStyleSettings,
  pluginShiki,
  type ResolverContext,
  type StyleResolverFn,
} from '@astrojs/starlight/expressive-code';
import { h } from '@astrojs/starlight/expressive-code/hast';
import type { Guide } from '../../guide/guide.ts';
import { type CodeRole, codeRoles } from './theme.ts';

declare module '@expressive-code/core' {
  interface StyleSettings {
    guide: Record<CodeRole, string>;
  }
}

/** A piece of a line that is not as quiet as the text around it. */
interface Piece {
  columnStart: number;
  columnEnd: number;
  role: CodeRole;
}

/**
 * Gives a piece its style in all themes by a class: the thousands of a page share six styles, where each would have a style of its own to
 * be sent, read and resolved.
 */
class Coloured extends ExpressiveCodeAnnotation {
  readonly #role: CodeRole;

  constructor({ role, ...inlineRange }: Piece) {
    super({ inlineRange, renderPhase: 'earliest' });
    this.#role = role;
  }

  render({ nodesToTransform }: AnnotationRenderOptions) {
    return nodesToTransform.map((node) => h(`span.code-${this.#role}`, [node]));
  }
}

/**
 * Returns the plugin that colours code, in place of Expressive Code's own of that name, which it asks. Our themes say of the same
 * things what colour they have, so that code is analyzed once for all of them; and once for both languages, whose snippets are
 * mostly the same.
 */
export function colouredCode({ pages }: Pick<Guide, 'pages'>): ExpressiveCodePlugin {
  const languages = new Set(pages.flatMap(({ fences }) => fences.flatMap(({ lang }) => lang || [])));
  const { hooks } = pluginShiki({ langs: [() => markdownWith([...languages])] });
  const known = new Map<string, Piece[][]>();
  return definePlugin({
    name: 'Shiki',
    styleSettings,
    baseStyles,
    hooks: {
      performSyntaxAnalysis: async (context) => {
        const { codeBlock, styleVariants } = context;
        const lines = codeBlock.getLines();
        const key = `${codeBlock.language}\n${codeBlock.code}`;
        let pieces = known.get(key);
        if (pieces === undefined) {
          await hooks?.performSyntaxAnalysis?.({ ...context, styleVariants: styleVariants.slice(0, 1) });
          pieces = lines.map((line) => takePieces(line, styleVariants[0]?.theme));
          known.set(key, pieces);
        }
        for (const [index, line] of lines.entries()) {
          for (const piece of pieces[index] ?? []) line.addAnnotation(new Coloured(piece));
        }
      },
    },
  });
}

const styleSettings = new PluginStyleSettings({
  defaultValues: {
    guide: Object.fromEntries(
      codeRoles.map((role): [CodeRole, StyleResolverFn] => [
        role,
        ({ theme }) => styleOf(role, theme).colour,
      ]),
    ) as Record<CodeRole, StyleResolverFn>,
  },
});

/** A link in code has the colour of the code around it, or one of its own. */
function baseStyles({ cssVar, styleVariants }: ResolverContext): string {
  const roles = codeRoles.map((role) => {
    const bold = styleVariants.some(({ theme }) => styleOf(role, theme).bold);
    return `.code-${role}{color:${cssVar(`guide.${role}`)};${bold ? 'font-weight:bold' : ''}}`;
  });
  return ['a{color:inherit}', ...roles].join('');
}

/** Markdown knows some sixty languages that its fences may be in; to load them all takes longer than the guide's code to colour. */
async function markdownWith(languages: string[]) {
  const { default: grammars } = await import('shiki/langs/markdown.mjs');
  const own = grammars.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const embeddedLangsLazy = languages.filter((language) => !own.includes(language));
  return grammars.map((grammar) => ({ ...grammar, embeddedLangsLazy }));
}

/** Takes a line's annotations in the first theme from it, and returns those that have a role. */
function takePieces(line: ExpressiveCodeLine, theme: ExpressiveCodeTheme | undefined): Piece[] {
  return [...line.getAnnotations()].flatMap((annotation) => {
    if (!(annotation instanceof InlineStyleAnnotation)) return [];
    line.deleteAnnotation(annotation);
    const { color, inlineRange } = annotation;
    const role = codeRoles.find((each) => styleOf(each, theme).colour === color?.toLowerCase());
    return inlineRange === undefined || role === undefined ? [] : [{ ...inlineRange, role }];
  });
}

function styleOf(role: CodeRole, theme: ExpressiveCodeTheme | undefined): { colour: string; bold: boolean } {
  const { foreground = '', fontStyle } = theme?.settings.find(({ name }) => name === role)?.settings ?? {};
  return { colour: foreground.toLowerCase(), bold: fontStyle === 'bold' };
}
