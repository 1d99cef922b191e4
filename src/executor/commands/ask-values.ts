import type { Plan } from '../../runbook/plan.ts';
import { inLanguage } from '../engine/session.ts';
import { askForValues, type Values } from '../plans/values.ts';
import type { Asker } from '../terminal/ask.ts';
import { oneLine } from '../terminal/clean.ts';
import type { Console } from './console.ts';

/** Asks at the terminal for the values that the user may want to be others than the guide's. */
export function askValues(
  plan: Pick<Plan, 'variables'>,
  given: Values,
  asker: Asker,
  { say, aside, language, style }: Console,
): Promise<Values> {
  const put = (text: string) => aside.write(`${text}\n`);
  const open = plan.variables.some((one) => one.default !== undefined && given[one.name] === undefined);
  if (open) put(say('runbook.ask.variables'));
  return askForValues(
    plan,
    given,
    language,
    ({ name, label }, value) =>
      asker.ask(
        `${say('runbook.ask.variable', { name, label: oneLine(inLanguage(label, language)), value })} `,
      ),
    ({ help }) => put(style.dim(oneLine(inLanguage(help, language)))),
    ({ key, values }) => put(style.red(say(key, values).trimEnd())),
  );
}
