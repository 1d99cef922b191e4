import type { Nodes, Root } from 'mdast';
import { markdownToMdast, mdxToMdast } from 'satteri';
import { type Document, isScalar, parseDocument, visit as visitYaml } from 'yaml';
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts';
import { explainIssue } from '../diagnostics/zod-issue.ts';
import { type Fence, readFence } from './fence.ts';
import { type Frontmatter, frontmatterSchema } from './frontmatter.ts';

/** A heading with its id, where one is given. */
export interface Heading extends Span {
  depth: number;
  id?: string;
  text: string;
  line: number;
}

/** A link of the page's prose, as it is written. */
export interface Link extends Span {
  url: string;
}

/** A table's size; the header counts as a row. */
export interface Table extends Span {
  rows: number;
  columns: number;
}

/** One piece of a page's structure, in document order: what two translations of a page have in common. */
export interface Part extends Span {
  /** `heading 2 #deploy`, `fence`, `table 3x4`, `image …`, `aside note`, `TabItem`: the same words in every language. */
  kind: string;
}

/** A page of the guide in one language, as data. */
export interface Page {
  /** Its file's path, relative to the content's folder, with forward slashes. */
  file: string;
  language: string;
  /** Its address below the language: `deploy`, or nothing for the landing page. */
  slug: string;
  source: string;
  frontmatter: Frontmatter;
  headings: Heading[];
  fences: Fence[];
  links: Link[];
  tables: Table[];
  parts: Part[];
  /** The words of its prose, fences and frontmatter apart, with where each piece stands. */
  prose: (Span & { text: string })[];
}

/** The features with which the site's own Markdown processor reads a page; the check reads it the same way. */
export const markdownFeatures = {
  headingAttributes: true,
  directive: true,
  frontmatter: true,
  gfm: true,
} as const;

/** Reads a page's source. What is wrong with it is returned, never thrown. */
export function readPage(
  place: { file: string; language: string; slug: string },
  source: string,
): { page: Page; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const page: Page = {
    ...place,
    source,
    frontmatter: { title: '', runbooks: [], aliases: {}, search: {} },
    headings: [],
    fences: [],
    links: [],
    tables: [],
    parts: [],
    prose: [],
  };
  try {
    const parse = place.file.endsWith('.md') ? markdownToMdast : mdxToMdast;
    collect(page, parse(source, { features: markdownFeatures }) as Root, diagnostics);
  } catch (error) {
    diagnostics.push(notMdx(place.file, source, error));
  }
  return { page, diagnostics };
}

