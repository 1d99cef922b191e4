import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { AnnotationName } from '../guide/annotation.ts';
import type { Fence } from '../guide/fence.ts';
import type { RunbookEntry } from '../guide/frontmatter.ts';
import type { Page } from '../guide/page.ts';

/** A step as it stands on a page in one language: its fence, and those that verify it, undo it and show what it prints. */
export interface PageStep {
  id: string;
  fence: Fence;
  check?: Fence;
  undo?: Fence;
  expect?: Fence;
}

/** The runbook of a page as it stands there in one language. */
export interface PageRunbook {
  entry: RunbookEntry;
  page: Page;
  steps: PageStep[];
}

/** The annotations by which a fence belongs to a step. */
const roles = ['check', 'undo', 'expect'] as const satisfies AnnotationName[];

/** Returns a page's runbooks with their steps in document order. What is wrong with them is returned beside. */
export function readRunbooks(page: Page): { runbooks: PageRunbook[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const claimed = new Set<Fence>();
  const runbooks = page.frontmatter.runbooks.map((entry): PageRunbook => {
    const fences = fencesOf(page, entry, diagnostics);
    for (const fence of fences) claimed.add(fence);
    return { entry, page, steps: readSteps(page.file, fences, diagnostics) };
  });
  for (const fence of page.fences) {
    if (claimed.has(fence)) continue;
    for (const role of ['step', ...roles] as const) {
      const name = fence.annotations[role];
      if (name === undefined) continue;
      diagnostics.push({
        file: page.file,
        code: 'runbook/stray',
        severity: 'error',
        message: { key: 'rules.runbook/stray', values: { role, name } },
        ...spanOf(fence, role),
      });
    }
  }
  return { runbooks, diagnostics };
}

/** Returns the fences of a runbook: the whole page's, or those from its section's heading to the next one of the same level. */
function fencesOf(page: Page, entry: RunbookEntry, diagnostics: Diagnostic[]): Fence[] {
  if (entry.section === undefined) {
    // What stands under a heading with a runbook of its own is that runbook's.
    const others = page.frontmatter.runbooks.flatMap(({ section }) =>
      section === undefined ? [] : [section],
    );
    const ranges = others.map((section) => rangeOf(page, section));
    return page.fences.filter((fence) => !ranges.some((range) => range && within(fence, range)));
  }
  const range = rangeOf(page, entry.section);
  if (range) return page.fences.filter((fence) => within(fence, range));
  diagnostics.push({
    file: page.file,
    code: 'runbook/section',
    severity: 'error',
    message: { key: 'rules.runbook/section', values: { runbook: entry.id, section: entry.section } },
    ...frontmatterSpan(page, entry.section),
  });
  return [];
}

function rangeOf(page: Page, section: string): { start: number; end: number } | undefined {
  const index = page.headings.findIndex(({ id }) => id === section);
  const heading = page.headings[index];
  if (!heading) return undefined;
  const next = page.headings.slice(index + 1).find(({ depth }) => depth <= heading.depth);
  return { start: heading.start, end: next?.start ?? page.source.length };
}

function within(fence: Fence, range: { start: number; end: number }): boolean {
  return fence.start >= range.start && fence.start < range.end;
}

function readSteps(file: string, fences: Fence[], diagnostics: Diagnostic[]): PageStep[] {
  const steps = new Map<string, PageStep>();
  for (const fence of fences) {
    const id = fence.annotations.step;
    if (id === undefined) continue;
    const twin = steps.get(id);
    if (twin) {
      diagnostics.push({
        file,
        code: 'runbook/step-twice',
        severity: 'error',
        message: { key: 'rules.runbook/step-twice', values: { step: id } },
        ...spanOf(fence, 'step'),
        related: [{ message: { key: 'rules.runbook/step-twice.first' }, ...spanOf(twin.fence, 'step') }],
      });
      continue;
    }
    steps.set(id, { id, fence });
  }
  for (const fence of fences) {
    for (const role of roles) attach(file, fence, role, steps, diagnostics);
  }
  return [...steps.values()];
}

function attach(
  file: string,
  fence: Fence,
  role: (typeof roles)[number],
  steps: Map<string, PageStep>,
  diagnostics: Diagnostic[],
): void {
  const id = fence.annotations[role];
  if (id === undefined) return;
  const step = steps.get(id);
  const span = spanOf(fence, role);
  if (!step) {
    const similar = nearest(id, steps.keys());
    diagnostics.push({
      file,
      code: 'runbook/no-such-step',
      severity: 'error',
      ...span,
      ...(similar === undefined
        ? { message: { key: 'rules.runbook/no-such-step', values: { role, step: id } } }
        : {
            message: {
              key: 'rules.runbook/no-such-step.nearest',
              values: { role, step: id, nearest: similar },
            },
            fixes: [
              {
                message: { key: 'fix.replace', values: { text: similar } },
                edits: [{ ...span, text: similar }],
                safe: true,
              },
            ],
          }),
    });
    return;
  }
  const twin = step[role];
  if (twin) {
    diagnostics.push({
      file,
      code: 'runbook/role-twice',
      severity: 'error',
      message: { key: 'rules.runbook/role-twice', values: { role, step: id } },
      ...span,
      related: [{ message: { key: 'rules.runbook/step-twice.first' }, ...spanOf(twin, role) }],
    });
    return;
  }
  step[role] = fence;
}

/** Returns where an annotation stands, or the fence's first line where it is not there. */
export function spanOf(fence: Fence, name: AnnotationName): { start: number; end: number } {
  return fence.annotationSpans[name] ?? { start: fence.start, end: fence.start + 3 + fence.lang.length };
}

/** Returns where a word stands in a page's frontmatter, or its first line. */
export function frontmatterSpan(page: Page, word: string): { start: number; end: number } {
  const end = page.source.indexOf('\n---', 3);
  const start = page.source.slice(0, Math.max(end, 0)).indexOf(word);
  return start < 0 ? { start: 0, end: 3 } : { start, end: start + word.length };
}
