import { fstatSync, statSync } from 'node:fs';
import { FlyFailure } from '../failure.ts';
import { takeFault } from '../faults/take.ts';
import { splitWords } from '../gateway/command.ts';
import { readAll } from '../io.ts';
import { filesOf } from '../machine/files.ts';
import { runProgram, runScript } from '../machine/shell/run.ts';
import type { MachineView, Session } from '../machine/shell/shell.ts';
import { findApp } from '../model/apps.ts';
import type { Hands } from '../model/hands.ts';
import { halt, startAnew } from '../model/machines.ts';
import { dropOwners, firstOwner, moveOwners } from '../model/owners.ts';
import type { App, Machine } from '../model/state.ts';
import { behindOf, isFetching, runReal } from '../real/machine.ts';
import { isOn, text } from './call.ts';
import { appName, type Context } from './context.ts';
import { reachMachine } from './reach.ts';

/** Commands for which flyctl makes a terminal of its own accord. */
const shells = ['sh', 'bash', '/bin/sh', '/bin/bash'];

/**
 * `fly ssh console [-C COMMAND]` (internal/command/ssh/console.go). The command's words go to the machine as they are, with no
 * shell between; standard input goes along. A status other than 0 comes back as 1, with the words of the ssh library.
 */
export async function console(context: Context): Promise<number> {
  const name = appName(context);
  const app = appOf(context, name);
  const machine = reachMachine(context, app);
  const command = text(context.call, 'command') ?? '';
  const wantsTerminal = command === '' || shells.includes(command.trim());
  if (shells.includes(command.trim()) && !isOn(context.call, 'pty')) {
    context.warn(
      'WARN Allocating a pseudo-terminal since the command provided is a shell. This behavior will change in the future; please use --pty explicitly if this is what you want.\n',
    );
  }
  if (!isOn(context.call, 'quiet')) context.warn(`Connecting to ${machine.privateIp}... complete\n`);
  if (isNull(context.io.stdin) && takeFault(context.world.store, 'ssh-hangs-without-a-terminal'))
    await forever();
  const session = sessionOf(context, name, machine);
  const status = wantsTerminal
    ? await interact(context, session)
    : await runProgram(splitWords(command), session);
  if (status !== 0) throw new FlyFailure(`ssh shell: Process exited with status ${status}`);
  return 0;
}

/** Whether standard input is /dev/null: where flyctl is known to wait for an end that does not come. */
function isNull(input: Context['io']['stdin']): boolean {
  if (!('fd' in input) || typeof input.fd !== 'number') return false;
  try {
    return fstatSync(input.fd).rdev === statSync('/dev/null').rdev && fstatSync(input.fd).isCharacterDevice();
  } catch {
    return false;
  }
}

function forever(): Promise<never> {
  setInterval(() => {}, 60_000);
  return new Promise(() => {});
}

function appOf(context: Context, name: string): App {
  try {
    return findApp(context.world.store.read(), name);
  } catch (error) {
    if (error instanceof FlyFailure) throw new FlyFailure(`get app: ${error.message}`);
    throw error;
  }
}

/** A shell that reads its commands from standard input: line by line from a terminal, all at once otherwise. */
async function interact(context: Context, session: Session): Promise<number> {
  if (context.io.stdin.isTTY !== true) {
    const script = (await readAll(context.io.stdin)).toString('utf8');
    return await runScript(script, { ...session, stdin: async () => Buffer.alloc(0) });
  }
  const { typeOnMachine } = await import('./ssh-terminal.ts');
  return await typeOnMachine(context.io, session);
}

