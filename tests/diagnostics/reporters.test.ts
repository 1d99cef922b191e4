import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../../src/diagnostics/report.ts';
import { reportGithub } from '../../src/diagnostics/reporters/github.ts';
import { reportJson } from '../../src/diagnostics/reporters/json.ts';
import { reportJunit } from '../../src/diagnostics/reporters/junit.ts';
import { reportPretty } from '../../src/diagnostics/reporters/pretty.ts';
import { reportSarif } from '../../src/diagnostics/reporters/sarif.ts';
import { styleOf } from '../../src/diagnostics/style.ts';
import { speak } from '../../src/words.ts';

const result: CheckResult = {
  diagnostics: [
    {
      file: 'docs/a,b.mdx',
      code: 'annotation/unknown',
      severity: 'error',
      message: { key: 'rules.annotation/unknown.nearest', values: { name: 'stpe', nearest: 'step' } },
      start: 8,
      end: 12,
      fixes: [
        {
          message: { key: 'fix.replace', values: { text: 'step' } },
          edits: [{ start: 8, end: 12, text: 'step' }],
          safe: true,
        },
      ],
      related: [{ message: { key: 'rules.parity.original' }, start: 0, end: 1, file: 'docs/c.mdx' }],
    },
    {
      file: 'docs/c.mdx',
      code: 'x/y',
      severity: 'info',
      message: { key: 'rules.page/syntax', values: { reason: '100% <odd>\n& "more"' } },
      start: 0,
      end: 1,
    },
  ],
  checked: { pages: 2, shell: 1 },
  ignored: [{ file: 'docs/c.mdx', line: 3, reason: 'because' }],
  sources: new Map([
    ['docs/a,b.mdx', '\n```bash stpe="a"\n'],
    ['docs/c.mdx', 'text'],
  ]),
};
const english = { language: 'en', say: speak('en') } as const;
const italian = { language: 'it', say: speak('it') } as const;

describe('reports', () => {
  test('JSON holds places, fixes, related places, counts and what is ignored', () => {
    expect(JSON.parse(reportJson(result, english))).toEqual({
      diagnostics: [
        {
          code: 'annotation/unknown',
          severity: 'error',
          message: 'There is no annotation `stpe`. A similar one is `step`.',
          file: 'docs/a,b.mdx',
          line: 2,
          column: 8,
          endLine: 2,
          endColumn: 12,
          fixes: [
            {
              message: 'write `step`',
              safe: true,
              edits: [{ line: 2, column: 8, endLine: 2, endColumn: 12, text: 'step' }],
            },
          ],
          related: [
            { message: 'the original', file: 'docs/c.mdx', line: 1, column: 1, endLine: 1, endColumn: 2 },
          ],
        },
        expect.objectContaining({ code: 'x/y', severity: 'info', line: 1, column: 1 }),
      ],
      checked: { pages: 2, shell: 1 },
      ignored: [{ file: 'docs/c.mdx', line: 3, reason: 'because' }],
    });
  });

  test('GitHub annotations escape what a workflow command would read', () => {
    expect(reportGithub(result, english).split('\n')).toEqual([
      '::error file=docs/a%2Cb.mdx,line=2,endLine=2,col=8,endColumn=12,title=annotation/unknown::There is no annotation `stpe`. A similar one is `step`.',
      '::notice file=docs/c.mdx,line=1,endLine=1,col=1,endColumn=2,title=x/y::The page cannot be read as MDX: 100%25 <odd>%0A& "more"',
      '',
    ]);
  });

  test('SARIF names every rule once, and each result by its index', () => {
    const { runs } = JSON.parse(reportSarif(result, english));
    const [run] = runs;
    expect(run.tool.driver.rules).toEqual([{ id: 'annotation/unknown' }, { id: 'x/y' }]);
    expect(
      run.results.map((one: { ruleIndex: number; level: string }) => [one.ruleIndex, one.level]),
    ).toEqual([
      [0, 'error'],
      [1, 'note'],
    ]);
    expect(run.results[0].locations[0].physicalLocation.region).toEqual({
      startLine: 2,
      startColumn: 8,
      endLine: 2,
      endColumn: 12,
    });
  });

  test('JUnit counts each file once; an info fails nothing', () => {
    const xml = reportJunit(result, english);
    expect(xml).toContain('tests="2" failures="1"');
    expect(xml).toContain('<testcase classname="check" name="docs/c.mdx"/>');
    expect(xml).toContain('docs/a,b.mdx:2:8 error annotation/unknown');
  });

  test.each([
    [english, 'There is no annotation `stpe`', 'fix: write `step`', '1 error, 0 warnings, 1 info.'],
    [italian, "Non esiste un'annotazione `stpe`", 'rimedio: scrivi `step`', '1 errore, 0 avvisi, 1 nota.'],
  ])('for people it speaks their language', (speaker, message, fix, total) => {
    const text = reportPretty(result, speaker, styleOf(false));
    for (const part of [message, fix, total, '2 │ ```bash stpe="a"', 'docs/c.mdx:3 because'])
      expect(text).toContain(part);
    expect(text).not.toContain('\u001b');
    expect(reportPretty(result, speaker, styleOf(true))).toContain('\u001b[');
  });
});
