import type { RuleInfo } from './rule.ts';

/** What is found while content is read, before any rule looks at it: pages, data files, annotations, runbooks. */
export const readingRules: RuleInfo[] = [
  error('page/syntax', 'summary.page/syntax', 'explain.page/syntax'),
  error('page/frontmatter', 'summary.page/frontmatter', 'explain.page/frontmatter'),
  error('data/syntax', 'summary.data/syntax', 'explain.data/syntax'),
  error('data/invalid', 'summary.data/invalid', 'explain.data/invalid'),
  error('annotation/syntax', 'summary.annotation/syntax', 'explain.annotation/syntax'),
  error('annotation/unknown', 'summary.annotation/unknown', 'explain.annotation/unknown'),
  error('annotation/value', 'summary.annotation/value', 'explain.annotation/value'),
  error('annotation/twice', 'summary.annotation/twice', 'explain.annotation/twice'),
  error('fence/unchecked', 'summary.fence/unchecked', 'explain.fence/unchecked'),
  error('runbook/stray', 'summary.runbook/stray', 'explain.runbook/stray'),
  error('runbook/section', 'summary.runbook/section', 'explain.runbook/section'),
  error('runbook/twice', 'summary.runbook/twice', 'explain.runbook/twice'),
  error('runbook/empty', 'summary.runbook/empty', 'explain.runbook/empty'),
  error('runbook/step-twice', 'summary.runbook/step-twice', 'explain.runbook/step-twice'),
  error('runbook/role-twice', 'summary.runbook/role-twice', 'explain.runbook/role-twice'),
  error('runbook/no-such-step', 'summary.runbook/no-such-step', 'explain.runbook/no-such-step'),
  error('runbook/untranslated', 'summary.runbook/untranslated', 'explain.runbook/untranslated'),
  error('runbook/not-runnable', 'summary.runbook/not-runnable', 'explain.runbook/not-runnable'),
  error('runbook/changes-folder', 'summary.runbook/changes-folder', 'explain.runbook/changes-folder'),
  error('runbook/capture', 'summary.runbook/capture', 'explain.runbook/capture'),
  error('runbook/never-captured', 'summary.runbook/never-captured', 'explain.runbook/never-captured'),
  error('runbook/no-machine', 'summary.runbook/no-machine', 'explain.runbook/no-machine'),
];

function error(code: string, summary: RuleInfo['summary'], explain: RuleInfo['explain']): RuleInfo {
  return { code, severity: 'error', summary, explain };
}
