import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changedSections, latestChanges } from '../../src/site/changes.ts';

const page = (...sections: string[]) => `---\ntitle: Page\n---\n\nBefore all.\n\n${sections.join('\n\n')}\n`;
const one = '## One {#one}\n\nFirst.';
const two = '## Two {#two}\n\nSecond.';

test('a change is told by the sections that it touched', () => {
  const three = '## Three {#three}\n\nThird.';
  const changes = changedSections(page(one, two), page(one.replace('First', '1st'), three));
  expect(changes).toEqual({
    added: [{ id: 'three', title: 'Three' }],
    changed: [{ id: 'one', title: 'One' }],
    removed: [{ id: 'two', title: 'Two' }],
  });
});

test('what stands before the first heading, and the frontmatter, are no section', () => {
  const { added, changed, removed } = changedSections(
    page(one),
    page(one).replace('Before all.', 'Ahead of all.').replace('title: Page', 'title: Sheet'),
  );
  expect([...added, ...changed, ...removed]).toEqual([]);
});

describe('in a repository', () => {
  const root = mkdtempSync(join(tmpdir(), 'changes-'));
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', ...args], { cwd: root });
  const commit = (file: string, text: string) => {
    writeFileSync(join(root, 'docs', file), text);
    git('add', '-A');
    git('commit', '-q', '-m', file);
  };
  beforeAll(() => {
    mkdirSync(join(root, 'docs'));
    git('init', '-q');
    commit('a.mdx', page(one));
    commit('b.mdx', 'È nuova\n');
    commit('a.mdx', page(one, two));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test('each file has its latest change, with the text before it', () => {
    const changes = latestChanges(root, 'docs');
    expect([...changes.keys()].sort()).toEqual(['docs/a.mdx', 'docs/b.mdx']);
    expect(changes.get('docs/a.mdx')).toMatchObject({ before: page(one), after: page(one, two) });
    expect(changes.get('docs/b.mdx')).toMatchObject({ before: undefined, after: 'È nuova\n' });
    expect(changes.get('docs/a.mdx')?.id).toMatch(/^[0-9a-f]{40}$/);
  });

  test('where there is no history there are no changes', () => {
    const bare = mkdtempSync(join(tmpdir(), 'changes-none-'));
    expect(latestChanges(bare, 'docs').size).toBe(0);
    rmSync(bare, { recursive: true });
  });
});
