import type { Host } from '../host.ts';
import { type Exit, exits } from '../stop.ts';
import { oneLine } from '../terminal/clean.ts';
import { sayDuration } from '../terminal/duration.ts';
import { failureLine } from '../terminal/lines.ts';
import { accountOf, type StepAccount, sayStepStanding } from './account.ts';
import type { Console } from './console.ts';
import { findRun } from './find-run.ts';
import type { Options } from './options.ts';
import { sayStanding } from './runs.ts';

const marks: Record<StepAccount['standing'], string> = {
  done: '+',
  passed: '=',
  failed: 'x',
  unknown: '?',
  undoing: '?',
  undone: '-',
  left: '+',
  pending: ' ',
};

/** `status [RUN]`: says how each step of a run stands. */
export async function status(host: Host, options: Options, console: Console, named?: string): Promise<Exit> {
  const found = findRun(host, options, named, () => true);
  const account = await accountOf(found, host, options, console);
  const { print, say, style } = console;
  if (options.json) {
    print(JSON.stringify(account, null, 2));
    return exits.done;
  }
  print(`${style.bold(oneLine(account.title))}  ${account.run}  ${sayStanding(console, account.standing)}`);
  for (const step of account.steps) {
    const time = step.duration === undefined ? '' : `  ${sayDuration(step.duration)}`;
    print(
      `  [${marks[step.standing]}] ${oneLine(step.title)}  ${style.dim(`${step.step}  ${sayStepStanding(say, step)}${time}`)}`,
    );
    const { failure, exit, duration } = step;
    if (step.standing === 'failed' && failure && duration !== undefined) {
      const event = { failure, duration, ...(exit === undefined ? {} : { exit }) };
      print(style.red(`      ${failureLine(event, say).trimEnd()}`));
    }
  }
  if (account.world !== undefined) print(style.dim(say('runbook.run.rehearsal', { world: account.world })));
  print(style.dim(say('runbook.run.journal', { journal: account.journal })));
  return exits.done;
}
