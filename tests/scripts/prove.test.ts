import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readGuide } from '../../src/guide/guide.ts';
import { gatherProofs, printProofs } from '../../src/proof/gather.ts';
import { proofsFile } from '../../src/proof/proofs.ts';
import { contentFolder } from '../support/content.ts';
import { run } from '../support/program.ts';

const page = (title: string, command: string) =>
  `---\ntitle: ${title}\n---\n\n## A {#a}\n\n\`\`\`bash\n${command}\n\`\`\`\n`;

/** A guide with what its check has proven. */
function provenGuide(): string {
  const content = contentFolder({
    'docs/a.mdx': page('A', 'echo one'),
    'docs/it/a.mdx': page('A', 'echo one'),
  });
  const { guide } = readGuide(content);
  writeFileSync(join(content, proofsFile), printProofs(gatherProofs(guide, [], '2026-11-25')));
  return content;
}

describe('npm run prove -- --check', () => {
  test('ends well while what was proven is what stands on the pages', async () => {
    const { status, stdout } = await run('prove', ['--check', '--content', provenGuide()]);
    expect([status, stdout.trim().split('\n').at(-1)]).toEqual([
      0,
      'All proofs are of what stands on the pages now.',
    ]);
  });

  test('fails by a fence that has changed, and says where it stands', async () => {
    const content = provenGuide();
    writeFileSync(join(content, 'docs/a.mdx'), page('A', 'echo two'));
    const { status, stdout } = await run('prove', ['--check', '--content', content]);
    expect(status).toBe(1);
    expect(stdout).toContain('1 fence has changed since it was proven:\n  content/docs/a.mdx:7\n');
    expect(stdout.trim().split('\n').at(-1)).toContain('The proofs are stale');
  });

  test('only this guide is proven: another folder is refused without --check', async () => {
    const { status, stdout, stderr } = await run('prove', ['--content', provenGuide()]);
    expect([status, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
  });
});
