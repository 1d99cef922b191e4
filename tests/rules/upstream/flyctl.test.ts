import { describe, expect, test } from 'vitest';
import { readGuide } from '../../../src/guide/guide.ts';
import { unknownToFlyctl } from '../../../src/rules/upstream/flyctl.ts';
import { contentFolder } from '../../support/content.ts';

const page = `---
title: A
---

\`\`\`bash
fly deploy --ha=false -a my-openclaw
fly scale count 0 -a my-openclaw --yes
\`\`\`

1. A step.

   \`\`\`bash
   fly scale count 1 -a my-openclaw
   \`\`\`
`;

/** Help as flyctl prints it: of the command, or of the one above where there is no such command. */
function flyctl(commands: Record<string, string[]>) {
  const asked: string[] = [];
  const help = async (command: string) => {
    asked.push(command);
    const shown = command in commands ? command : command.split(' ').slice(0, -1).join(' ');
    const flags = (commands[shown] ?? []).map((flag) => `  ${flag}   what it does\n`).join('');
    return `What it does.\n\nUsage:\n  ${shown} [flags]\n\nFlags:\n${flags}\nGlobal Flags:\n      --verbose   more\n`;
  };
  return { asked, help };
}

const app = '-a, --app string';
const all = { 'fly deploy': [app, '    --ha'], 'fly scale count': [app, '-y, --yes'] };

async function found(commands: Record<string, string[]>) {
  const { guide } = readGuide(contentFolder({ 'docs/a.mdx': page }));
  const { asked, help } = flyctl(commands);
  const { diagnostics, ...count } = await unknownToFlyctl(guide, help);
  return {
    asked,
    count,
    places: diagnostics.map(({ code, start, end }) => [
      code,
      page.slice(0, start).split('\n').length,
      page.slice(start, end),
    ]),
  };
}

describe('of a flyctl', () => {
  test('that knows all of the guide’s commands and flags nothing is said, and each command is asked about once', async () => {
    expect(await found(all)).toEqual({
      asked: ['fly deploy', 'fly scale count'],
      count: { commands: 2, flags: 4 },
      places: [],
    });
  });

  test.each([
    ['a flag', { ...all, 'fly deploy': [app] }, [['fly-command/unknown-flag', 6, '--ha']]],
    [
      'a flag that another command has',
      { ...all, 'fly scale count': [app] },
      [['fly-command/unknown-flag', 7, '--yes']],
    ],
    [
      'a command, everywhere',
      { 'fly deploy': all['fly deploy'], 'fly scale': [] },
      [
        ['fly-command/unknown-command', 7, 'fly scale count'],
        ['fly-command/unknown-command', 13, 'fly scale count'],
      ],
    ],
  ])('that lacks %s it is said where', async (_, commands, places) => {
    expect((await found(commands)).places).toEqual(places);
  });
});
