import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FlyFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { changeWorld, type Hands } from '../model/hands.ts';
import type { World } from '../world.ts';
import { type Call, text } from './call.ts';
import { json } from './print.ts';

/** What a command of the rehearsed flyctl works with. */
export interface Context {
  world: World;
  io: Io;
  call: Call;
  /** The app's name, once it was looked for. */
  named: string | undefined;
  /** Writes to standard output. */
  print(text: string): void;
  /** Writes to standard error. */
  warn(text: string): void;
  /** Prints a value as JSON where `--json` is given; returns whether it did. */
  asJson(value: () => unknown): boolean;
  /** Changes the world, alone. */
  change<Result>(change: (hands: Hands) => Result): Result;
}

/** A command: it returns its exit status where that is a number, and else ends well. */
export type Command = (context: Context) => unknown;

/** Returns the context of one call. */
export function contextOf(world: World, io: Io, call: Call): Context {
  return {
    world,
    io,
    call,
    named: undefined,
    print: (output) => void io.stdout.write(output),
    warn: (output) => void io.stderr.write(output),
    asJson(value) {
      if (text(call, 'json') !== 'true') return false;
      io.stdout.write(json(value()));
      return true;
    },
    change: (change) => changeWorld(world, change),
  };
}

/** The words of internal/command/command.go where no name is found. */
const nameMissing =
  'the config for your app is missing an app name, add an app field to the fly.toml file or specify with the -a flag';

/**
 * Returns the name of the app that a command is about.
 *
 * @throws FlyFailure where none is told
 */
export function appName({ named }: Context): string {
  if (named === undefined || named === '') throw new FlyFailure(nameMissing);
  return named;
}

/**
 * Looks for the name of the app that a command is about: `-a`, then FLY_APP, then the fly.toml that `-c` names or that stands here.
 *
 * @throws FlyFailure where none is told and the command needs one
 */
export async function findAppName(context: Context, isNeeded: boolean): Promise<void> {
  context.named = text(context.call, 'app') ?? context.io.env.FLY_APP;
  if (context.named !== undefined && context.named !== '') return;
  const config = readConfigFile(context);
  if (config !== undefined) {
    const { appNameIn } = await import('./toml.ts');
    context.named = appNameIn(config.text);
  }
  if (isNeeded) appName(context);
}

/**
 * Returns the fly.toml that a command is to read, or undefined where there is none and none was named.
 *
 * @throws FlyFailure where one is named that does not exist
 */
export function readConfigFile(context: Context): { path: string; text: string } | undefined {
  const named = text(context.call, 'config');
  const path = resolve(context.io.cwd, named ?? 'fly.toml');
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'fly.toml') : path;
  if (existsSync(file)) return { path: file, text: readFileSync(file, 'utf8') };
  if (named === undefined) return undefined;
  throw new FlyFailure(
    `config file not found at specified path: ${path} (also tried: ${join(path, 'fly.toml')})`,
  );
}

/** Whether somebody could answer a question of the command's. */
export function isInteractive(context: Context): boolean {
  return context.io.stdin.isTTY === true && context.io.stdout.isTTY === true;
}
