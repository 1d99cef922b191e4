import { FlyFailure } from '../failure.ts';
import { findApp } from '../model/apps.ts';
import { extendVolume } from '../model/volumes.ts';
import { text } from './call.ts';
import { appName, type Context } from './context.ts';
import { volumeJson, volumeText } from './volumes.ts';

/**
 * `fly volumes extend ID --size N` (internal/command/volumes/extend.go). It asks nothing. A running machine's file system grows
 * along, as Fly.io's documentation shows it.
 *
 * @throws FlyFailure where the size or the volume is none
 */
export function extend(context: Context): void {
  const name = appName(context);
  const [id] = context.call.args;
  findApp(context.world.store.read(), name);
  const size = sizeOf(text(context.call, 'size') ?? '');
  if (size.gigabytes === 0) throw new FlyFailure('Volume size must be specified');
  if (id === undefined) throw new FlyFailure('volume ID must be specified when not running interactively');
  const volume = context.change(({ state }) => structuredClone(extendVolume(findApp(state, name), id, size)));
  if (context.asJson(() => volumeJson(volume))) return;
  context.print(volumeText(volume, name));
  context.print('Your Machine got its volume size extended without needing a restart\n');
}

/** Reads a size in gigabytes, or with a unit of its own; a plus before it makes it what is to be added. */
function sizeOf(value: string): { gigabytes: number; isMore: boolean } {
  if (value === '') return { gigabytes: 0, isMore: false };
  const [, plus = '', amount, unit = 'gb'] = /^(\+?)(\d+) ?(g|gb|gib|t|tb|tib)?$/i.exec(value) ?? [];
  if (amount === undefined) throw new FlyFailure(`invalid size: '${value}'`);
  return {
    gigabytes: Number(amount) * (unit.toLowerCase().startsWith('t') ? 1000 : 1),
    isMore: plus !== '',
  };
}
