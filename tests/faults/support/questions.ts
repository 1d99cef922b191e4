import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, ask, needsReach } from '../../../src/executor/engine/answer.ts';
import type { Workshop } from '../../../src/executor/engine/session.ts';
import { settleValues } from '../../../src/executor/plans/values.ts';
import { rehearsedClock } from '../../../src/executor/process/clock.ts';
import { newMarker } from '../../../src/executor/process/machine.ts';
import { Reaper } from '../../../src/executor/process/reaper.ts';
import { SpareShells } from '../../../src/executor/process/spares.ts';
import { Redactor } from '../../../src/executor/secrets/redactor.ts';
import { readGuide } from '../../../src/guide/guide.ts';
import { openWorld, worldEnvironment } from '../../../src/rehearsal/world.ts';
import { type Compiled, compile } from '../../../src/runbook/compile.ts';
import { type Command, fill } from '../../../src/runbook/plan.ts';
import { speak } from '../../../src/words.ts';
import { run } from '../../guide/rehearsal/support/runbook.ts';

const content = join(import.meta.dirname, '../../../content');

/** A question that the guide asks: a step's check, or a problem's test. */
export interface Question {
  /** `deploy/create-volume`, `symptom/gateway-lock` */
  name: string;
  command: Command;
}

let known: Compiled | undefined;
/** Returns the guide's runbooks and symptoms, compiled. */
export function guideCompiled(): Compiled {
  known ??= compile(readGuide(content).guide);
  return known;
}

/** Returns every question of the guide; of equal ones the first. */
export function questions(): Question[] {
  const { plans, index } = guideCompiled();
  const all = [
    ...plans.flatMap(({ id, steps }) =>
      steps.flatMap((step) => (step.check ? [{ name: `${id}/${step.id}`, command: step.check }] : [])),
    ),
    ...index.symptoms
      // It gives the command what makes it hang, on purpose.
      .filter(({ id }) => id !== 'ssh-hangs-without-a-terminal')
      .map(({ id, test }) => ({ name: `symptom/${id}`, command: test })),
  ];
  const texts = all.map(({ command }) => JSON.stringify(command));
  return all.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

const worlds: Record<string, Promise<string>> = {};

/** Returns a world's folder in which the gateway is deployed, by the guide's own runbook; others take copies of it. */
export function deployedBy(runbook: 'deploy' | 'deploy-private'): Promise<string> {
  worlds[runbook] ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'truth-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const { extract } = await import('../../../src/runbook/extract.ts');
    const plans = join(folder, 'plans');
    extract(content, plans, { language: 'en' });
    const world = join(folder, 'world');
    const { exit, err } = await run({ world, plans, language: 'en' }, ['run', runbook]);
    if (exit !== 0) throw new Error(`${runbook} ended with ${exit}: ${err}`);
    return folder;
  })();
  return worlds[runbook];
}

/** A copy of a deployed world, and the plans beside it. It goes with `clear`. */
export interface Copy {
  world: string;
  plans: string;
  clear: () => void;
}

export async function copyOf(runbook: 'deploy' | 'deploy-private'): Promise<Copy> {
  const original = await deployedBy(runbook);
  const folder = mkdtempSync(join(tmpdir(), 'truth-'));
  cpSync(join(original, 'world'), join(folder, 'world'), {
    recursive: true,
    filter: (path) => path !== join(original, 'world', 'tmp'),
  });
  return {
    world: join(folder, 'world'),
    plans: join(original, 'plans'),
    clear: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

const values = () => {
  const { plans, index } = guideCompiled();
  const all = [index, ...plans].flatMap(({ variables }) => variables);
  const first = all.filter(({ name }, at) => all.findIndex((one) => one.name === name) === at);
  return settleValues({ id: 'all', variables: first } as never, {}, 'en');
};

function environment(world: string): NodeJS.ProcessEnv {
  const env = worldEnvironment(openWorld(world), process.env.PATH);
  return { ...env, fly_toml: 'fly.toml', LANG: 'C' };
}

/** Asks a question in a world as the executor does. */
export async function asExecutor(world: string, { command }: Question, app?: string): Promise<Answer> {
  const { machine, reach } = guideCompiled().index;
  const at: Workshop = {
    plan: { ...(machine ? { machine } : {}), ...(reach ? { reach } : {}) },
    language: 'en',
    say: speak('en'),
    report: () => {},
    values: { ...values(), ...(app === undefined ? {} : { app }) },
    base: environment(world),
    held: {},
    secrets: [],
    redactor: new Redactor(),
    reaper: new Reaper(),
    spares: new SpareShells(),
    marker: newMarker(),
    clock: rehearsedClock,
    interrupt: new AbortController(),
  };
  try {
    const within = { cwd: join(world, 'work', 'openclaw'), changes: { set: {}, unset: [] } };
    return await ask(at, command, { within });
  } finally {
    at.spares.close();
    at.reaper.close();
  }
}

/** Whether a question cannot be answered without the platform. */
export function isFar({ command }: Question): boolean {
  const { machine, reach } = guideCompiled().index;
  const plan = { ...(machine ? { machine } : {}), ...(reach ? { reach } : {}) };
  return needsReach({ plan }, command);
}

/**
 * Pastes a question into a shell, where a person asks for its status afterwards: the shell ends at nothing, and knows no pipefail. What
 * is for the machine is pasted into a shell there. Returns the status as one of three.
 */
export async function asPasted(world: string, { command }: Question, shell: string): Promise<Answer['says']> {
  const text = fill(command.shell, values());
  const { machine } = guideCompiled().index;
  const there = command.on === 'machine' ? fill(machine ?? [], values()) : undefined;
  const script = there ?? text;
  const input = `${text}\necho "status $?"\n`;
  const child = spawn(
    there === undefined ? shell : 'bash',
    there === undefined ? (shell === 'zsh' ? ['-f', '-s'] : ['--norc', '--noprofile', '-s']) : ['-c', script],
    { cwd: join(world, 'work', 'openclaw'), env: environment(world), stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (out += piece));
  child.stderr.resume();
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  await new Promise((done) => child.once('close', done));
  const status = Number(/^status (\d+)$/m.exec(out)?.[1] ?? 99);
  return status === 0 ? 'yes' : status === 1 ? 'no' : 'unknown';
}
