import type { Fence } from '../guide/fence.ts';
import { toTemplate, type Variables } from '../guide/variables.ts';
import { type PlacedFence, placesOf, titlesOf, wordsBefore } from './address.ts';
import { type Command, type Step, sealStep, type Template } from './plan.ts';
import { readsOf } from './secrets.ts';
import type { PageStep } from './steps.ts';

/** The languages of fences that a step can run. */
export const shells: ReadonlySet<string> = new Set(['bash', 'sh', 'shell']);

/**
 * Compiles one step.
 *
 * @param twins its fence on the pages of every language, for titles and places
 * @returns nothing where its fence is neither shell nor a file
 */
export function compileStep(step: PageStep, twins: PlacedFence[], filled: Variables): Step | undefined {
  const { variables } = filled;
  const { annotations, lang, text } = step.fence;
  const { file, capture, pattern, confirm, interactive, background, ready, always, retries } = annotations;
  if (file === undefined && !shells.has(lang)) return undefined;
  const words = wordsBefore(twins);
  return sealStep({
    id: step.id,
    title: titlesOf(twins),
    source: placesOf(twins),
    ...(Object.keys(words).length > 0 && { words }),
    action:
      file === undefined
        ? { run: compileCommand(step.fence, filled) }
        : { write: { path: file, text: toTemplate(text, variables) } },
    ...(step.check && { check: compileCommand(step.check, filled) }),
    ...(step.undo && { undo: compileCommand(step.undo, filled) }),
    ...(step.expect && {
      expect: {
        text: toTemplate(step.expect.text, variables),
        match: step.expect.annotations.match ?? 'glob',
      },
    }),
    ...(capture !== undefined && pattern !== undefined && { capture: { name: capture, pattern } }),
    ...(ready !== undefined && { ready }),
    ...(step.fence.annotations.until !== undefined && { until: step.fence.annotations.until }),
    confirm: confirm ?? false,
    interactive: interactive ?? false,
    background: background ?? false,
    always: always ?? false,
    retries: retries ?? 0,
  });
}

/** Returns a shell fence as a command. */
export function compileCommand(fence: Fence, { variables, secrets }: Variables): Command {
  const { on, timeout } = fence.annotations;
  return {
    shell: toTemplate(fence.text.trimEnd(), variables),
    ...(on && { on }),
    ...(timeout !== undefined && { timeout: milliseconds(timeout) }),
    ...readsOf(fence, secrets),
  };
}

/** Returns a duration such as `5m` in milliseconds. */
export function milliseconds(duration: string): number {
  const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const [, number = '0', unit = 'ms'] = /^(\d+)(ms|s|m|h)$/.exec(duration) ?? [];
  return Number(number) * (units[unit] ?? 1);
}

/** Returns every text of a step in which variables may stand. */
export function textsOf(step: Step): Template[] {
  return [
    'run' in step.action ? step.action.run.shell : step.action.write.text,
    ...(step.check ? [step.check.shell] : []),
    ...(step.undo ? [step.undo.shell] : []),
    ...(step.expect ? [step.expect.text] : []),
  ];
}

/** Returns every command of a step. */
export function commandsOf(step: Step): Command[] {
  const run = 'run' in step.action ? step.action.run : undefined;
  return [run, step.check, step.undo].filter((command) => command !== undefined);
}

/** Whether any part of a step runs on the machine. */
export function usesMachine(step: Step): boolean {
  return commandsOf(step).some(({ on }) => on === 'machine');
}
