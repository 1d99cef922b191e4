import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { bootGateway, type Outcome } from '../gateway/boot.ts';
import { splitWords } from '../gateway/command.ts';
import { stateFolder } from '../gateway/config.ts';
import { filesOf, resetImage } from '../machine/files.ts';
import { stopBehind } from '../real/behind.ts';
import { behindOf, bootReal } from '../real/machine.ts';
import { gatewayLine, log, now } from './apps.ts';
import { drawHex, drawNumber, drawUlid } from './draw.ts';
import { type Hands, leave } from './hands.ts';
import { dropAllOwners } from './owners.ts';
import type { App, Machine, MachineConfig, State } from './state.ts';

/** What the image runs where fly.toml names no process (Dockerfile of the release). */
const imageCommand = 'node openclaw.mjs gateway';

/** How often the platform starts a failing machine again before it leaves it (policy `on-failure`, inferred default). */
const restartLimit = 10;

/** Two words that machines are named after, as the platform does. */
const adjectives = ['autumn', 'blue', 'cold', 'dark', 'empty', 'green', 'misty', 'quiet', 'silent', 'wispy'];
const nouns = ['brook', 'cloud', 'dew', 'field', 'forest', 'lake', 'moon', 'river', 'sky', 'wind'];

/** Makes a machine and starts it, unless it stands by for another. */
export function launch(hands: Hands, app: App, region: string, config: MachineConfig): Machine {
  const { state } = hands;
  const at = now();
  const machine: Machine = {
    id: drawHex(state, 14),
    name: `${adjectives[drawNumber(state, 10)]}-${nouns[drawNumber(state, 10)]}-${drawNumber(state, 9000) + 1000}`,
    region,
    state: 'created',
    instance: drawUlid(state),
    privateIp: `fdaa:${drawHex(state, 1)}:${drawHex(state, 4)}:a7b:${drawHex(state, 3)}:${drawHex(state, 4)}:${drawHex(state, 4)}:2`,
    config,
    process: {},
    events: [],
    createdAt: at,
    updatedAt: at,
  };
  app.machines.push(machine);
  attach(app, machine);
  event(machine, 'launch', 'created', 'user');
  if (config.standbyFor.length > 0) {
    machine.state = 'stopped';
    return machine;
  }
  start(hands, app, machine);
  return machine;
}

/** Gives a machine another configuration and starts it anew. */
export function update(hands: Hands, app: App, machine: Machine, config: MachineConfig): void {
  for (const volume of app.volumes) if (volume.machine === machine.id) delete volume.machine;
  machine.config = config;
  machine.instance = drawUlid(hands.state);
  attach(app, machine);
  event(machine, 'update', 'updated', 'user');
  if (config.standbyFor.length === 0) start(hands, app, machine);
}

/** Starts a machine anew, as `fly machine restart` does. */
export function restart(hands: Hands, app: App, machine: Machine): void {
  log(app, machine, 'app', '[gateway] received SIGTERM; shutting down');
  event(machine, 'restart', 'restarting', 'user');
  start(hands, app, machine);
}

/** Destroys a machine; its volumes stay. */
export function destroy(hands: Hands, app: App, machine: Machine): void {
  machine.state = 'destroyed';
  for (const volume of app.volumes) if (volume.machine === machine.id) delete volume.machine;
  app.machines = app.machines.filter((one) => one.id !== machine.id);
  halt(hands, machine);
  dropAllOwners(hands.state, machine.id);
  leave(hands, 'machines', machine.id);
}

/** Ends the real program behind a machine, where there is one. */
export function halt(hands: Hands, machine: Machine): void {
  const behind = behindOf(hands, machine);
  if (behind !== undefined) stopBehind(behind);
}

function attach(app: App, machine: Machine): void {
  for (const mount of machine.config.mounts) {
    const volume = app.volumes.find((one) => one.id === mount.volume);
    if (volume !== undefined) volume.machine = machine.id;
  }
}

/**
 * Starts what the machine runs. Its own files are the image's again; what fails is started again until the platform gives up.
 * The platform's own lines are inferred from how Fly.io's logs look.
 */
