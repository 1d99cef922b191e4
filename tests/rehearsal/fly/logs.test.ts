import { expect, test } from 'vitest';
import { log } from '../../../src/rehearsal/model/apps.ts';
import { openWorld } from '../../../src/rehearsal/world.ts';
import { deployed, newWorld } from '../world.ts';

const beat = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

test('what is logged is shown for as long as somebody watches, however much came before', async () => {
  using world = await newWorld();
  const machine = { id: await deployed(world), region: 'iad' };
  const { store } = openWorld(world.dir);
  const say = (...lines: string[]) =>
    store.change(({ apps: [app] }) => {
      for (const line of lines) if (app !== undefined) log(app, machine, 'app', line);
    });
  say(...Array.from({ length: 399 }, (_, index) => `before ${index}.`));
  const watched = world.run(['fly', 'logs', '-a', 'my-openclaw']);
  await beat(200);
  say('first words', 'second words');
  await beat(500);
  say(...Array.from({ length: 50 }, (_, index) => `between ${index}.`), 'last words');
  await beat(500);
  // A log is watched until it is interrupted, or its app is gone.
  await world.out(['fly', 'apps', 'destroy', 'my-openclaw', '--yes']);
  const { stdout } = await watched;
  expect(stdout.match(/first words|second words|between \d+\.|last words/g)).toEqual([
    'first words',
    'second words',
    ...Array.from({ length: 50 }, (_, index) => `between ${index}.`),
    'last words',
  ]);
});
