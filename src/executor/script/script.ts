import type { Command, Plan, Step, Template } from '../../runbook/plan.ts';
import { variablesIn } from '../../runbook/plan.ts';
import type { Language, Say } from '../../words.ts';
import { inLanguage } from '../engine/session.ts';
import type { Values } from '../plans/values.ts';
import { oneLine } from '../terminal/clean.ts';
import { type Helper, machineFunction, prelude } from './prelude.ts';
import { comment, heredoc, shellName, title, word } from './quote.ts';

/** What a script is written with. */
interface Writing {
  plan: Plan;
  values: Values;
  language: Language;
  say: Say;
  used: Set<Helper>;
}

/** Returns a plan as a bash script that does the same without us: `script` does it, `script undo` takes it back. */
export function writeScript(plan: Plan, values: Values, language: Language, say: Say): string {
  const writing: Writing = { plan, values, language, say, used: new Set(['say']) };
  const steps = plan.steps.flatMap((step, index) => writeStep(writing, step, index + 1));
  const undo = plan.steps.toReversed().flatMap((step) => writeUndo(writing, step));
  const secrets = plan.secrets.flatMap((secret) => writeSecret(writing, secret));
  const machine = plan.machine ? [machineFunction(fillOpen(plan.machine, writing)), ''] : [];
  return [
    '#!/usr/bin/env bash',
    ...comment(inLanguage(plan.title, language)),
    ...comment(say('runbook.script.head', { digest: plan.digest })),
    'set -eo pipefail',
    '',
    ...prelude(writing.used),
    '',
    ...machine,
    ...secrets,
    '',
    'if [ "$1" = undo ]; then',
    ...undo,
    'exit 0',
    'fi',
    '',
    ...steps,
  ].join('\n');
}

function writeStep(writing: Writing, step: Step, number: number): string[] {
  const { language, say, used } = writing;
  const name = inLanguage(step.title, language);
  const lines = [`# ${number}. ${oneLine(name)}`];
  if (step.expect)
    lines.push(...comment(`${say('runbook.show.expect')}\n${shown(step.expect.text, writing)}`));
  lines.push(`say ${title(name)}`);
  const act = [
    ...(step.confirm ? [use(used, 'confirm', `confirm ${title(name)}`)] : []),
    ...writeAction(writing, step),
  ];
  if (!step.check || step.always) return [...lines, ...act, ''];
  return [
    ...lines,
    ...test(writing, step.check),
    `then printf '%s\\n' ${title(say('runbook.pass.check'))}`,
    'else',
    ...act,
    'fi',
    '',
  ];
}

function writeAction(writing: Writing, step: Step): string[] {
  const { used } = writing;
  if ('write' in step.action) {
    const { path, text } = step.action.write;
    return withText(writing, text, use(used, 'put', `put ${word(path)}`));
  }
  const { run } = step.action;
  if (step.capture) {
    const taken = use(used, 'take', `take ${word(step.capture.pattern)}`);
    const name = shellName(step.capture.name);
    return [
      'output=$(',
      ...runOnce(writing, run),
      ')',
      `printf '%s\\n' "$output"`,
      `${name}=$(printf '%s\\n' "$output" | ${taken})`,
    ];
  }
  if (step.background) {
    used.add('background');
    return [
      'set -m',
      '{',
      ...runOnce(writing, run),
      '} &',
      'set +m',
      'pids+=("$!")',
      ...(step.ready ? [waitFor(writing, step.ready)] : []),
    ];
  }
  if (step.retries > 0 && run.on === undefined)
    return withText(writing, run.shell, use(used, 'apart', `apart ${step.retries + 1}`));
  return runOnce(writing, run);
}

function writeUndo(writing: Writing, step: Step): string[] {
  const { language, used } = writing;
  if (!step.undo) return [];
  const act = [`say ${title(inLanguage(step.title, language))}`, ...runOnce(writing, step.undo)];
  used.add('say');
  return step.check ? [...test(writing, step.check), 'then', ...act, 'fi'] : act;
}

/** Returns `if CHECK`, still without its `then`. */
function test(writing: Writing, check: Command): string[] {
  if (check.on === 'machine') return withText(writing, check.shell, 'if on_machine >/dev/null 2>&1');
  return withText(writing, check.shell, use(writing.used, 'holds', 'if holds'));
}

/** A command as it stands, so that `cd` and `export` hold for what follows; or by way of a text where values are still to come. */
function runOnce(writing: Writing, command: Command): string[] {
  if (command.on === 'machine') return withText(writing, command.shell, 'on_machine');
  if (isOpen(command.shell, writing)) return withText(writing, command.shell, 'eval "$(cat)"', true);
  return [shown(command.shell, writing).trimEnd()];
}

/** Gives a text to a command as its input, with the values in place that only the run can know. */
function withText(writing: Writing, template: Template, command: string, evaluate = false): string[] {
  const text = shown(template, writing);
  if (!isOpen(template, writing)) return heredoc(command, text);
  const names = variablesIn(template).filter((name) => writing.values[name] === undefined);
  const filled = names.map((name) => `text=\${text//'<${name}>'/"\${${shellName(name)}?}"}`);
  const [keyword = '', ...rest] = command.startsWith('if ') ? ['if', command.slice(3)] : ['', command];
  const use = evaluate ? 'eval "$text"' : `printf '%s\\n' "$text" | ${rest.join(' ')}`;
  return [...heredoc('text=$(cat', text), ')', ...filled, `${keyword} ${use}`.trim()];
}

function writeSecret(writing: Writing, secret: Plan['secrets'][number]): string[] {
  const { language, used } = writing;
  const label = title(inLanguage(secret.label, language));
  if (secret.optional) return comment(`${secret.name}: ${inLanguage(secret.label, language)}`);
  if (!secret.generate) return [use(used, 'secret', `secret ${secret.name} ${label}`)];
  const { bytes, encoding } = secret.generate;
  const random = `head -c ${bytes} /dev/urandom | `;
  const made = encoding === 'hex' ? "od -An -v -tx1 | tr -d ' \\n'" : "base64 | tr '+/' '-_' | tr -d '=\\n'";
  return [use(used, 'generate', `generate ${secret.name} ${word(random + made)}`)];
}

function waitFor({ used }: Writing, ready: string): string {
  const [, kind = '', rest = ''] = /^(port|output|delay|https?):(.*)$/s.exec(ready) ?? [];
  used.add('ready');
  if (kind === 'port') return `ready answers ${word(rest)}`;
  if (kind === 'delay') return `sleep ${word(rest.replace(/ms$/, 'e-3').replace(/s$/, ''))}`;
  if (kind === 'output') return 'sleep 5';
  return `ready curl -fsS -o /dev/null ${word(ready)}`;
}

function use(used: Set<Helper>, helper: Helper, line: string): string {
  used.add(helper);
  return line;
}

function isOpen(template: Template, { values }: Writing): boolean {
  return variablesIn(template).some((name) => values[name] === undefined);
}

function shown(template: Template, { values }: Writing): string {
  return template
    .map((piece) => (typeof piece === 'string' ? piece : (values[piece.var] ?? `<${piece.var}>`)))
    .join('');
}

/** The same where shell itself puts the values in. */
function fillOpen(template: Template, { values }: Writing): string {
  return template
    .map((piece) =>
      typeof piece === 'string' ? piece : (values[piece.var] ?? `"\${${shellName(piece.var)}?}"`),
    )
    .join('');
}
