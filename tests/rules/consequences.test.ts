import { describe, expect, test } from 'vitest';
import type { Diagnostic, Severity } from '../../src/diagnostics/diagnostic.ts';
import { checkGuide } from '../../src/rules/check-guide.ts';
import { withoutConsequences } from '../../src/rules/consequences.ts';
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

describe('what two languages do not share is told unless something else is wrong on one of its lines', () => {
  const sources = new Map([
    ['docs/a.mdx', 'one\ntwo\nthree\n'],
    ['docs/it/a.mdx', 'uno\ndue\ntre\n'],
  ]);
  const message = { key: 'rules.parity.original' } as const;
  const at = (file: string, line: number) => ({ file, start: 4 * (line - 1), end: 4 * (line - 1) + 3 });
  const differing = (code: string): Diagnostic => ({
    code,
    severity: 'error',
    message,
    ...at('docs/it/a.mdx', 2),
    related: [{ message, ...at('docs/a.mdx', 2) }],
  });
  const other = (code: string, severity: Severity, file: string, line: number): Diagnostic => ({
    code,
    severity,
    message,
    ...at(file, line),
  });
  test.each([
    ['an error there', 'parity/fence', other('x/y', 'error', 'docs/it/a.mdx', 2), false],
    ['an error in its twin', 'parity/fence', other('x/y', 'error', 'docs/a.mdx', 2), false],
    ['a warning there', 'parity/fence', other('x/y', 'warning', 'docs/it/a.mdx', 2), false],
    ['an info there', 'parity/fence', other('x/y', 'info', 'docs/it/a.mdx', 2), true],
    ['an error on the line before', 'parity/fence', other('x/y', 'error', 'docs/it/a.mdx', 1), true],
    ['an error on the line after', 'parity/fence', other('x/y', 'error', 'docs/it/a.mdx', 3), true],
    ['another difference there', 'parity/fence', other('parity/order', 'error', 'docs/it/a.mdx', 2), true],
    ['an error there', 'parity/missing', other('x/y', 'error', 'docs/it/a.mdx', 2), false],
    ['an info there', 'parity/missing', other('x/y', 'info', 'docs/it/a.mdx', 2), true],
    ['an error there', 'parity/order', other('x/y', 'error', 'docs/it/a.mdx', 2), true],
  ] as const)('beside %s, %s', (_, code, beside, isTold) => {
    const found = [differing(code), beside];
    expect(withoutConsequences(found, sources)).toEqual(isTold ? found : [beside]);
  });

  test('what is missing and stands nowhere else is always told', () => {
    const { related: _, ...missing } = differing('parity/missing');
    const found = [missing, other('x/y', 'error', 'docs/it/a.mdx', 2)];
    expect(withoutConsequences(found, sources)).toEqual(found);
  });
});
