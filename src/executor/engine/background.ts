import { createConnection } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command, Step } from '../../runbook/plan.ts';
import { endGroup } from '../process/group.ts';
import { instant } from '../process/instant.ts';
import { startCommand } from './command.ts';
import type { Session } from './session.ts';
import type { Attempt } from './step.ts';

/** How long a background step may take to be ready where the plan does not say, in milliseconds. */
const patience = 60_000;

/** Starts a step that goes on while others run, and returns when it is ready. */
export async function startBackground(
  session: Session,
  step: Step,
  command: Command,
  onStart: (pid: number) => void,
): Promise<Attempt> {
  const started = instant();
  const stop = new AbortController();
  session.interrupt.signal.addEventListener('abort', () => stop.abort(), { once: true });
  let seen = '';
  let loud = true;
  const { timeout = patience, ...endless } = command;
  const running = await startCommand(
    { ...session, report: (event) => loud && session.report(event) },
    endless,
    {
      within: session.state.now,
      onStart,
      show: { step: step.id, log: session.log },
      signal: stop.signal,
      lasting: true,
      withheld: session.withheld,
      onText: (text) => {
        if (loud) seen = (seen + text).slice(-64 * 1024);
      },
    },
  );
  session.background.push({ step: step.id, shell: running.shell, stop });
  const over = running.result.then((result) => ({ result }));
  const deadline = AbortSignal.any([AbortSignal.timeout(timeout), stop.signal]);
  const ready = waitUntil(step.ready ?? 'delay:0s', () => seen, deadline);
  const first = await Promise.race([over, ready]);
  loud = false;
  const duration = instant() - started;
  if (first === true) {
    void over.then(({ result }) => {
      if (!stop.signal.aborted)
        session.report({
          event: 'note',
          message: session.say('runbook.background.ended', { step: step.id, exit: result.exit ?? -1 }),
        });
    });
    return { outcome: 'done', duration };
  }
  await endBackground(session, step.id);
  if (session.interrupt.signal.aborted) return { outcome: 'interrupted', failure: 'interrupt', duration };
  const exit = first === false ? undefined : first.result.exit;
  return {
    outcome: 'failed',
    failure: 'ready',
    duration,
    reason: step.ready ?? '',
    ...(exit === undefined ? {} : { exit }),
  };
}

/** Ends background steps with everything that they started: one, or all, the last first. */
export async function endBackground(session: Session, only?: string): Promise<void> {
  const ending = session.background.filter(({ step }) => only === undefined || step === only).reverse();
  session.background = session.background.filter((one) => !ending.includes(one));
  for (const { shell, stop } of ending) {
    stop.abort();
    await endGroup(shell.pid);
    await shell.result;
  }
}

/** Returns true once what a step is waited for is there, or false when the time is up. */
async function waitUntil(ready: string, seen: () => string, deadline: AbortSignal): Promise<boolean> {
  const [, kind = '', rest = ''] = /^(port|output|delay|https?):(.*)$/s.exec(ready) ?? [];
  if (kind === 'delay') return pause(milliseconds(rest), true, { signal: deadline }).catch(() => false);
  while (!deadline.aborted) {
    if (kind === 'output' && seen().includes(rest)) return true;
    if (kind === 'port' && (await connects(Number(rest)))) return true;
    if (kind.startsWith('http') && (await answers(ready))) return true;
    await pause(100, undefined, { signal: deadline }).catch(() => {});
  }
  return false;
}

/** Reads `500ms`, `5s`, `1m`. */
function milliseconds(text: string): number {
  const [, number = '0', unit = 's'] = /^(\d+)(ms|s|m)$/.exec(text) ?? [];
  return Number(number) * ({ ms: 1, s: 1000, m: 60_000 }[unit] ?? 1000);
}

async function connects(port: number): Promise<boolean> {
  const tries = ['127.0.0.1', '::1'].map(
    (host) =>
      new Promise<boolean>((resolve) => {
        const socket = createConnection({ host, port, timeout: 1000 });
        const settle = (value: boolean) => {
          socket.destroy();
          resolve(value);
        };
        socket
          .once('connect', () => settle(true))
          .once('error', () => settle(false))
          .once('timeout', () => settle(false));
      }),
  );
  return (await Promise.all(tries)).includes(true);
}

async function answers(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(2000), redirect: 'manual' });
    await answer.body?.cancel();
    return answer.status < 500;
  } catch {
    return false;
  }
}
