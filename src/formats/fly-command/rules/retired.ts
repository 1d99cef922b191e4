import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { found } from '../../shell/rule.ts';
import type { FlyCommand } from '../command.ts';
import { deprecatedRule, hiddenRule, refusedRule } from '../rules.ts';

/** Returns findings for commands that flyctl is about to drop, and flags that it knows only to refuse them. */
export function checkRetired({ invocation }: FlyCommand): Finding[] {
  return [...retiredCommand(invocation), ...refusedFlags(invocation)];
}

function retiredCommand({ facts, path, program, named }: FlyCommand['invocation']): Finding[] {
  const first = named[1];
  const last = named.at(-1);
  if (!first || !last || path === '') return [];
  const span = { start: first.start, end: last.end };
  const command = `${program} ${path}`;
  if (facts.replacement !== undefined) {
    const better = `${program} ${facts.replacement}`;
    const edits = [{ ...span, text: facts.replacement }];
    return [
      found(
        deprecatedRule,
        span,
        { key: 'rules.fly-command/deprecated', values: { command, better } },
        { fixes: [{ message: { key: 'fix.replace', values: { text: better } }, edits, safe: true }] },
      ),
    ];
  }
  if (facts.deprecated !== undefined) {
    const values = { command, notice: facts.deprecated };
    return [found(deprecatedRule, span, { key: 'rules.fly-command/deprecated.notice', values })];
  }
  return facts.hidden
    ? [found(hiddenRule, span, { key: 'rules.fly-command/hidden', values: { command } })]
    : [];
}

function refusedFlags({ flags }: FlyCommand['invocation']): Finding[] {
  return flags
    .filter(({ flag }) => flag.refused)
    .map(({ word, flag }) =>
      found(refusedRule, word, { key: 'rules.fly-command/refused', values: { flag: `--${flag.name}` } }),
    );
}