function collect(page: Page, root: Root, diagnostics: Diagnostic[]): void {
  let section: string | undefined;
  const visit = (node: Nodes): void => {
    const span = spanOf(node);
    switch (node.type) {
      case 'yaml':
        readFrontmatter(page, span, diagnostics);
        return;
      case 'heading': {
        const id = idOf(node);
        page.headings.push({
          ...span,
          depth: node.depth,
          ...(id !== undefined && { id }),
          text: textOf(node),
          line: node.position?.start.line ?? 1,
        });
        if (id !== undefined) section = id;
        page.parts.push({ ...span, kind: `heading ${node.depth} #${id ?? ''}` });
        break;
      }
      case 'code': {
        const { fence, diagnostics: found } = readFence(
          page.file,
          page.source,
          span.start,
          span.end,
          node.position?.start.line ?? 1,
        );
        if (section !== undefined) fence.section = section;
        page.fences.push(fence);
        diagnostics.push(...found);
        page.parts.push({ ...span, kind: 'fence' });
        return;
      }
      case 'link':
      case 'definition':
        page.links.push({ ...urlSpan(page.source, span, node.url), url: node.url });
        break;
      case 'image':
        page.parts.push({ ...span, kind: `image ${node.url}` });
        break;
      case 'table': {
        const table = {
          ...span,
          rows: node.children.length,
          columns: node.children[0]?.children.length ?? 0,
        };
        page.tables.push(table);
        page.parts.push({ ...span, kind: `table ${table.rows}x${table.columns}` });
        break;
      }
      case 'text':
        if (node.value.trim() !== '') page.prose.push({ ...span, text: node.value });
        return;
      default: {
        // Directives and JSX come from plugins' types that mdast does not know.
        const other: { type: string; name?: string | null; attributes?: unknown } = node;
        if (other.type === 'containerDirective')
          page.parts.push({ ...span, kind: `aside ${other.name ?? ''}` });
        if (other.type === 'mdxJsxFlowElement') {
          page.parts.push({ ...span, kind: other.name ?? '' });
          for (const url of hrefs(other.attributes)) {
            page.links.push({ ...urlSpan(page.source, span, url), url });
          }
        }
      }
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(root);
}

/** Returns where an address stands in a link, or the whole link where it is written in another way. */
function urlSpan(source: string, span: Span, url: string): Span {
  const at = url === '' ? -1 : source.slice(span.start, span.end).lastIndexOf(url);
  return at < 0 ? span : { start: span.start + at, end: span.start + at + url.length };
}

function hrefs(attributes: unknown): string[] {
  if (!Array.isArray(attributes)) return [];
  return attributes.flatMap((attribute: { name?: string; value?: unknown }) =>
    attribute.name === 'href' && typeof attribute.value === 'string' ? [attribute.value] : [],
  );
}

function spanOf(node: Nodes): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

function idOf(node: Nodes): string | undefined {
  const properties: unknown = node.data && 'hProperties' in node.data ? node.data.hProperties : undefined;
  const id: unknown =
    properties && typeof properties === 'object' && 'id' in properties ? properties.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** Returns the words of a node, marks left out. */
export function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child)).join('') : '';
}

function readFrontmatter(page: Page, span: Span, diagnostics: Diagnostic[]): void {
  const { file, source } = page;
  const start = source.indexOf('\n', span.start) + 1;
  const document = parseDocument(source.slice(start, source.lastIndexOf('---', span.end)));
  for (const { pos, message } of document.errors) {
    diagnostics.push({
      file,
      code: 'page/frontmatter',
      severity: 'error',
      message: {
        key: 'rules.page/frontmatter',
        values: { path: 'YAML', reason: message.split('\n')[0] ?? '' },
      },
      start: start + pos[0],
      end: start + pos[1],
    });
  }
  if (document.errors.length > 0) return;
  page.links.push(...linksIn(document, start));
  const parsed = frontmatterSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) {
    page.frontmatter = parsed.data;
    return;
  }
  for (const issue of parsed.error.issues) {
    const node: unknown = document.getIn(issue.path.map(String), true);
    const range =
      node && typeof node === 'object' && 'range' in node ? (node.range as [number, number]) : undefined;
    diagnostics.push({
      file,
      code: 'page/frontmatter',
      severity: 'error',
      message: {
        key: 'rules.page/frontmatter',
        values: { path: issue.path.join('.'), reason: explainIssue(issue) },
      },
      start: range ? start + range[0] : span.start,
      end: range ? start + range[1] : span.start + 3,
    });
  }
}

/** Returns where a page's frontmatter leads, such as the buttons of a hero. */
function linksIn(document: Document, offset: number): Link[] {
  const links: Link[] = [];
  visitYaml(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.value !== 'link' || !isScalar(value)) return;
      const [start, end] = value.range ?? [0, 0];
      links.push({ start: offset + start, end: offset + end, url: String(value.value) });
    },
  });
  return links;
}

function notMdx(file: string, source: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  const [, line, column] = /(\d+):(\d+)/.exec(reason) ?? [];
  const start = line === undefined ? 0 : offsetOf(source, Number(line), Number(column));
  return {
    file,
    code: 'page/syntax',
    severity: 'error',
    message: { key: 'rules.page/syntax', values: { reason } },
    start,
    end: Math.min(start + 1, source.length),
  };
}

function offsetOf(source: string, line: number, column: number): number {
  let at = 0;
  for (let passed = 1; passed < line; passed++) {
    const end = source.indexOf('\n', at);
    if (end < 0) return at;
    at = end + 1;
  }
  return Math.min(at + column - 1, source.length);
}
