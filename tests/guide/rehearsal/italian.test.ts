import { expect, test } from 'vitest';
import { deployedOnce } from './support/ground.ts';
import { differences, pictureOf } from './support/picture.ts';
import { tellIn } from './support/tell.ts';

tellIn('it');

test.each(['deploy', 'deploy-private'] as const)('%s ends in the same world as in English', (id) => {
  const [english, italian] = [deployedOnce('en', id), deployedOnce('it', id)].map(({ world }) =>
    pictureOf(world),
  );
  // Comments of the files are in the reader's language.
  expect(differences(english ?? {}, italian ?? {})).toEqual([
    `here/openclaw/${id === 'deploy' ? 'fly.toml' : 'fly.private.toml'}`,
  ]);
});
