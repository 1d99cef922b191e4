import {
  type AnnotationRenderOptions,
  definePlugin,
  type ExpressiveCodeLine,
  type ExpressiveCodePlugin,
  InlineStyleAnnotation,
  pluginShiki,
  type StyleVariant,
} from '@astrojs/starlight/expressive-code';
import { h } from '@astrojs/starlight/expressive-code/hast';
import type { Guide } from '../../guide/guide.ts';

/** A piece of a line that is not as quiet as the text around it, with its style in all themes. */
interface Piece {
  columnStart: number;
  columnEnd: number;
  style: string;
}

/** Gives a piece its style in all themes in one go. */
class Coloured extends InlineStyleAnnotation {
  readonly #style: string;

  constructor({ style, ...inlineRange }: Piece) {
    super({ inlineRange, renderPhase: 'earliest' });
    this.#style = style;
  }

  override render({ nodesToTransform }: AnnotationRenderOptions) {
    return nodesToTransform.map((node) => h('span', { style: this.#style }, [node]));
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
    hooks: {
      performSyntaxAnalysis: async (context) => {
        const { codeBlock, styleVariants } = context;
        const lines = codeBlock.getLines();
        const key = `${codeBlock.language}\n${codeBlock.code}`;
        let pieces = known.get(key);
        if (pieces === undefined) {
          await hooks?.performSyntaxAnalysis?.({ ...context, styleVariants: styleVariants.slice(0, 1) });
          pieces = lines.map((line) => takePieces(line, styleVariants));
          known.set(key, pieces);
        }
        for (const [index, line] of lines.entries()) {
          for (const piece of pieces[index] ?? []) line.addAnnotation(new Coloured(piece));
        }
      },
    },
  });
}

/** Markdown knows some sixty languages that its fences may be in; to load them all takes longer than the guide's code to colour. */
async function markdownWith(languages: string[]) {
  const { default: grammars } = await import('shiki/langs/markdown.mjs');
  const own = grammars.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const embeddedLangsLazy = languages.filter((language) => !own.includes(language));
  return grammars.map((grammar) => ({ ...grammar, embeddedLangsLazy }));
}

/** Takes a line's annotations in the first theme from it, and returns them as pieces in all. */
function takePieces(line: ExpressiveCodeLine, variants: StyleVariant[]): Piece[] {
  return [...line.getAnnotations()].flatMap((annotation) => {
    if (!(annotation instanceof InlineStyleAnnotation)) return [];
    line.deleteAnnotation(annotation);
    const { color, inlineRange, bold, italic } = annotation;
    const colours = coloursOf(color, variants);
    const quiet = colours[0] === variants[0]?.theme.fg.toLowerCase() && !bold && !italic;
    if (inlineRange === undefined || quiet) return [];
    const style = colours.flatMap((colour, index) => [
      `--${index}:${colour}`,
      ...(italic ? [`--${index}fs:italic`] : []),
      ...(bold ? [`--${index}fw:bold`] : []),
    ]);
    return [{ ...inlineRange, style: style.join(';') }];
  });
}

/** Returns what a colour of the first theme is in each. */
function coloursOf(colour: string | undefined, variants: StyleVariant[]): string[] {
  const of = (variant: StyleVariant | undefined) =>
    (variant?.theme.settings ?? []).map(({ settings }) => settings.foreground?.toLowerCase());
  const role = of(variants[0]).indexOf(colour?.toLowerCase());
  return variants.map((variant) => of(variant)[role] ?? variant.theme.fg);
}
