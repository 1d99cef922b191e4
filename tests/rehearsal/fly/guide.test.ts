import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFlyCommand } from '../../../src/formats/fly-command/command.ts';
import { flyError } from '../../../src/formats/fly-command/error.ts';
import { parseShell } from '../../../src/formats/shell/parse.ts';
import type { ShellCommand } from '../../../src/formats/shell/script.ts';
import { readGuide } from '../../../src/guide/guide.ts';
import { commands, uncoveredFlag } from '../../../src/rehearsal/fly/commands.ts';
import { kindOf } from '../../../src/rules/snippets/kind.ts';
import { newWorld } from '../world.ts';

const { guide } = readGuide(join(import.meta.dirname, '../../../content'));

/** Every `fly` command of every shell fence of a language, in substitutions, pipes and conditions too. */
function flyCommands(language: string): ShellCommand[] {
  return guide.pages
    .filter((page) => page.language === language)
    .flatMap((page) => page.fences)
    .filter((fence) => kindOf(fence, false) === 'shell')
    .flatMap((fence) => parseShell(fence.text).commands)
    .filter((command) => readFlyCommand(command) !== undefined);
}

const textOf = (command: ShellCommand) => command.words.map(({ text }) => text).join(' ');

test('the guide has commands to look at, the same in every language', () => {
  const [english = [], ...others] = guide.languages.map((language) => flyCommands(language).map(textOf));
  expect(new Set(english).size).toBeGreaterThan(40);
  for (const other of others) expect(other).toEqual(english);
});

const all = guide.languages.flatMap(flyCommands);
const unique = [...new Map(all.map((command) => [textOf(command), command]))];

test.each(unique)('the rehearsal has %s', (_, command) => {
  const invocation = readFlyCommand(command)?.invocation;
  if (invocation === undefined) throw new Error('no command of flyctl');
  expect(flyError(invocation)).toBeUndefined();
  expect(commands).toHaveProperty([invocation.path]);
  expect(uncoveredFlag(invocation)).toBeUndefined();
});

test.each([
  ['fly deploy --strategy canary -a my-openclaw', 'fly deploy --strategy'],
  ['flyctl doctor', 'flyctl doctor'],
  ['fly launch --no-deploy', 'fly launch'],
  ['fly logs -a my-openclaw -s', 'fly logs -s'],
  ['fly m update 1 --restart=no -y', 'fly machine update --restart'],
])('what it does not have it says in one line, before anything happens: %s', async (command, named) => {
  using world = await newWorld();
  expect(await world.run(command.split(' '))).toEqual({
    status: 3,
    stdout: '',
    stderr: `The rehearsal does not cover \`${named}\`.\n`,
  });
});

test.each([['fly'], ['fly --help'], ['fly help'], ['fly machine'], ['fly deploy -h']])(
  '%s tells what there is',
  async (command) => {
    using world = await newWorld();
    expect(await world.run(command.split(' '))).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Usage:\n {2}fly/),
      stderr: '',
    });
  },
);
