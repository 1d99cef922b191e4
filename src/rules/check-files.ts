import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type CheckResult, inOrder } from '../diagnostics/report.ts';
import { readPage } from '../guide/page.ts';
import type { Targets } from '../guide/targets.ts';
import { readRunbooks } from '../runbook/steps.ts';
import { checkDeployment } from './deployment/deployment.ts';
import { checkFences } from './fences.ts';
import { withSecrets } from './secrets.ts';
import { checkSnippet } from './snippets/check.ts';
import type { SnippetKind } from './snippets/kind.ts';

const kinds: Record<string, SnippetKind> = {
  '.toml': 'fly-toml',
  '.json': 'openclaw-config',
  '.json5': 'openclaw-config',
  '.sh': 'shell',
};
const pages = new Set(['.md', '.mdx']);

/**
 * Checks files that are not the guide's, each by itself: Markdown by its fences, .toml as fly.toml, .json and .json5 as
 * openclaw.json, .sh as shell. A folder stands for the files in it that are of these kinds.
 *
 * @throws the system's error where a path cannot be read
 */
export function checkFiles(paths: string[], targets: Targets): CheckResult {
  const result: CheckResult = { diagnostics: [], checked: {}, ignored: [], sources: new Map() };
  const sources = new Map<string, string>();
  const count = (kind: string, number = 1) => {
    result.checked[kind] = (result.checked[kind] ?? 0) + number;
  };
  for (const file of [...new Set(paths.flatMap(filesAt))]) {
    const source = readFileSync(file, 'utf8');
    sources.set(file, source);
    const kind = kinds[extname(file)];
    if (kind === undefined) {
      count('pages');
      const { diagnostics, checked, ignored } = checkPage(file, source, targets);
      result.diagnostics.push(...withSecrets(file, source, diagnostics, { foreign: true }));
      result.ignored.push(...ignored);
      for (const [fences, number] of Object.entries(checked)) count(fences, number);
      continue;
    }
    count(kind);
    const findings = checkSnippet(source, kind, {
      openclaw: targets.openclaw ?? '',
      foreign: true,
      syntax: extname(file) === '.json5' ? 'json5' : 'json',
    });
    const located = findings.map((finding) => ({ ...finding, file }));
    result.diagnostics.push(...withSecrets(file, source, located, { foreign: true }));
  }
  return { ...result, diagnostics: inOrder(result.diagnostics), sources };
}

function checkPage(file: string, source: string, targets: Targets) {
  const { page, diagnostics } = readPage({ file, language: '', slug: '' }, source);
  const annotated = page.fences.some(({ annotations }) => Object.keys(annotations).length > 0);
  const found: Diagnostic[] = diagnostics.filter(
    // What another site's frontmatter and meta mean is not ours to judge.
    ({ code }) => code === 'page/syntax' || (annotated && code.startsWith('annotation/')),
  );
  const fences = checkFences(page, { targets, foreign: true });
  const runbooks = annotated ? readRunbooks(page).diagnostics : [];
  return {
    ...fences,
    diagnostics: [...found, ...runbooks, ...fences.diagnostics, ...checkDeployment(page, targets)],
  };
}

/** Returns a file, or the files below a folder that can be checked; hidden folders and installed packages are left out. */
function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return filesAt(inner);
      return entry.isFile() && isKnown(entry.name) ? [inner] : [];
    });
}

function isKnown(name: string): boolean {
  return pages.has(extname(name)) || kinds[extname(name)] !== undefined;
}

/** Whether a path names a kind of file that can be checked, or has no ending that says otherwise. */
export function canCheck(path: string): boolean {
  return statSync(path).isDirectory() || isKnown(path);
}
