import type { Diagnostic, Message } from '../diagnostics/diagnostic.ts';
import type { AnnotationName } from '../guide/annotation.ts';
import type { Fence } from '../guide/fence.ts';
import type { Guide } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';
import { findVariables } from '../guide/variables.ts';
import { shells } from './compile-step.ts';
import { checkSecrets } from './secrets.ts';
import { type PageStep, spanOf } from './steps.ts';

/**
 * Returns what is wrong with one step.
 *
 * @param captured the variables that earlier steps fill in
 */
export function checkStep(
  guide: Guide,
  page: Page,
  step: PageStep,
  captured: ReadonlySet<string>,
): Diagnostic[] {
  const { fence, check, undo } = step;
  const { file, capture, pattern, interactive, on } = fence.annotations;
  const isShell = shells.has(fence.lang);
  const found: Diagnostic[] = [];
  const report = (at: Fence, name: AnnotationName, code: string, message: Message) =>
    found.push({ file: page.file, code, severity: 'error', message, ...spanOf(at, name) });

  if (file === undefined && !isShell) {
    report(fence, 'step', 'runbook/not-runnable', {
      key: 'rules.runbook/not-runnable',
      values: { lang: fence.lang || 'text' },
    });
  }
  if (check && isShell && /^\s*(cd|pushd|popd)(\s|$)/m.test(fence.text)) {
    report(fence, 'step', 'runbook/changes-folder', {
      key: 'rules.runbook/changes-folder',
      values: { step: step.id },
    });
  }
  if (interactive && on === 'machine') {
    report(fence, 'interactive', 'runbook/interactive-machine', {
      key: 'rules.runbook/interactive-machine',
      values: { step: step.id },
    });
  }
  if (
    (capture === undefined) !== (pattern === undefined) ||
    (pattern !== undefined && groupsIn(pattern) === 0)
  ) {
    report(fence, capture === undefined ? 'pattern' : 'capture', 'runbook/capture', {
      key: 'rules.runbook/capture',
    });
  }
  for (const part of [fence, check, undo]) {
    if (part?.annotations.on === 'machine' && guide.reach.machine === undefined) {
      report(part, 'on', 'runbook/no-machine', { key: 'rules.runbook/no-machine' });
    }
  }
  // An undo runs after its own step, and may name what that step captured.
  const afterwards = new Set([...captured, ...(capture === undefined ? [] : [capture])]);
  for (const [part, known] of [
    [fence, captured],
    [check, captured],
    [undo, afterwards],
  ] as const) {
    if (part) found.push(...checkPlaceholders(guide, page, part, known));
  }
  for (const role of ['step', 'check', 'undo'] as const) {
    const part = role === 'step' ? fence : step[role];
    if (part && shells.has(part.lang) && part.annotations.file === undefined)
      found.push(...checkSecrets(page.file, part, role, guide.variables.secrets));
  }
  return found;
}

function groupsIn(pattern: string): number {
  return (new RegExp(`${pattern}|`).exec('')?.length ?? 1) - 1;
}

function checkPlaceholders(guide: Guide, page: Page, fence: Fence, known: ReadonlySet<string>): Diagnostic[] {
  const { variables } = guide.variables;
  return findVariables(fence.text, variables).flatMap(({ name }) => {
    const variable = variables.find((candidate) => candidate.name === name);
    if (variable?.default !== undefined || known.has(name)) return [];
    return [
      {
        file: page.file,
        code: 'runbook/never-captured',
        severity: 'error' as const,
        message: { key: 'rules.runbook/never-captured' as const, values: { name } },
        ...spanOf(fence, 'step'),
      },
    ];
  });
}
