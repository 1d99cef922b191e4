import { type Schema, Validator } from '@cfworker/json-schema';
import { inject, test } from 'vitest';
import { readProofs } from '../../../src/proof/proofs.ts';
import { proofReport, shownProofs } from '../../../src/site/proofs.ts';
import { speak } from '../../../src/words.ts';
import { guide, pages } from '../guide.ts';

const get = async (path: string) => (await fetch(new URL(path, inject('belowBase')))).text();

/** The notes of a page in their order: how far each says that its snippet is proven, and where it leads. */
function notesOf(html: string): { verdict: string; path: string; anchor: string; words: string }[] {
  const note = /<p class="fence-proof" data-proof="(\w+)"[^>]*><a href="([^"#]+)#([^"]+)">([^<]+)</g;
  return [...html.matchAll(note)].map(([, verdict = '', path = '', anchor = '', words = '']) => ({
    verdict,
    path,
    anchor,
    words,
  }));
}

test.for(pages)(
  '$path says of each snippet how far it is proven, in its language',
  async ({ page, path }, { expect }) => {
    const notes = notesOf(await get(path.slice(1)));
    const prefix = page.language === 'en' ? '' : `${page.language}/`;
    expect(notes.map(({ anchor }) => anchor)).toEqual(
      page.fences.map((_, index) => `${page.slug || 'index'}-${index + 1}`),
    );
    const say = speak(page.language === 'it' ? 'it' : 'en');
    const verdicts = shownProofs(readProofs(guide.root), guide, page).map(({ verdict }) => verdict);
    expect(notes.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(notes.map(({ words }) => words)).toEqual(verdicts.map((verdict) => say(`proof.${verdict}`)));
    for (const { path: leads } of notes) expect(leads).toBe(`/x/${prefix}proofs/`);
  },
);

test.for([
  ['en', 'proofs/'],
  ['it', 'it/proofs/'],
] as const)(
  'the page of proofs in %s has every snippet once, where the notes lead',
  async ([language, path], { expect }) => {
    const html = await get(path);
    const own = pages.filter(({ page }) => page.language === language);
    for (const { path: address } of own) {
      for (const { anchor } of notesOf(await get(address.slice(1)))) {
        expect(html.split(`id="${anchor}"`), anchor).toHaveLength(2);
      }
    }
    const snippets = own.reduce((sum, { page }) => sum + page.fences.length, 0);
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    expect(main.match(/<li id="/g)).toHaveLength(snippets);
  },
);

test('the same stands at /proofs.json, by the schema that is published for it', async ({ expect }) => {
  const schema = JSON.parse(await get('schemas/proofs.json')) as Schema;
  const report = JSON.parse(await get('proofs.json')) as object;
  expect(new Validator(schema, '2020-12').validate(report).errors).toEqual([]);
  expect(report).toEqual(proofReport(readProofs(guide.root), guide));
});
