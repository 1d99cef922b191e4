import type { Failure } from '../../runbook/event.ts';
import type { Plan } from '../../runbook/plan.ts';
import type { Say } from '../../words.ts';
import { inLanguage } from '../engine/session.ts';
import type { Host } from '../host.ts';
import type { StepState } from '../journal/state.ts';
import type { Console } from './console.ts';
import { type FoundRun, planOf } from './find-run.ts';
import type { Options } from './options.ts';
import { type Standing, standingOf } from './runs.ts';

/** How a step of a run stands: as the journal has it, or not begun. */
export type StepStanding = StepState['status'] | 'pending';

/** What there is to say of one step of a run. */
export interface StepAccount {
  step: string;
  title: string;
  standing: StepStanding;
  why?: 'check' | 'hand' | 'skip';
  failure?: Failure;
  exit?: number;
  /** Milliseconds. */
  duration?: number;
  attempts?: number;
  at?: string;
}

/** What there is to say of a run. It is all from the journal, which holds no secret. */
export interface Account {
  run: string;
  plan: string;
  title: string;
  digest: string;
  standing: Standing;
  began: string;
  last: string;
  world?: string;
  cwd: string;
  variables: Record<string, string>;
  captured: Record<string, string>;
  secrets: Record<string, string>;
  steps: StepAccount[];
  journal: string;
}

/** Returns what there is to say of a run. */
export async function accountOf(
  found: FoundRun,
  host: Host,
  options: Options,
  { language }: Pick<Console, 'language'>,
): Promise<Account> {
  const { state, files, run } = found;
  const { header } = state;
  const plan = await planOf(found, host, options);
  return {
    run,
    plan: plan.id,
    title: inLanguage(plan.title, language),
    digest: header.plan.digest,
    standing: standingOf(found),
    began: header.at,
    last: state.lastAt,
    ...(header.world ? { world: header.world.folder } : {}),
    cwd: header.cwd,
    variables: header.variables,
    captured: state.captured,
    secrets: header.secrets,
    steps: plan.steps.map((step) => accountOfStep(plan, step.id, state.steps.get(step.id), language)),
    journal: files.journal,
  };
}

function accountOfStep(
  plan: Plan,
  id: string,
  state: StepState | undefined,
  language: Console['language'],
): StepAccount {
  const title = inLanguage(plan.steps.find((step) => step.id === id)?.title ?? {}, language);
  if (!state) return { step: id, title, standing: 'pending' };
  const { status, why, failure, exit, duration, attempts, startedAt } = state;
  return {
    step: id,
    title,
    standing: status,
    attempts,
    at: startedAt,
    ...(why ? { why } : {}),
    ...(failure ? { failure } : {}),
    ...(exit === undefined ? {} : { exit }),
    ...(duration === undefined ? {} : { duration }),
  };
}

/** Returns how a step stands, in words. */
export function sayStepStanding(say: Say, { standing, why }: StepAccount): string {
  switch (standing) {
    case 'pending':
      return say('runbook.standing.step.pending');
    case 'done':
      return say('runbook.standing.step.done');
    case 'passed':
      return why === 'skip'
        ? say('runbook.pass.skip')
        : why === 'hand'
          ? say('runbook.pass.hand')
          : say('runbook.pass.check');
    case 'failed':
      return say('runbook.standing.step.failed');
    case 'unknown':
    case 'undoing':
      return say('runbook.standing.step.unknown');
    case 'undone':
      return say('runbook.standing.step.undone');
    case 'left':
      return say('runbook.standing.step.left');
  }
}
