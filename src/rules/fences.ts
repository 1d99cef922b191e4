import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Ignored } from '../diagnostics/report.ts';
import type { Fence } from '../guide/fence.ts';
import type { Memory } from '../guide/memory.ts';
import type { Page } from '../guide/page.ts';
import type { Targets } from '../guide/targets.ts';
import { checkSnippet } from './snippets/check.ts';
import { contextOf } from './snippets/context.ts';
import { kindOf, type SnippetKind } from './snippets/kind.ts';
import { located } from './snippets/locate.ts';

/** What the check of a page's fences came to. */
export interface FencesChecked {
  diagnostics: Diagnostic[];
  /** How many fences of each kind were checked. */
  checked: Partial<Record<SnippetKind, number>>;
  ignored: Ignored[];
}

/**
 * Checks every fence of a page by what it is.
 *
 * @param options.foreign the page is not the guide's: fences in unknown languages are passed over there, and need no reason
 */
export function checkFences(
  page: Page,
  options: { targets: Targets; foreign: boolean; memory?: Memory },
): FencesChecked {
  const result: FencesChecked = { diagnostics: [], checked: {}, ignored: [] };
  for (const fence of page.fences) {
    const { ignore } = fence.annotations;
    if (ignore !== undefined) {
      result.ignored.push({ file: page.file, line: fence.line, reason: ignore });
      continue;
    }
    const kind = kindOf(fence, options.foreign);
    if (kind === undefined) {
      if (!options.foreign) result.diagnostics.push(unchecked(fence));
      continue;
    }
    result.checked[kind] = (result.checked[kind] ?? 0) + 1;
    const findings = checkSnippet(fence.text, kind, contextOf(fence, options), options.memory);
    result.diagnostics.push(...findings.map((finding) => located(finding, fence, page.file)));
  }
  return result;
}

function unchecked(fence: Fence): Diagnostic {
  return {
    file: fence.file,
    code: 'fence/unchecked',
    severity: 'error',
    message: { key: 'rules.fence/unchecked', values: { lang: fence.lang || 'text' } },
    start: fence.start,
    end: fence.start + 3 + fence.lang.length,
  };
}
