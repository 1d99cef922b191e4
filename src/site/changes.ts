import { spawnSync } from 'node:child_process';
import { type Page, readPage } from '../guide/page.ts';

/** The latest change of a file. */
export interface Change {
  at: Date;
  /** The commit that it came with. */
  id: string;
  /** The file's text before it and after it; before it nothing, where the file was new or the history goes back no further. */
  before: string | undefined;
  after: string;
}

/** A section that a change touched: the id and the words of its heading. */
export interface Section {
  id: string;
  title: string;
}

/** What a change did to a page, section by section; what stands before the first heading counts for none. */
export interface Sections {
  added: Section[];
  changed: Section[];
  removed: Section[];
}

/** Returns the latest change of each file, by its path below the repository, as git has it; nothing where there is no history. */
export function latestChanges(root: string, folder: string): Map<string, Change> {
  const log = git(root, ['log', '--format=%x00%H %cI', '--name-only', '--relative', '--', folder]);
  const latest = new Map<string, { id: string; at: Date }>();
  for (const commit of log.toString().split('\0').slice(1)) {
    const [head = '', ...files] = commit.split('\n').filter((line) => line !== '');
    const [id = '', at = ''] = head.split(' ');
    for (const file of files) if (!latest.has(file)) latest.set(file, { id, at: new Date(at) });
  }
  const named = [...latest].flatMap(([file, { id }]) => [`${id}~:./${file}`, `${id}:./${file}`]);
  const texts = textsOf(root, named);
  const changes = new Map<string, Change>();
  for (const [index, [file, change]] of [...latest].entries()) {
    const after = texts[2 * index + 1];
    if (after !== undefined) changes.set(file, { ...change, before: texts[2 * index], after });
  }
  return changes;
}

/** Returns the sections that differ between two states of a page, in the order of the page. */
export function changedSections(before: string, after: string): Sections {
  const old = sectionsOf(before);
  const now = sectionsOf(after);
  const only = (all: typeof old, wanted: (id: string) => boolean) =>
    [...all].filter(([id]) => wanted(id)).map(([id, { title }]) => ({ id, title }));
  return {
    added: only(now, (id) => !old.has(id)),
    changed: only(now, (id) => old.has(id) && old.get(id)?.text !== now.get(id)?.text),
    removed: only(old, (id) => !now.has(id)),
  };
}

function sectionsOf(source: string): Map<string, { title: string; text: string }> {
  const { headings }: Page = readPage({ file: 'page.mdx', language: '', slug: '' }, source).page;
  return new Map(
    headings.flatMap(({ id, text, start }, index) =>
      id === undefined ? [] : [[id, { title: text, text: source.slice(start, headings[index + 1]?.start) }]],
    ),
  );
}

/** Returns the texts of what is named `commit:path`, in order, by one call of git. */
function textsOf(root: string, names: readonly string[]): (string | undefined)[] {
  const output = git(root, ['cat-file', '--batch'], names.map((name) => `${name}\n`).join(''));
  let at = 0;
  return names.map(() => {
    const end = output.indexOf('\n', at);
    const size = / blob (\d+)$/.exec(output.toString('utf8', at, end))?.[1];
    at = end + 1;
    if (size === undefined) return undefined;
    const text = output.toString('utf8', at, at + Number(size));
    at += Number(size) + 1;
    return text;
  });
}

function git(cwd: string, args: string[], input = ''): Buffer {
  const { status, stdout } = spawnSync('git', args, { cwd, input, maxBuffer: 64 * 1024 * 1024 });
  return status === 0 ? stdout : Buffer.alloc(0);
}
