import { expect, test } from 'vitest';
import { checkGuide } from '../../src/rules/check-guide.ts';
import { contentFolder } from '../support/content.ts';

const page = (heading: string, ...lines: string[]) =>
  `---\ntitle: A\n---\n## ${heading} {#a}\n\n\`\`\`bash\n${lines.join('\n')}\n\`\`\`\n`;

test.each([
  [
    'a command misspelt in one language',
    ['fly sattus', 'ls'],
    ['fly status', 'ls'],
    ['fly-command/unknown-command'],
  ],
  ['the same, in the other one', ['fly status', 'ls'], ['fly sattus', 'ls'], ['fly-command/unknown-command']],
  [
    'a line that differs and is right by itself',
    ['fly status', 'ls'],
    ['fly status', 'ls -l'],
    ['parity/fence'],
  ],
  [
    'a line that is wrong, and differs for that',
    ['fly status', 'ls'],
    ['fly status x', 'ls'],
    ['fly-command/arguments'],
  ],
])('%s is one finding', (_, english, italian, codes) => {
  const content = contentFolder({
    'docs/a.mdx': page('One', ...english),
    'docs/it/a.mdx': page('Uno', ...italian),
  });
  const { diagnostics } = checkGuide(content);
  expect(diagnostics.filter(({ severity }) => severity !== 'info').map(({ code }) => code)).toEqual(codes);
});
