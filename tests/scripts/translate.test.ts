import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentFolder } from '../support/content.ts';
import { run } from '../support/program.ts';

const page = (words: string) => `---\ntitle: A\n---\n## A {#a}\n\n${words}\n\nLast.\n`;

describe('keeping translations in step', () => {
  test('a page is confirmed, falls behind, shows what changed, and is confirmed again', async () => {
    const content = contentFolder({
      'docs/a.mdx': page('Before. First words. After.'),
      'docs/it/a.mdx': page('Prime parole.'),
    });
    const translate = (...args: string[]) => run('translate', [...args, '--content', content]);

    expect(await translate('status')).toMatchObject({
      status: 1,
      stdout: 'docs/it/a.mdx: never confirmed\n',
    });
    expect(await translate('confirm', 'a')).toMatchObject({ status: 0 });
    expect(readFileSync(join(content, 'docs/it/a.mdx'), 'utf8')).toMatch(
      /^---\ntitle: A\nconfirmed: "[0-9a-f]{16}"\n---\n## A/,
    );
    expect(await translate('status')).toMatchObject({ status: 0 });

    writeFileSync(join(content, 'docs/a.mdx'), page('Before. Other words. After.'));
    const behind = await translate('status');
    expect(behind.status).toBe(1);
    expect(behind.stdout).toBe(
      'docs/it/a.mdx: one change in docs/a.mdx\n  - First words.\n  + Other words.\n',
    );

    await translate('confirm', 'it/a.mdx');
    expect(await translate('status')).toMatchObject({ status: 0 });
  });

  test.each([[[]], [['confirm']], [['confirm', 'nope']], [['nonsense']]])(
    '%j is answered with one line and 2',
    async (args) => {
      const content = contentFolder({ 'docs/a.mdx': page('x'), 'docs/it/a.mdx': page('y') });
      const { status, stderr } = await run('translate', [...args, '--content', content]);
      expect(status).toBe(2);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    },
  );
});
