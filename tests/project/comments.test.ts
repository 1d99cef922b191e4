import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const home = join(import.meta.dirname, '../..');
const files = ['src', 'scripts', 'tests']
  .flatMap((room) =>
    readdirSync(join(home, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  )
  .filter((file) => file.endsWith('.ts'));

/** Returns each `@param` of a file whose function has no parameter of that name. */
function staleParams(file: string): string[] {
  const text = readFileSync(join(home, file), 'utf8');
  if (!text.includes('@param')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const stale: string[] = [];
  const visit = (node: ts.Node): void => {
    const parameters = parametersOf(node);
    const tags = ts.getJSDocTags(node).filter(ts.isJSDocParameterTag);
    if (parameters !== undefined)
      for (const { name } of tags) {
        const [first = ''] = name.getText(source).split('.');
        if (!parameters.includes(first)) stale.push(`${file}: @param ${name.getText(source)}`);
      }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return stale;
}

function parametersOf(node: ts.Node): string[] | undefined {
  if (ts.isFunctionLike(node))
    // One that is taken apart at once has no name but the one that its comment gives it.
    return node.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : 'options'));
  return undefined;
}

test('every `@param` names a parameter', () => {
  expect(files.flatMap(staleParams)).toEqual([]);
  expect(files.length).toBeGreaterThan(400);
});
