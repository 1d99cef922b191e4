import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Guide } from '../guide/guide.ts';
import type { Rule } from './rule.ts';

/** A term of the trade is said the same way on every page. */
export const glossary: Rule = {
  rules: [
    {
      code: 'glossary/term',
      severity: 'warning',
      summary: 'summary.glossary/term',
      explain: 'explain.glossary/term',
      examples: [
        {
          wrong:
            'This playbook deploys.\n\n@ glossary.json\n[{ "term": { "en": "runbook" }, "avoid": { "en": ["playbook"] } }]\n',
          right:
            'This runbook deploys.\n\n@ glossary.json\n[{ "term": { "en": "runbook" }, "avoid": { "en": ["playbook"] } }]\n',
        },
      ],
    },
  ],
  check: (guide: Guide) => guide.languages.flatMap((language) => checkLanguage(guide, language)),
};

function checkLanguage(guide: Guide, language: string): Diagnostic[] {
  const terms = guide.glossary.flatMap(({ term, avoid }) =>
    (avoid[language] ?? []).map((word) => ({
      beginning: /^[^ *]+/.exec(word)?.[0].toLowerCase() ?? '',
      pattern: patternOf(word),
      term: term[language] ?? '',
    })),
  );
  return guide.pages
    .filter((page) => page.language === language)
    .flatMap((page) => {
      // Most words that are to be avoided are: a look at the whole page spares most pieces the search.
      const whole = page.source.toLowerCase();
      const suspects = terms.filter(({ beginning }) => whole.includes(beginning));
      return page.prose.flatMap((piece) =>
        suspects.flatMap(({ pattern, term }) =>
          [...piece.text.matchAll(pattern)].map(
            (match): Diagnostic => ({
              file: page.file,
              code: 'glossary/term',
              severity: 'warning',
              message: { key: 'rules.glossary/term', values: { word: match[0], term } },
              ...placeOf(page.source, piece, match[0]),
            }),
          ),
        ),
      );
    });
}

function patternOf(word: string): RegExp {
  const escaped = word.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped.replace(/\*$/, '\\p{L}*')}(?![\\p{L}\\p{N}_-])`, 'giu');
}

/** A piece of prose is the source's own text but for escapes, so the word is looked for within its span. */
function placeOf(
  source: string,
  piece: { start: number; end: number },
  word: string,
): { start: number; end: number } {
  const at = source.slice(piece.start, piece.end).indexOf(word);
  return at < 0
    ? { start: piece.start, end: piece.end }
    : { start: piece.start + at, end: piece.start + at + word.length };
}
