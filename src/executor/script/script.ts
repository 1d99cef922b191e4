import type { Command, Plan, Step, Template } from '../../runbook/plan.ts';
import { variablesIn } from '../../runbook/plan.ts';
import type { Language, Say } from '../../words.ts';
import { needsReach } from '../engine/answer.ts';
import { inLanguage } from '../engine/session.ts';
import type { Values } from '../plans/values.ts';
import { secretsFor } from '../secrets/sources.ts';
import { oneLine } from '../terminal/clean.ts';
import { programsOf } from './needs.ts';
import { type Helper, machineFunction, prelude, programsFor, reachFunction } from './prelude.ts';
import { comment, heredoc, shellName, title, word } from './quote.ts';
import { toTaking } from './take.ts';

/** What a script is written with. */
interface Writing {
  plan: Plan;
  values: Values;
  language: Language;
  say: Say;
  used: Set<Helper>;
}

/** Returns steps of a plan as a bash script that does the same without us: `script` does it, `script undo` takes it back. */
export function writeScript(
  plan: Plan,
  chosen: readonly Step[],
  values: Values,
  language: Language,
  say: Say,
): string {
  const writing: Writing = { plan, values, language, say, used: new Set(['say', 'need']) };
  if (reachIn(writing)) writing.used.add('alone');
  const steps = chosen.flatMap((step) => writeStep(writing, step, plan.steps.indexOf(step) + 1));
  const undo = chosen
    .flatMap((step, index) => [writeUndo(writing, step, chosen.slice(0, index))])
    .toReversed();
  const asked = (commands: readonly Command[]) =>
    secretsFor(plan.secrets, commands).flatMap((secret) => writeSecret(writing, secret));
  const doing = chosen.flatMap(({ action, check }) =>
    [...('run' in action ? [action.run] : []), check ?? []].flat(),
  );
  const undoing = chosen.flatMap(({ check, undo: back }) => [check ?? [], back ?? []].flat());
  const secrets = asked(doing);
  const back = asked(undoing);
  // What the user has exported is a variable of the script alone, until a command reads it.
  const kept = plan.secrets.map(({ name }) => `export -n ${name}`);
  const machine = plan.machine ? [machineFunction(fillOpen(plan.machine, writing)), ''] : [];
  const reach = writeReach(writing);
  return [
    '#!/usr/bin/env bash',
    ...comment(inLanguage(plan.title, language)),
    ...comment(say('runbook.script.head', { digest: plan.digest })),
    // What the guide's own lines do on purpose, and what the subshells of `undo` cannot help.
    '# shellcheck disable=SC2046,SC2030,SC2031',
    'set -eo pipefail',
    '',
    ...prelude(writing.used),
    '',
    `need ${[title(say('runbook.script.missing')), ...new Set([...programsOf(plan, chosen), ...programsFor(writing.used)])].join(' ')}`,
    ...kept,
    '',
    ...machine,
    ...reach,
    'if [ "$1" = undo ]; then',
    ...back,
    ...undo.flat(),
    'exit 0',
    'fi',
    '',
    ...secrets,
    '',
    ...steps,
  ].join('\n');
}

