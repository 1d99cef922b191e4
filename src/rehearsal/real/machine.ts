import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Request, Response } from '../gateway/answer.ts';
import type { Outcome } from '../gateway/boot.ts';
import { bootOther } from '../gateway/boot-other.ts';
import { readGatewayCommand } from '../gateway/command.ts';
import { at, findConfig, isRecord, stringsAt } from '../gateway/config.ts';
import { hostOf, portOf } from '../gateway/entrance.ts';
import { filesOf } from '../machine/files.ts';
import type { Hands } from '../model/hands.ts';
import type { Machine } from '../model/state.ts';
import { askBehind, type Behind, environmentOf, logOf, startBehind, stopBehind } from './behind.ts';
import { fetchingEnvironment } from './environment.ts';
import type { Ran } from './gateway.ts';

/** Returns the real gateway behind a machine, where the world has real ones. */
export function behindOf({ dir, state }: Hands, { id }: Pick<Machine, 'id'>): Behind | undefined {
  return state.real === undefined
    ? undefined
    : { folder: join(dir, 'real', id), release: state.real.release };
}

/** Starts the real gateway with a machine's command and environment, its files being the machine's. */
export function bootReal(
  hands: Hands,
  machine: Machine,
  behind: Behind,
  command: readonly string[],
): Outcome {
  const read = readGatewayCommand(command);
  stopBehind(behind);
  if (read === undefined) return bootOther(command);
  const started = startBehind(behind, command, realEnvironment(hands, machine));
  const lines = linesOf(started.log);
  if (started.exitCode !== undefined)
    return { lines, process: { exitCode: started.exitCode }, outOfMemory: false };
  const config = findConfig(filesOf(hands.dir, machine), machine.config.env)?.value ?? {};
  const bind = read.bind ?? at(config, 'gateway', 'bind');
  return {
    lines,
    outOfMemory: false,
    process: {
      ...(started.ready && {
        listening: {
          host: hostOf(typeof bind === 'string' ? bind : 'auto'),
          port: read.port ?? portOf(machine.config.env, isRecord(config) ? config : {}),
        },
        gateway: {
          config,
          allowedOrigins: stringsAt(config, 'gateway', 'controlUi', 'allowedOrigins'),
          trustedProxies: stringsAt(config, 'gateway', 'trustedProxies'),
          auth: 'token' as const,
          startedAt: new Date().toISOString(),
          warnedProxies: [],
        },
      }),
      seen: started.log.length,
    },
  };
}

/** Returns what the real gateway has logged since somebody last looked. */
export function newLines(machine: Machine, behind: Behind): string[] {
  const log = logOf(behind);
  const fresh = log.slice(machine.process.seen ?? 0);
  machine.process.seen = log.length;
  return linesOf(fresh);
}

/** Sends a request to the real gateway, from the address that the model has for whoever sends it. */
export function askReal(machine: Machine, behind: Behind, request: Request): Response | undefined {
  const { method, path, headers, remote: from } = request;
  const port = machine.process.listening?.port ?? 0;
  const said = askBehind(behind, { id: 1, port, path, headers: { ...headers }, method, from });
  return said && { status: said.status, headers: said.headers ?? {}, body: said.body, logs: [] };
}

/**
 * Whether a command of OpenClaw's needs its registry, and so the network that the gateway has not. Where a gateway runs, it wants to
 * talk to that as well, so nobody can have both: the gateway has to be halted for it.
 */
export function isFetching(args: readonly string[]): boolean {
  return /^plugins (install|update)/.test(args.join(' '));
}

/** Runs OpenClaw's real command line on a machine: beside the gateway where that runs, with the registry where it needs it. */
export function runReal(
  hands: Hands,
  machine: Machine,
  behind: Behind,
  options: { args: readonly string[]; env: Readonly<Record<string, string>> },
): Ran {
  const files = filesOf(hands.dir, machine);
  const own = realEnvironment(hands, machine);
  const words = [process.execPath, join(behind.release, 'dist', 'index.js'), ...options.args];
  const { PATH: _path, HOME: _home, ...told } = options.env;
  const fetching = isFetching(options.args) ? fetchingEnvironment(join(behind.folder, 'home')) : {};
  const env = {
    ...environmentOf(behind.folder),
    ...fetching,
    ...own,
    ...told,
    ...stateIn(files, options.env),
  };
  const said = isFetching(options.args) ? undefined : askBehind(behind, { id: 1, run: words, env });
  const ran = said ? { status: said.status, out: said.body, err: said.errors ?? '' } : runHere(words, env);
  const asMachine = (text: string) => asOnMachine(text, files, behind);
  return { status: ran.status, out: asMachine(ran.out), err: asMachine(ran.err) };
}

function runHere([program = '', ...args]: string[], env: Record<string, string>): Ran {
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return { status: status ?? 1, out: stdout, err: stderr };
}

/** The machine's environment, with made-up values for its secrets, since the world knows none. */
function realEnvironment(hands: Hands, machine: Machine): Record<string, string> {
  const { env, secrets } = machine.config;
  const values = secrets
    .filter(({ empty }) => !empty)
    .map(({ name, digest }) => [name, `rehearsed-${digest}`]);
  return { ...env, ...Object.fromEntries(values), ...stateIn(filesOf(hands.dir, machine), env) };
}

type Files = ReturnType<typeof filesOf>;

/** Where the state folder of an environment stands on this side. */
function stateIn(
  files: Files,
  { OPENCLAW_STATE_DIR: state = '/home/node/.openclaw' }: Readonly<Record<string, string>>,
) {
  return { OPENCLAW_STATE_DIR: files.host(state) };
}

/** Returns a text with this side's paths as the machine has them. */
function asOnMachine(text: string, files: Files, { release }: Behind): string {
  const mounts = files.mounts.map(({ path }) => [files.host(path), path] as const);
  return [...mounts, [files.root, ''] as const, [release, '/app'] as const].reduce(
    (shown, [here, there]) => shown.replaceAll(here, there),
    text,
  );
}

function linesOf(log: string): string[] {
  return log.split('\n').filter((line) => line !== '');
}
