import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type QuestionFault, questionFaults } from '../formats/shell/question.ts';
import type { Guide } from '../guide/guide.ts';
import type { Memory } from '../guide/memory.ts';
import { inFile } from '../guide/snippet.ts';
import { shells } from '../runbook/compile-step.ts';
import type { WordKey } from '../words.ts';
import type { Rule, RuleInfo } from './rule.ts';

/** A page that asks a question as it says, with the runbook that the question belongs to. */
const page = (question: string) =>
  `---\ntitle: Garden\nrunbooks:\n  - id: dig\n---\n\n\`\`\`bash step="dig"\ntouch bed\n\`\`\`\n\n\`\`\`bash check="dig"\n${question}\n\`\`\`\n`;

const pasted: RuleInfo = {
  code: 'runbook/pasted-test',
  severity: 'error',
  summary: 'summary.runbook/pasted-test',
  explain: 'explain.runbook/pasted-test',
  examples: [
    { wrong: page('grep rose bed\ngrep lily bed'), right: page('grep rose bed && grep lily bed') },
    { wrong: page('! grep weed bed\ngrep rose bed'), right: page('! grep weed bed && grep rose bed') },
    { wrong: page('test -f bed || exit 1'), right: page('test -f bed') },
  ],
};

const failure: RuleInfo = {
  code: 'runbook/failure-as-no',
  severity: 'error',
  summary: 'summary.runbook/failure-as-no',
  explain: 'explain.runbook/failure-as-no',
  examples: [
    {
      wrong: page('git status | grep bed'),
      right: page('(\n  status_now=$(git status) || exit 2\n  printf \'%s\\n\' "$status_now" | grep bed\n)'),
    },
    {
      wrong: page('(\n  beds=$(git status | tr a b) || exit 2\n  test -n "$beds"\n)'),
      right: page('(\n  beds=$(git status) || exit 2\n  test -n "$beds"\n)'),
    },
  ],
};

const name: RuleInfo = {
  code: 'runbook/zsh-name',
  severity: 'error',
  summary: 'summary.runbook/zsh-name',
  explain: 'explain.runbook/zsh-name',
  examples: [
    {
      wrong: page('(\n  status=$(git status) || exit 2\n  test -n "$status"\n)'),
      right: page('(\n  told=$(git status) || exit 2\n  test -n "$told"\n)'),
    },
  ],
};

const ruleOf = { lines: pasted, exit: pasted, failure, name } as const;

const words = {
  lines: 'rules.runbook/pasted-test',
  exit: 'rules.runbook/pasted-test.exit',
  failure: 'rules.runbook/failure-as-no',
  name: 'rules.runbook/zsh-name',
} as const satisfies Record<QuestionFault['kind'], WordKey>;

/** Every check and every symptom says yes, no or that it cannot tell, and the same to a person as to a program. */
export const questions: Rule = {
  rules: [pasted, failure, name],
  check: (guide: Guide, memory: Memory) =>
    guide.pages.flatMap(({ file, fences }) =>
      fences.flatMap((fence): Diagnostic[] => {
        const { check, symptom, ignore } = fence.annotations;
        if ((check ?? symptom) === undefined || ignore !== undefined || !shells.has(fence.lang)) return [];
        const faults = memory.of('questions', fence.text, () => questionFaults(fence.text));
        return faults.map(({ kind, start, end, text }) => {
          const { code, severity } = ruleOf[kind];
          const program = text.split(/\s/)[0] ?? '';
          const message = { key: words[kind], values: { program, name: text.split('=')[0] ?? '' } };
          return { file, code, severity, message, start: inFile(fence, start), end: inFile(fence, end) };
        });
      }),
    ),
};
