import { contentFolder } from './content.ts';

/**
 * Writes an example of a rule as a content folder: `@ path` on a line of its own begins a file, and what stands before the first is
 * docs/index.mdx. A page that does not begin with frontmatter gets a title.
 */
export function exampleFolder(text: string): string {
  const [first = '', ...others] = text.split(/^@ /m);
  const files = others.map((part): [string, string] => {
    const end = part.indexOf('\n');
    return [part.slice(0, end), part.slice(end + 1)];
  });
  return contentFolder(
    Object.fromEntries(
      [['docs/index.mdx', first] as [string, string], ...files].map(([path, content]) => [
        path,
        path.endsWith('.mdx') && !content.startsWith('---')
          ? `---\ntitle: Deploy\n---\n\n${content}`
          : content,
      ]),
    ),
  );
}
