import type { Command, Plan, Step, Template } from '../../runbook/plan.ts';
import { visible } from '../../runbook/unseen.ts';
import { inLanguage } from '../engine/session.ts';
import type { Host } from '../host.ts';
import { commandsOf } from '../plans/flaw.ts';
import { loadPlan } from '../plans/load.ts';
import { openStore } from '../plans/store.ts';
import { readValues, settleValues, type Values, withUsual } from '../plans/values.ts';
import { secretsFor } from '../secrets/sources.ts';
import { type Exit, exits } from '../stop.ts';
import { linesOf, oneLine } from '../terminal/clean.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';

/** `show ID`: prints a plan as it is written, with its variables, secrets and steps. */
export async function show(host: Host, options: Options, console: Console, id: string): Promise<Exit> {
  const plan = await loadPlan(await openStore(host, options.plans), id);
  if (options.json) console.print(JSON.stringify(plan, null, 2));
  else
    printPlan(
      plan,
      console,
      settleValues(plan, await readValues(host.cwd, options.vars, options.var), console.language),
    );
  return exits.done;
}

/** Prints all that a plan says. */
export function printPlan(plan: Plan, console: Console, values: Values = {}): void {
  const { say, style, print, language } = console;
  print(style.bold(oneLine(inLanguage(plan.title, language))));
  print(style.dim(say('runbook.show.digest', { digest: plan.digest })));
  if (plan.requires.length > 0)
    print(say('runbook.show.requires', { programs: oneLine(plan.requires.join(', ')) }));
  const known = withUsual(plan, values);
  for (const { name, label } of plan.variables) {
    print(
      say('runbook.show.variable', {
        name: oneLine(name),
        label: oneLine(inLanguage(label, language)),
        value: oneLine(known[name] ?? ''),
      }),
    );
  }
  for (const { name, label } of plan.secrets) {
    print(say('runbook.show.secret', { name: oneLine(name), label: oneLine(inLanguage(label, language)) }));
  }
  for (const line of reachLines(plan, console, values)) print(line);
  for (const [index, step] of plan.steps.entries()) {
    print();
    print(
      style.bold(`${index + 1}. ${oneLine(inLanguage(step.title, language))}`) + style.dim(`  ${step.id}`),
    );
    for (const line of stepLines(step, plan, console, values)) print(`   ${line}`);
  }
}

/** Returns how the machine is reached, where a step runs there: that is a line of shell too. */
export function reachLines({ machine, steps }: Plan, { say, style }: Console, values: Values): string[] {
  if (!machine || !steps.flatMap(commandsOf).some(({ on }) => on === 'machine')) return [];
  return [say('runbook.show.machine'), style.cyan(` $ ${textOf(machine, values)}`)];
}

/** Returns what a step holds: every line of shell, each with what it is for. */
export function stepLines(
  step: Step,
  { secrets }: Pick<Plan, 'secrets'>,
  { say, style }: Console,
  values: Values,
): string[] {
  const block = (head: string, text: string, mark: string) => [
    head,
    ...linesOf(text).map((line) => style.cyan(`${mark} ${line}`)),
  ];
  const command = (head: string, { shell, on }: Command) =>
    block(on ? `${head} ${say('runbook.step.onMachine')}` : head, textOf(shell, values), ' $');
  const reading = (read: Command) => {
    const names = namesRead(secrets, read);
    return names.length > 0 ? [say('runbook.show.reads', { names: names.join(', ') })] : [];
  };
  const { action, check, undo, expect } = step;
  return [
    ...('run' in action
      ? [...command(say('runbook.show.run'), action.run), ...reading(action.run)]
      : block(
          say('runbook.step.writes', { file: oneLine(action.write.path) }),
          textOf(action.write.text, values),
          ' |',
        )),
    ...(check ? [...command(say('runbook.show.check'), check), ...reading(check)] : []),
    ...(expect ? block(say('runbook.show.expect'), textOf(expect.text, values), ' >') : []),
    ...(undo ? [...command(say('runbook.show.undo'), undo), ...reading(undo)] : []),
  ];
}

/** Returns the names of a plan's secrets that a command is given. */
export function namesRead(secrets: Plan['secrets'], command: Command): string[] {
  return secretsFor(secrets, [command]).map(({ name }) => name);
}

/** Returns a template's text to the character, with `<name>` where a value is not known. */
export function textOf(template: Template, values: Values): string {
  return visible(
    template
      .map((piece) => (typeof piece === 'string' ? piece : (values[piece.var] ?? `<${piece.var}>`)))
      .join(''),
  );
}