/** Stops before anything is done where what the script is about cannot be reached. */
function writeReach(writing: Writing): string[] {
  const { plan, say, language, used } = writing;
  const doubt = used.has('told') ? [`doubt=${title(say('runbook.script.doubt'))}`, ''] : [];
  const test = reachIn(writing);
  if (!plan.reach || test === undefined) return doubt;
  const { program, remedy } = plan.reach;
  const message = title(say('runbook.script.reach', { program, remedy: inLanguage(remedy, language) }));
  return [
    reachFunction(test),
    '',
    ...doubt,
    `if ! reached; then printf '%s\\n' ${message} >&2; exit 3; fi`,
    '',
  ];
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
  if (!step.check || step.always || step.background) return [...lines, ...act, ''];
  return [
    ...lines,
    ...test(writing, step.check),
    'then',
    `printf '%s\\n' ${title(say('runbook.pass.check'))}`,
    ...found(writing, step),
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
  const often = step.retries > 0 ? use(used, 'again', `again ${step.retries + 1} `) : '';
  const runner = runnerOf(writing, run);
  if (step.capture) {
    const grab = use(used, 'grab', `grab ${taker(writing, step.capture)}`);
    return withText(writing, run.shell, `${often}${grab} ${runner}`);
  }
  if (step.always) return writeAlways(writing, run);
  // What has the terminal is ended by whoever sits there.
  if (step.interactive) return runOnce(writing, withoutTimeout(run));
  if (step.background) return writeBackground(writing, run, step.ready);
  return often === '' ? runOnce(writing, run) : withText(writing, run.shell, `${often}${runner}`);
}

/** What lasts for the steps after it stands in the script itself; the secrets that it reads are exported for as long as it runs. */
function writeAlways(writing: Writing, run: Command): string[] {
  if (run.on === 'machine') return runOnce(writing, run);
  const names = secretsFor(writing.plan.secrets, [run]).map(({ name }) => name);
  const lines = runOnce(writing, { ...withoutTimeout(run), reads: [] });
  if (names.length === 0) return lines;
  return [`export ${names.join(' ')}`, ...lines, `export -n ${names.join(' ')}`];
}

function withoutTimeout({ timeout: _, ...command }: Command): Command {
  return command;
}

function writeBackground(writing: Writing, run: Command, ready: string | undefined): string[] {
  writing.used.add('background');
  const [, text] = /^output:(.*)$/s.exec(ready ?? '') ?? [];
  return [
    ...(text === undefined ? [] : ['printed=$(mktemp)']),
    'set -m',
    '{',
    ...runOnce(writing, run),
    text === undefined ? '} &' : '} > >(tee "$printed") 2>&1 &',
    'set +m',
    'pids+=("$!")',
    ...(text === undefined
      ? ready
        ? [waitFor(writing, ready)]
        : []
      : [use(writing.used, 'ready', `ready grep -qF -- ${word(text)} "$printed"`)]),
  ];
}

/** Takes a step back where it stood: in the folder and environment that the steps marked `always` before it make. */
function writeUndo(writing: Writing, step: Step, before: readonly Step[]): string[] {
  const { language, used } = writing;
  const undo = step.undo
    ? runOnce(writing, step.undo)
    : 'write' in step.action
      ? withText(
          writing,
          step.action.write.text,
          use(used, 'putBack', `put_back ${word(step.action.write.path)}`),
        )
      : undefined;
  if (!undo) return [];
  const within = before
    .filter(({ always }) => always)
    .flatMap(({ action }) => ('run' in action ? [shown(action.run.shell, writing).trimEnd()] : []));
  const head = `say ${title(inLanguage(step.title, language))}`;
  const act = step.check
    ? [...test(writing, step.check), 'then', head, ...found(writing, step), ...undo, 'fi']
    : [head, ...undo];
  // What is not there any more is not entered either.
  return within.length === 0 ? act : ['(', '{', ...within, '} || exit 0', ...act, ')'];
}

/** Returns `if CHECK`, still without its `then`: what it prints is kept, and what it cannot tell ends the script. */
function test(writing: Writing, check: Command): string[] {
  const runner = runnerOf(writing, { timeout: patience, ...check });
  const proof = reachIn(writing) && check.on !== 'machine' && needsReach(writing, check) ? 'reached' : 'true';
  const told = use(writing.used, 'told', `if told ${proof} ${runner}`);
  if (!isOpen(check.shell, writing)) return heredoc(told, shown(check.shell, writing));
  return [...openText(writing, check.shell), `${told} <<<"$text"`];
}

/** Returns the test of the plan's reach, where every value that it needs is known. */
function reachIn(writing: Writing): string | undefined {
  const { reach } = writing.plan;
  return reach && !isOpen(reach.test, writing) ? shown(reach.test, writing) : undefined;
}

/** Takes what a step would have captured from what its check printed; what is not there may come from the environment. */
function found(writing: Writing, { capture }: Step): string[] {
  if (!capture) return [];
  const name = shellName(capture.name);
  return [`${taker(writing, capture)} <<<"$output" || ${name}=\${${name}-}`];
}

/** How long a check may take where its plan does not say, in milliseconds: as long as in a run. */
const patience = 120_000;

/** Returns what runs a command's text from standard input: no longer than it may take, and with the secrets that it reads. */
function runnerOf({ used, plan }: Writing, command: Command): string {
  const { timeout, on } = command;
  const names = secretsFor(plan.secrets, [command]).map(({ name }) => name);
  return [
    ...(names.length > 0 ? [use(used, 'given', `given ${word(names.join(' '))}`)] : []),
    ...(timeout === undefined ? [] : [use(used, 'within', `within ${Math.ceil(timeout / 1000)}`)]),
    on === 'machine' ? 'on_machine' : use(used, 'alone', 'alone'),
  ].join(' ');
}

/** Returns what takes a value into its variable; it still wants the text. */
function taker({ used }: Writing, { name, pattern }: NonNullable<Step['capture']>): string {
  const taking = toTaking(pattern);
  if (taking) return use(used, 'take', `take ${shellName(name)} ${word(taking.pattern)} ${taking.group}`);
  return use(used, 'takeAll', `take_all ${shellName(name)} ${word(pattern)} 1`);
}

/** What would end the script, or change how the rest of it runs, needs a shell of its own. */
const apart = /(?:^|[\s;&|(])(?:exit|exec|return|set|trap)\b/;

/** A command as it stands, so that `cd` and `export` hold for what follows; or by way of a text where values are still to come. */
function runOnce(writing: Writing, command: Command): string[] {
  const runner = runnerOf(writing, command);
  const text = shown(command.shell, writing).trimEnd();
  if (runner !== 'alone' || apart.test(text)) return withText(writing, command.shell, runner);
  return isOpen(command.shell, writing) ? withText(writing, command.shell, 'eval "$(cat)"', true) : [text];
}

/** Gives a text to a command as its input, with the values in place that only the run can know. */
function withText(writing: Writing, template: Template, command: string, evaluate = false): string[] {
  const text = shown(template, writing);
  if (!isOpen(template, writing)) return heredoc(command, text);
  const use = evaluate ? 'eval "$text"' : `${command} <<<"$text"`;
  return [...openText(writing, template), use];
}

/** Sets `text` to a text with the values in place that only the run can know. */
function openText(writing: Writing, template: Template): string[] {
  const names = variablesIn(template).filter((name) => writing.values[name] === undefined);
  const filled = names.map((name) => {
    // Within the braces a quote would be read as one.
    const message = writing.say('runbook.script.value').replaceAll(/['"`$\\{}]/g, ' ');
    const known = shellName(name);
    return `: "\${${known}?${message}}"; text=\${text//<${name}>/$${known}}`;
  });
  return [...heredoc("IFS= read -r -d '' text", shown(template, writing), ' || :'), ...filled];
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
  const [, kind = '', rest = ''] = /^(port|delay|https?):(.*)$/s.exec(ready) ?? [];
  if (kind === 'delay') return `sleep ${secondsIn(rest)}`;
  if (kind === 'port') return use(used, 'ready', `ready answers ${word(rest)}`);
  return use(used, 'ready', `ready curl -fsS -o /dev/null ${word(ready)}`);
}

function secondsIn(duration: string): number {
  const [, number = '0', unit = 's'] = /^(\d+)(ms|s|m)$/.exec(duration) ?? [];
  return Number(number) * ({ ms: 0.001, s: 1, m: 60 }[unit] ?? 1);
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