/** Returns a session of root's on a machine, in the folder of the image. */
export function sessionOf(context: Context, name: string, machine: Machine): Session {
  const env: Record<string, string> = {
    ...machine.config.env,
    HOME: '/root',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    FLY_MACHINE_ID: machine.id,
    FLY_REGION: machine.region,
    FLY_PRIVATE_IP: machine.privateIp,
    FLY_VM_MEMORY_MB: String(machine.config.guest.memoryMb),
  };
  let input: Promise<Buffer> | undefined;
  return {
    files: filesOf(context.world.dir, machine),
    cwd: '/app',
    user: 'root',
    variables: new Map(Object.entries(env)),
    exported: new Set(Object.keys(env)),
    functions: new Map(),
    args: [],
    status: 0,
    stdin: () => {
      input ??= readAll(context.io.stdin);
      return input;
    },
    out: (output) => void context.io.stdout.write(output),
    err: (output) => void context.io.stderr.write(output),
    options: { exitOnError: false, unsetIsError: false },
    machine: viewOf(context, name, machine),
  };
}

function viewOf(context: Context, name: string, machine: Machine): MachineView {
  const files = filesOf(context.world.dir, machine);
  const isReal = context.world.store.read().real !== undefined;
  // A walk through a volume asks for thousands of owners at once: within it, they are read once.
  let known: Readonly<Record<string, string>> | undefined;
  const owners = () => {
    if (known === undefined) setImmediate(forget);
    known ??= context.world.store.read().owners;
    return known;
  };
  const forget = () => {
    known = undefined;
  };
  const change = (work: Parameters<typeof context.change<void>>[0]) => {
    context.change(work);
    forget();
  };
  return {
    id: machine.id,
    app: name,
    version: machine.config.openclaw,
    memory: machine.config.guest.memoryMb,
    command: machine.config.command ?? 'node openclaw.mjs gateway',
    isListening: machine.process.listening !== undefined,
    secrets: new Set(machine.config.secrets.map((secret) => secret.name)),
    sizeOf: (id) =>
      context.world.store
        .read()
        .apps.flatMap(({ volumes }) => volumes)
        .find((one) => one.id === id)?.size ?? 1,
    ownerOf: (path) => owners()[files.key(path)] ?? firstOwner(files.key(path), isReal),
    setOwner: (path, owner) =>
      change(({ state }) => {
        state.owners[files.key(path)] = owner;
      }),
    dropOwners: (path) => change(({ state }) => dropOwners(state, files.key(path))),
    moveOwners: (from, to) => change(({ state }) => moveOwners(state, files.key(from), files.key(to))),
    relay: (port) =>
      context.change(({ state }) => {
        const running = findApp(state, name).machines.find((one) => one.id === machine.id);
        if (running === undefined) return;
        if (port === undefined) delete running.process.relay;
        else running.process.relay = { port, holder: process.pid };
      }),
    ...(isReal && {
      real: (args, env) => runOnMachine(context, name, machine, { args, env }),
    }),
    request: async (port, path, headers) => {
      const { loopback } = await import('../model/traffic.ts');
      return context.change((hands) => {
        const app = findApp(hands.state, name);
        const running = app.machines.find((one) => one.id === machine.id);
        return running === undefined
          ? undefined
          : loopback(hands, app, running, port, { method: 'GET', path, headers });
      });
    },
  };
}

/**
 * Runs OpenClaw's real command line on a machine. It takes its time, so nothing else of the world waits for it. A gateway is halted
 * for what needs the registry, and started again.
 */
function runOnMachine(
  context: Context,
  name: string,
  machine: Machine,
  call: { args: readonly string[]; env: Readonly<Record<string, string>> },
) {
  const change = (work: (hands: Hands, app: App, running: Machine) => void) =>
    context.change((hands) => {
      const app = findApp(hands.state, name);
      const running = app.machines.find(({ id }) => id === machine.id);
      if (running !== undefined) work(hands, app, running);
    });
  const isHalted = isFetching(call.args) && machine.process.gateway !== undefined;
  if (isHalted) change((hands, _, running) => halt(hands, running));
  const hands = { dir: context.world.dir, state: context.world.store.read(), left: [] };
  const behind = behindOf(hands, machine);
  if (behind === undefined) throw new FlyFailure(`${name}: no real program`);
  const ran = runReal(hands, machine, behind, call);
  if (isHalted) change(startAnew);
  return ran;
}
