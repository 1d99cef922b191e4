import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Guide, rootLanguage } from '../../guide/guide.ts';
import { proseOf } from '../../guide/prose.ts';
import type { Rule } from '../rule.ts';

/** No sentence of the original is left standing in a translation. */
export const untranslated: Rule = {
  rules: [
    {
      code: 'parity/untranslated',
      severity: 'warning',
      summary: 'summary.parity/untranslated',
      explain: 'explain.parity/untranslated',
      examples: [
        {
          wrong:
            'The gateway runs on a machine of its own, and keeps its state on the volume.\n\n@ docs/it/index.mdx\nThe gateway runs on a machine of its own, and keeps its state on the volume.\n',
          right:
            'The gateway runs on a machine of its own, and keeps its state on the volume.\n\n@ docs/it/index.mdx\nIl gateway gira su una macchina tutta sua e tiene lo stato sul volume.\n',
        },
      ],
    },
  ],
  check: (guide: Guide) =>
    guide.pages
      .filter(({ language }) => language !== rootLanguage)
      .flatMap((page) => {
        const original = guide.pages.find(
          ({ language, slug }) => language === rootLanguage && slug === page.slug,
        );
        const sentences = new Set(original ? proseOf(original).map(({ text }) => text) : []);
        return proseOf(page).flatMap(({ text, start, end }): Diagnostic[] => {
          const words = wordsOf(text);
          const copied = sentences.has(text) && words.length > 3;
          if (!copied && !readsAs(words)) return [];
          return [
            {
              file: page.file,
              code: 'parity/untranslated',
              severity: 'warning',
              message: { key: 'rules.parity/untranslated' },
              start,
              end,
            },
          ];
        });
      }),
};

/** Words that almost every sentence of the root language has, and no other language of the guide. */
const telling = new Set(
  'the and of is are that with from for this which not it as by be or your you when where has have its'.split(
    ' ',
  ),
);

function wordsOf(text: string): string[] {
  // What stands in code, links' addresses and quotes is a name or a message, and no sentence of ours.
  return text
    .replaceAll(/\{#[^}]*\}|`[^`]*`|\]\([^)]*\)|"[^"]*"|“[^”]*”|«[^»]*»|<[^>]+>/g, ' ')
    .toLowerCase()
    .split(/[^\p{L}’']+/u)
    .filter((word) => word !== '');
}

function readsAs(words: string[]): boolean {
  const found = words.filter((word) => telling.has(word)).length;
  return words.length >= 5 && found >= 3 && found / words.length > 0.2;
}
