import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deployed, newWorld, type TestWorld } from '../world.ts';

/** Everything that the world knows. */
const stateOf = (world: TestWorld) => readFileSync(join(world.dir, 'state.json'), 'utf8');

/** Commands that ask before they act, each with its question and with what nobody's answer makes of it. */
const asking: [question: string, command: string, unanswered: string][] = [
  [
    'Do you still want to use the volumes feature? (y/N)',
    'fly volumes create more -r iad -a my-openclaw',
    'yes flag must be specified when not running interactively',
  ],
  [
    'Destroy app my-openclaw? (y/N)',
    'fly apps destroy my-openclaw',
    'yes flag must be specified when not running interactively',
  ],
  [
    'Scale app my-openclaw? (y/N)',
    'fly scale count 0 -a my-openclaw',
    '--yes flag must be specified when not running interactively',
  ],
  [
    'Apply changes? (y/N)',
    'fly machine update MACHINE --vm-memory 4096 -a my-openclaw',
    'yes flag must be specified when not running interactively',
  ],
  [
    'Are you ok with this?',
    'fly ips allocate-v4 -a my-openclaw',
    'yes flag must be specified when not running interactively',
  ],
];

describe.each(asking)('%s', (question, command, unanswered) => {
  test.each([
    ['y\n', true],
    ['Yes\n', true],
    ['n\n', false],
    ['\n', false],
  ])('at a terminal, %j means %s', async (stdin, acts) => {
    using world = await newWorld();
    const machine = await deployed(world);
    const before = stateOf(world);
    const ran = await world.run(command.replace('MACHINE', machine).split(' '), { stdin, terminal: true });
    expect(ran.status).toBe(0);
    expect(ran.stdout).toContain(question);
    expect(stateOf(world) !== before).toBe(acts);
  });

  test('without a terminal, it fails and nothing has happened', async () => {
    using world = await newWorld();
    const machine = await deployed(world);
    const before = stateOf(world);
    const ran = await world.run(command.replace('MACHINE', machine).split(' '), { stdin: 'y\n' });
    expect(ran).toMatchObject({ status: 1, stderr: expect.stringContaining(`Error: ${unanswered}\n`) });
    expect(stateOf(world)).toBe(before);
  });
});

test('words that are missing are asked for', async () => {
  using world = await newWorld();
  const answer = (command: string, stdin: string) =>
    world.out(command.split(' '), { stdin: `${stdin}\n`, terminal: true });
  expect(await answer('fly apps create', 'mine')).toContain('New app created: mine\n');
  expect(await answer('fly volumes create data -y -a mine', 'lhr')).toMatch(/Region: lhr\n/);
  expect(await answer('fly wireguard create', 'peer.conf')).toContain(
    'Wrote WireGuard configuration to peer.conf; load in your WireGuard client\n',
  );
  expect(readFileSync(join(world.dir, 'work', 'peer.conf'), 'utf8')).toContain('[Interface]\nPrivateKey = ');
});

test('whoever leaves a question open has done nothing', async () => {
  using world = await newWorld();
  const ran = await world.run(['fly', 'apps', 'create'], { stdin: '', terminal: true });
  expect(ran).toMatchObject({ status: 1, stderr: 'Error: interrupt\n' });
  expect(await world.out(['fly', 'apps', 'list'])).toBe('No apps found\n');
});
