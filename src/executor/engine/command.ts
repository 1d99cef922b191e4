import { StringDecoder } from 'node:string_decoder';
import { type Command, fill } from '../../runbook/plan.ts';
import type { Surroundings } from '../journal/state.ts';
import { withChanges } from '../process/environment.ts';
import { Kept } from '../process/kept.ts';
import { MarkerFilter, wrap } from '../process/machine.ts';
import { type RunningShell, type ShellCall, type ShellResult, startShell } from '../process/shell.ts';
import { secretsReadBy } from '../secrets/sources.ts';
import { harmlessStream } from '../terminal/clean.ts';
import type { OutputLog } from './log.ts';
import type { Session, Workshop } from './session.ts';

/** How a command is run. */
export interface CommandOptions {
  within: Surroundings;
  onStart?: (pid: number) => void;
  /** Whose output it is, where it is to be shown and logged. */
  show?: { step: string; log?: OutputLog };
  /** Told of output on standard output as it comes, secrets and all. */
  onText?: (text: string) => void;
  interactive?: boolean;
  /** Whether others run beside it. */
  lasting?: boolean;
  signal?: AbortSignal;
  withheld?: Session['withheld'];
}

export interface CommandResult extends ShellResult {
  /** What it printed on standard output, secrets and all: for matching, never for showing. */
  out: string;
  /** What it printed on standard error. */
  err: string;
  /** Both, in the order in which they came. */
  all: string;
  truncated: boolean;
  /** Whether the machine said how the command ended there; true of commands that run here. */
  reached: boolean;
}

/** A command that runs. */
export interface RunningCommand {
  shell: RunningShell;
  result: Promise<CommandResult>;
}

/** Starts a command of the plan, here or on the machine. */
export async function startCommand(
  workshop: Workshop,
  command: Command,
  options: CommandOptions,
): Promise<RunningCommand> {
  const kept = { out: new Kept(), err: new Kept() };
  const all = new Kept();
  const filter = command.on === 'machine' ? new MarkerFilter(workshop.marker) : undefined;
  const streams = { out: new Channel(workshop, options, 'out'), err: new Channel(workshop, options, 'err') };
  const take = (text: string, stream: 'out' | 'err') => {
    if (text === '') return;
    kept[stream].add(text);
    if (stream === 'out') options.onText?.(text);
    all.add(text);
    streams[stream].show(text);
  };
  const decoders = { out: new StringDecoder(), err: new StringDecoder() };
  const shell = await startShell({
    ...callFor(workshop, command, options),
    ...(options.onStart ? { onStart: options.onStart } : {}),
    onOutput: (chunk, stream) => {
      const text = decoders[stream].write(chunk);
      take(stream === 'out' && filter ? filter.push(text) : text, stream);
    },
  });
  const finish = async (): Promise<CommandResult> => {
    const result = await shell.result;
    const last = decoders.out.end();
    take(filter ? filter.push(last) + filter.push(undefined) : last, 'out');
    take(decoders.err.end(), 'err');
    streams.out.end();
    streams.err.end();
    const exit = filter ? (filter.status ?? (result.exit === 0 ? undefined : result.exit)) : result.exit;
    const { exit: _, ...rest } = result;
    return {
      ...rest,
      ...(exit === undefined ? {} : { exit }),
      out: kept.out.text,
      err: kept.err.text,
      all: all.text,
      truncated: all.truncated,
      reached: filter === undefined || filter.status !== undefined,
    };
  };
  return { shell, result: finish() };
}

/** Runs a command of the plan to its end. */
export async function runCommand(
  workshop: Workshop,
  command: Command,
  options: CommandOptions,
): Promise<CommandResult> {
  const over = options.interactive ? undefined : workshop.busy?.(firstLine(workshop, command));
  try {
    return await (await startCommand(workshop, command, options)).result;
  } finally {
    over?.();
  }
}

/** Returns a command's first line, by which a person knows it again. */
function firstLine({ values }: Workshop, { shell }: Command): string {
  const text = shell.map((piece) => (typeof piece === 'string' ? piece : (values[piece.var] ?? ''))).join('');
  const [first = ''] = text.trim().split('\n');
  return first;
}

/**
 * Returns the environment that a command is given: what every command starts from, what the steps before it exported, and of the
 * secrets those that it reads.
 */
export function environmentOf(
  { base, secrets, held }: Pick<Workshop, 'base' | 'secrets' | 'held'>,
  command: Command,
  { changes }: Pick<Surroundings, 'changes'>,
  withheld: Session['withheld'] = {},
): NodeJS.ProcessEnv {
  const environment = { ...withChanges({ ...base, ...held }, changes), ...withheld };
  const read = new Set(secretsReadBy(command, secrets));
  for (const name of secrets) if (!read.has(name)) delete environment[name];
  return environment;
}

function callFor(workshop: Workshop, command: Command, options: CommandOptions): ShellCall {
  const script = fill(command.shell, workshop.values);
  const far =
    command.on === 'machine' && workshop.plan.machine
      ? fill(workshop.plan.machine, workshop.values)
      : undefined;
  return {
    script: far ?? script,
    ...(far === undefined ? {} : { input: wrap(script, workshop.marker) }),
    env: environmentOf(workshop, command, options.within, options.withheld),
    cwd: options.within.cwd,
    reaper: workshop.reaper,
    spares: workshop.spares,
    signal: options.signal ?? workshop.interrupt.signal,
    ...(command.timeout === undefined ? {} : { timeout: command.timeout }),
    ...(options.interactive ? { interactive: true } : {}),
    ...(options.lasting ? { lasting: true } : {}),
  };
}

/** The way of one stream's text to the screen and the log: what a terminal would obey goes first, as it could split a secret. */
class Channel {
  readonly #redact: (piece: string | undefined) => string;
  readonly #harmless = harmlessStream();
  readonly #workshop: Workshop;
  readonly #show: CommandOptions['show'];
  readonly #stream: 'out' | 'err';

  constructor(workshop: Workshop, options: CommandOptions, stream: 'out' | 'err') {
    this.#redact = workshop.redactor.stream();
    this.#workshop = workshop;
    this.#show = options.show;
    this.#stream = stream;
  }

  show(text: string): void {
    if (this.#show) this.#put(this.#redact(this.#harmless(text)));
  }

  end(): void {
    if (this.#show) this.#put(this.#redact(this.#harmless(undefined)) + this.#redact(undefined));
  }

  #put(text: string): void {
    if (text === '' || !this.#show) return;
    this.#show.log?.add(text);
    this.#workshop.report({ event: 'output', step: this.#show.step, stream: this.#stream, text });
  }
}
