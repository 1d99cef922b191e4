import type { Diagnostic, Message } from '../diagnostics/diagnostic.ts';
import type { AnnotationName } from '../guide/annotation.ts';
import type { Fence } from '../guide/fence.ts';
import type { Guide } from '../guide/guide.ts';
import type { Page } from '../guide/page.ts';
import { inFile } from '../guide/snippet.ts';
import { findVariables } from '../guide/variables.ts';
import { shells } from './compile-step.ts';
import { checkSecrets } from './secrets.ts';
import { type PageStep, spanOf } from './steps.ts';
import { unseenIn } from './unseen.ts';

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
  for (const part of [fence, check, undo, step.expect]) {
    if (part) found.push(...checkUnseen(page.file, part));
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

/** Returns the first character of a fence that nobody would see: a plan that holds it is refused by whoever runs it. */
function checkUnseen(file: string, fence: Fence): Diagnostic[] {
  const found = unseenIn(fence.text, 'command');
  if (!found) return [];
  const length = (fence.text.codePointAt(found.at) ?? 0) > 0xffff ? 2 : 1;
  const span = { start: inFile(fence, found.at), end: inFile(fence, found.at) + length };
  return [
    {
      file,
      code: 'runbook/unseen',
      severity: 'error',
      message: { key: 'rules.runbook/unseen', values: { code: found.code } },
      ...span,
      fixes: [{ message: { key: 'fix.remove' }, edits: [{ ...span, text: '' }], safe: true }],
    },
  ];
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
