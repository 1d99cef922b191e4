import { expect } from 'vitest';
import type { Command, Plan, Template } from '../../../src/runbook/plan.ts';
import { said } from './said.ts';

/** What no screen shows, or what it obeys. */
const hides = /[\p{Cf}\p{Cs}\p{DI}\u2028\u2029]|(?![\n\t])\p{Cc}/u;

/** A plan is refused for what it hides, or else what show and plan print of it holds every character of each command. */
export async function expectShownWhole(made: Plan): Promise<'accepted' | 'refused'> {
  const shown = await said(made, ['show', made.id]);
  if (shown.exit !== 0) {
    expect(JSON.stringify(made)).toMatch(new RegExp(`${hides.source}|\\\\u|\\\\[rbf]`, 'u'));
    expect(shown.out + shown.err).toContain('U+');
    return 'refused';
  }
  const planned = await said(made, ['plan', made.id]);
  expect(planned.exit).toBe(0);
  const texts = commandsOf(made).map(filled);
  for (const text of texts) {
    expect(text).not.toMatch(hides);
    const lines = text.replace(/\n$/, '').split('\n');
    const blocks = [' $', ' |'].map((mark) => lines.map((line) => `   ${mark} ${line}\n`).join(''));
    for (const { out } of [shown, planned])
      expect(
        blocks.some((block) => out.includes(block)),
        JSON.stringify(text),
      ).toBe(true);
  }
  const forecast = JSON.parse((await said(made, ['plan', made.id, '--json'])).out) as Record<
    string,
    unknown
  >[];
  expect(
    forecast.flatMap(({ run, write, check, undo }) =>
      [run, write, check, undo].flatMap((part) => {
        const { shell, text } = (part ?? {}) as { shell?: string; text?: string };
        return shell ?? text ?? [];
      }),
    ),
  ).toEqual(texts);
  return 'accepted';
}

/** A command as it would run, as far as that is known before. */
function filled(template: Template): string {
  return template
    .map((piece) => (typeof piece === 'string' ? piece : piece.var === 'app' ? 'my-app' : `<${piece.var}>`))
    .join('');
}

function commandsOf(made: Plan): Template[] {
  const of = (command?: Command) => (command ? [command.shell] : []);
  return made.steps.flatMap(({ action, check, undo }) => [
    ...('run' in action ? of(action.run) : [action.write.text]),
    ...of(check),
    ...of(undo),
  ]);
}
