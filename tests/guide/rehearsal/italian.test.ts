import { describe, expect, test } from 'vitest';
import { evidenceVariable } from '../../../src/proof/evidence.ts';
import { identify } from '../../../src/proof/identity.ts';
import type { Language } from '../../../src/words.ts';
import { theGuide } from '../../support/evidence.ts';
import { deployedOnce } from './support/ground.ts';
import { differences, pictureOf } from './support/picture.ts';
import { stories } from './support/stories.ts';
import { tellIn } from './support/tell.ts';

/** What the fences of a language's pages do, page by page, in order: what a translation may change is left out. */
function deedsIn(language: Language) {
  return theGuide()
    .pages.filter((page) => page.language === language)
    .flatMap((page) => page.fences.map((fence) => identify(page, fence)));
}

describe('the Italian pages do what the English ones do', () => {
  test('fence by fence, so that what is lived through in English is so in Italian', () => {
    expect(deedsIn('it')).toEqual(deedsIn('en'));
    expect(deedsIn('it').length).toBeGreaterThan(100);
  });

  test.each(['deploy', 'deploy-private'] as const)('%s ends in the same world', async (id) => {
    const [english, italian] = await Promise.all(
      (['en', 'it'] as const).map(async (language) => pictureOf((await deployedOnce(language, id)).world)),
    );
    // Comments of the files are in the reader's language.
    expect(differences(english ?? {}, italian ?? {})).toEqual([
      `here/openclaw/${id === 'deploy' ? 'fly.toml' : 'fly.private.toml'}`,
    ]);
  });
});

// Where proofs are gathered, all is lived through in Italian as well: a proof is of a page in its language.
const few = ['deploy', 'update', 'fix-gateway-lock'];
const isProving = process.env[evidenceVariable] !== undefined;
tellIn('it', isProving ? stories : stories.filter(({ id }) => few.includes(id)));
