import type { Finding, Fix, Message } from '../../../diagnostics/diagnostic.ts';
import { found } from '../../shell/rule.ts';
import { type Answer, isEndless, questions } from '../asking.ts';
import { type FlyCommand, isUnwatched } from '../command.ts';
import { asksRule, endlessRule } from '../rules.ts';

const messages: Record<Answer, Message> = {
  yes: { key: 'rules.fly-command/asks.yes' },
  region: { key: 'rules.fly-command/asks.region' },
  machine: { key: 'rules.fly-command/asks.machine' },
  arguments: { key: 'rules.fly-command/asks.arguments' },
  command: { key: 'rules.fly-command/asks.command' },
  name: { key: 'rules.fly-command/asks.name' },
  org: { key: 'rules.fly-command/asks.org' },
  image: { key: 'rules.fly-command/asks' },
  never: { key: 'rules.fly-command/asks' },
};

/** Questions that `-y` may answer unasked, because nothing is lost by it. */
const harmless = /^(?:volumes create|machine update)$/;

/** Returns findings for commands that would wait for somebody, where nobody is. */
export function checkUnwatched(command: FlyCommand): Finding[] {
  const { invocation, words, shell, options } = command;
  if (!isUnwatched(command) || invocation.help || invocation.open || invocation.problems.length > 0)
    return [];
  const name = invocation.named.at(-1);
  const first = words[0];
  const last = words.at(-1);
  if (!name || !first || !last) return [];
  const span = { start: first.start, end: name.end };
  const asks = questions(invocation).map((answer) => {
    const { key } = messages[answer];
    const severity = answer === 'org' ? 'info' : 'error';
    const fixes =
      answer === 'yes'
        ? [insert(shell.words.at(-1)?.end ?? last.end, ' -y', harmless.test(invocation.path))]
        : [];
    return found(
      asksRule,
      span,
      { key, values: { command: `${invocation.program} ${invocation.path}` } },
      { severity, fixes },
    );
  });
  const stops =
    shell.pipedOut || command.limited || options.background || shell.within.includes('background');
  if (!isEndless(invocation) || stops) return asks;
  const isLogs = invocation.path === 'logs';
  const fixes = isLogs ? [insert(name.end, ' --no-tail', true)] : [];
  const values = { command: `${invocation.program} ${invocation.path}` };
  const message: Message = isLogs
    ? { key: 'rules.fly-command/endless.logs' }
    : { key: 'rules.fly-command/endless', values };
  return [...asks, found(endlessRule, span, message, { fixes })];
}

function insert(at: number, text: string, safe: boolean): Fix {
  return {
    message: { key: 'fix.add', values: { text: text.trim() } },
    edits: [{ start: at, end: at, text }],
    safe,
  };
}