export function start(hands: Hands, app: App, machine: Machine): void {
  halt(hands, machine);
  resetImage(hands.dir, machine);
  dropAllOwners(hands.state, machine.id);
  machine.updatedAt = now();
  log(app, machine, 'runner', `Pulling container image ${machine.config.image}`);
  log(app, machine, 'runner', 'Successfully prepared image');
  for (const mount of machine.config.mounts) {
    log(app, machine, 'runner', `Setting up volume '${mount.name}'`);
  }
  log(app, machine, 'runner', 'Configuring firecracker');
  let outcome = boot(hands, app, machine);
  for (let count = 1; outcome.process.exitCode !== undefined && count <= restartLimit; count++) {
    ended(app, machine, outcome, count, true);
    outcome = boot(hands, app, machine);
  }
  if (outcome.process.exitCode === undefined) {
    machine.state = 'started';
    event(machine, 'start', 'started', 'flyd');
  } else {
    ended(app, machine, outcome, restartLimit, false);
    machine.state = 'stopped';
    log(app, machine, 'runner', `machine has reached its max restart count of ${restartLimit}`);
  }
  machine.process = outcome.process;
}

/** Starts a machine's process again, the machine being the same. */
export function startAnew(hands: Hands, app: App, machine: Machine): void {
  machine.process = boot(hands, app, machine).process;
}

function boot(hands: Hands, app: App, machine: Machine): Outcome {
  const { config } = machine;
  const command = splitWords(config.command ?? imageCommand);
  const files = filesOf(hands.dir, machine);
  log(app, machine, 'app', ' INFO Starting init (commit: rehearsal)...');
  for (const mount of config.mounts) {
    log(
      app,
      machine,
      'app',
      ` INFO Mounting /dev/vdc at ${mount.path} w/ uid: 1000, gid: 1000 and chmod 0755`,
    );
  }
  log(app, machine, 'app', ` INFO Preparing to run: \`docker-entrypoint.sh ${command.join(' ')}\` as node`);
  const folder = stateFolder(config.env);
  const behind = behindOf(hands, machine);
  const outcome = behind
    ? bootReal(hands, machine, behind, command)
    : bootGateway({
        command,
        env: config.env,
        secrets: new Set(config.secrets.filter((secret) => !secret.empty).map((secret) => secret.name)),
        files,
        version: config.openclaw,
        memory: config.guest.memoryMb,
        stateTaken: existsSync(files.host(heldLock(folder))),
        stateWritable: (hands.state.owners[files.key(folder)] ?? 'node:node').startsWith('node'),
      });
  for (const line of outcome.lines) log(app, machine, 'app', stamp(line));
  return outcome;
}

/** Where a lock stands that a gateway cannot take over. Releases up to 2026.4.29 kept theirs in the temporary folder (facts). */
export function heldLock(folder: string): string {
  return posix.join(folder, 'tmp', 'openclaw-1000', 'gateway.state.lock');
}

/** The gateway's own lines begin with a time stamp, unless they are a continuation or come before it logs at all. */
function stamp(line: string): string {
  return line.startsWith('[') && !line.startsWith('[config]') ? gatewayLine(line) : line;
}

function ended(app: App, machine: Machine, outcome: Outcome, restartCount: number, again: boolean): void {
  const exitCode = outcome.process.exitCode ?? 0;
  if (outcome.outOfMemory) {
    log(
      app,
      machine,
      'app',
      `Out of memory: Killed process 651 (node) on a machine of ${machine.config.guest.memoryMb}MB`,
      'error',
    );
    log(app, machine, 'app', ' INFO Process appears to have been OOM killed!');
  }
  log(app, machine, 'app', ` INFO Main child exited normally with code: ${exitCode}`);
  log(app, machine, 'app', ' INFO Starting clean up.');
  log(
    app,
    machine,
    'runner',
    `machine exited with exit code ${exitCode}, ${again ? 'restarting' : 'not restarting'}`,
  );
  machine.events.unshift({
    type: 'exit',
    status: 'stopped',
    source: 'flyd',
    timestamp: Date.now(),
    exitCode,
    oomKilled: outcome.outOfMemory,
    restartCount,
  });
  machine.events.splice(20);
}

function event(machine: Machine, type: string, status: string, source: string): void {
  machine.events.unshift({ type, status, source, timestamp: Date.now() });
  machine.events.splice(20);
}

/** Returns an image's reference for a release of an app. */
export function imageOf(state: State, app: App): string {
  return `registry.fly.io/${app.name}:deployment-${drawUlid(state)}`;
}
