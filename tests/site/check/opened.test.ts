import { expect, test } from 'vitest';
import { chosenOf, dropped, isWanted } from '../../../src/site/check/opened.ts';

function entry(path: string, ...children: FileSystemEntry[]): FileSystemEntry {
  const isFile = children.length === 0;
  let left = [...children];
  return {
    isFile,
    fullPath: path,
    file: (done: (file: File) => void) => done(new File(['x'], path)),
    createReader: () => ({
      readEntries: (done: (some: FileSystemEntry[]) => void) => {
        done(left);
        left = [];
      },
    }),
  } as unknown as FileSystemEntry;
}

async function pathsOf(...entries: FileSystemEntry[]): Promise<string[]> {
  const items = entries.map((one) => ({ webkitGetAsEntry: () => one }));
  return (await dropped({ items } as unknown as DataTransfer)).map(({ path }) => path);
}

test.each([
  ['.openclaw/openclaw.json', true],
  ['node_modules/fly.toml', true],
  ['claw/.git/config.toml', false],
  ['claw/node_modules/x/fly.toml', false],
  ['claw/package.json', false],
  ['.eslintrc.json', false],
  ['fly.toml', true],
])('%s of what was opened is wanted: %s', (path, isIt) => {
  expect(isWanted(path)).toBe(isIt);
});

test('a folder that is dropped alone may have any name, and its own hidden parts are left out', async () => {
  const folder = entry(
    '/.claw',
    entry('/.claw/openclaw.json'),
    entry('/.claw/.git', entry('/.claw/.git/x.json')),
  );
  expect(await pathsOf(folder)).toEqual(['.claw/openclaw.json']);
});

test('what is dropped together is looked at as what stands in a folder', async () => {
  const hidden = entry('/.git', entry('/.git/x.json'));
  expect(await pathsOf(hidden, entry('/fly.toml'))).toEqual(['fly.toml']);
});

test('an unknown file is opened where it alone was chosen, and never out of a folder', () => {
  const [known, unknown, inside] = ['a.toml', 'credentials', 'folder/credentials'].map((path) => ({
    path,
    file: new File(['x'], path),
  }));
  if (!known || !unknown || !inside) throw new Error('There are three.');
  const choose = (...files: (typeof known)[]) => chosenOf(files, (path) => path.endsWith('.toml'));
  expect(choose(unknown)).toEqual([unknown]);
  expect(choose(unknown, unknown)).toEqual([]);
  expect(choose(inside)).toEqual([]);
  expect(choose(unknown, known)).toEqual([known]);
});
