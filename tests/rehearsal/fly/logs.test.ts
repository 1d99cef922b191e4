import { expect, test } from 'vitest';
import { log } from '../../../src/rehearsal/model/apps.ts';
import { openWorld } from '../../../src/rehearsal/world.ts';
import { until } from '../../support/until.ts';
import { deployed, newWorld } from '../world.ts';

test('what is logged is shown for as long as somebody watches, however much came before', async () => {
  using world = await newWorld();
  const machine = { id: await deployed(world), region: 'iad' };
  const { store } = openWorld(world.dir);
  const say = (...lines: string[]) =>
    store.change(({ apps: [app] }) => {
      for (const line of lines) if (app !== undefined) log(app, machine, 'app', line);
    });
  say(...Array.from({ length: 399 }, (_, index) => `before ${index}.`));
  let printed = '';
  const hear = (all: string) => {
    printed = all;
  };
  const watched = world.run(['fly', 'logs', '-a', 'my-openclaw'], { hear });
  await until(() => printed.includes('before 398.'));
  say('first words', 'second words');
  await until(() => printed.includes('second words'));
  say(...Array.from({ length: 50 }, (_, index) => `between ${index}.`), 'last words');
  await until(() => printed.includes('last words'));
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

test('with --no-tail the newest hundred lines of the last day are shown, and where there is none it waits for one', async () => {
  using world = await newWorld();
  const machine = { id: await deployed(world), region: 'iad' };
  const { store } = openWorld(world.dir);
  const change = (by: (logs: { time: string; message: string }[]) => void) =>
    store.change(({ apps: [app] }) => {
      if (app !== undefined) by(app.logs);
    });
  await change((logs) => {
    for (const line of logs) line.time = new Date(Date.now() - 25 * 60 * 60_000).toISOString();
  });
  let isOver = false;
  const asked = world.run(['fly', 'logs', '-a', 'my-openclaw', '--no-tail']).finally(() => {
    isOver = true;
  });
  // Whoever does not wait is done before two others have come and gone.
  for (let other = 0; other < 2; other++) await world.out(['fly', 'status', '-a', 'my-openclaw']);
  expect(isOver).toBe(false);
  await store.change(({ apps: [app] }) => {
    if (app !== undefined) log(app, machine, 'app', 'a line at last');
  });
  const { stdout } = await asked;
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(stdout).toContain('a line at last');

  await store.change(({ apps: [app] }) => {
    for (let index = 0; index < 150; index++)
      if (app !== undefined) log(app, machine, 'app', `line ${index}.`);
  });
  const page = await world.out(['fly', 'logs', '-a', 'my-openclaw', '--no-tail']);
  expect(page.trim().split('\n')).toHaveLength(100);
  expect(page).toContain('line 149.');
  expect(page).not.toContain('line 49.');
});
