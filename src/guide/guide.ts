import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type * as z from 'zod';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { explainIssue } from '../diagnostics/zod-issue.ts';
import { type Glossary, glossarySchema } from './glossary.ts';
import { type Meanings, meaningsSchema } from './meaning.ts';
import { Memory } from './memory.ts';
import { type Page, readPage } from './page.ts';
import { type ReachSettings, reachSchema } from './reach.ts';
import { type Targets, targetsSchema } from './targets.ts';
import { type Variables, variablesSchema } from './variables.ts';

/** A whole guide as data: its pages in every language, what readers fill in, and the versions that it is true for. */
export interface Guide {
  /** The content's folder, absolute. */
  root: string;
  /** The languages found, the root locale first. */
  languages: string[];
  pages: Page[];
  variables: Variables;
  targets: Targets;
  reach: ReachSettings;
  glossary: Glossary;
  /** What keys, commands and flags mean, by the format that knows them. */
  meanings: Map<string, Meanings>;
  /** The text of every file read, by its path relative to `root`. */
  sources: Map<string, string>;
}

/** The language of pages that stand in docs/ itself, in no folder of a language. */
export const rootLanguage = 'en';

/**
 * Reads a content folder: docs/ with a folder for each further language, and the data files beside it, each of which may be
 * absent. What is wrong is returned, never thrown.
 *
 * @param memory the pages that were read before, for a guide that is read again
 * @throws the system's error where `root` has no readable docs/ folder
 */
export function readGuide(
  root: string,
  memory = new Memory(),
): {
  guide: Guide;
  diagnostics: Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, string>();
  const data = <Schema extends z.ZodType>(
    file: string,
    schema: Schema,
    none: unknown = {},
  ): z.infer<Schema> => {
    const empty = schema.parse(none);
    if (!existsSync(join(root, file))) return empty;
    const source = readFileSync(join(root, file), 'utf8');
    sources.set(file, source);
    return readData(file, source, schema, diagnostics) ?? empty;
  };
  const docs = join(root, 'docs');
  const pages = listPages(docs).map((path) => {
    const file = `docs/${path}`;
    const source = readFileSync(join(docs, path), 'utf8');
    sources.set(file, source);
    const { page, diagnostics: found } = memory.of(file, source, () => readPage(placeOf(file), source));
    diagnostics.push(...found);
    return page;
  });
  const languages = [...new Set([rootLanguage, ...pages.map((page) => page.language)])];
  const guide: Guide = {
    root,
    languages,
    pages,
    variables: data('variables.json', variablesSchema),
    targets: data('targets.json', targetsSchema),
    reach: data('machine.json', reachSchema),
    glossary: data('glossary.json', glossarySchema, []),
    meanings: new Map(
      listMeanings(root).map((format) => [format, data(`meanings/${format}.json`, meaningsSchema)]),
    ),
    sources,
  };
  return { guide, diagnostics };
}

const known = new Map<string, Guide>();

/** Returns the guide in a folder, read once in a process: for a build, whose parts each ask for it. Else as `readGuide`. */
export function guideOnce(root: string): Guide {
  const guide = known.get(root) ?? readGuide(root).guide;
  known.set(root, guide);
  return guide;
}

/** Returns the language and address of the page in a file of docs/. */
function placeOf(file: string): { file: string; language: string; slug: string } {
  const path = file.replace(/^docs\//, '').replace(/\.mdx?$/, '');
  const [, folder, rest] = /^([a-z]{2})(?:\/(.*))?$/.exec(path) ?? [];
  const language = folder ?? rootLanguage;
  const slug = (folder === undefined ? path : (rest ?? '')).replace(/(^|\/)index$/, '');
  return { file, language, slug };
}

function listPages(docs: string): string[] {
  return readdirSync(docs, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.mdx?$/.test(entry.name))
    .map((entry) => relative(docs, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function listMeanings(root: string): string[] {
  const folder = join(root, 'meanings');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? file.slice(0, -5) : []));
}

function readData<Schema extends z.ZodType>(
  file: string,
  source: string,
  schema: Schema,
  diagnostics: Diagnostic[],
): z.infer<Schema> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    diagnostics.push({
      file,
      code: 'data/syntax',
      severity: 'error',
      message: { key: 'rules.data/syntax' },
      start: 0,
      end: Math.min(1, source.length),
    });
    return undefined;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    diagnostics.push({
      file,
      code: 'data/invalid',
      severity: 'error',
      message: {
        key: 'rules.data/invalid',
        values: { path: issue.path.join('.'), reason: explainIssue(issue) },
      },
      start: 0,
      end: Math.min(1, source.length),
    });
  }
  return undefined;
}
