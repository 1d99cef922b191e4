import { writeFileSync } from 'node:fs';
import type { Plan } from '../../runbook/plan.ts';
import type { Workshop } from '../engine/session.ts';
import type { Values } from '../plans/values.ts';
import { realClock, rehearsedClock } from '../process/clock.ts';
import { newMarker } from '../process/machine.ts';
import { Reaper } from '../process/reaper.ts';
import { SpareShells } from '../process/spares.ts';
import { Redactor } from '../secrets/redactor.ts';
import type { Console } from './console.ts';
import type { Place } from './world.ts';

/** Returns what commands need around them. Secrets that lie in the environment are known, and never shown. */
export function openWorkshop(
  plan: Pick<Plan, 'machine' | 'site' | 'secrets' | 'reach'>,
  values: Values,
  place: Place,
  console: Console,
): Workshop {
  leaveNoCore();
  const redactor = new Redactor();
  const base = { ...place.env };
  const held: Workshop['held'] = {};
  for (const { name } of plan.secrets) {
    const value = base[name] ?? '';
    redactor.hide(value);
    if (value !== '') held[name] = value;
    delete base[name];
  }
  return {
    plan,
    language: console.language,
    say: console.say,
    report: console.report,
    busy: console.busy,
    values,
    base,
    secrets: plan.secrets.map(({ name }) => name),
    held,
    redactor,
    reaper: new Reaper(),
    spares: new SpareShells(),
    marker: newMarker(),
    clock: place.world ? rehearsedClock : realClock,
    interrupt: new AbortController(),
  };
}

/** Lets go of what a workshop holds; a command that still runs is ended. */
export function closeWorkshop({ reaper, spares }: Workshop): void {
  spares.close();
  reaper.close();
}

/** Memory holds secrets: should this process crash, its core is to be empty. */
function leaveNoCore(): void {
  try {
    if (process.platform === 'linux') writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // Not every kernel has it.
  }
  if (process.report) {
    process.report.excludeEnv = true;
  }
}

/** Lets Ctrl-C, SIGTERM and a closed terminal end what runs, gently; a second one, at once. Returns what makes them as they were. */
export function heedSignals(workshop: Workshop): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const { interrupt } = workshop;
  const heed = () => {
    if (interrupt.signal.aborted) closeWorkshop(workshop);
    interrupt.abort();
  };
  for (const signal of signals) process.on(signal, heed);
  return () => {
    for (const signal of signals) process.off(signal, heed);
  };
}
