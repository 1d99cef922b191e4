import { posix } from 'node:path';
import type { Files } from '../machine/files.ts';
import type { State } from './state.ts';

/**
 * Returns whom a path belongs to that nobody has given to anybody: the platform mounts volumes as node's, and the image has its home.
 *
 * @param isReal whether a real gateway is behind the machine, whose own files on the volume nobody gives to anybody
 */
export function firstOwner(key: string, isReal: boolean): string {
  if (isReal && /^vol_\w+:/.test(key)) return 'node:node';
  return /^vol_\w+:\/$|^[0-9a-f]+:\/home\/node(\/|$)/.test(key) ? 'node:node' : 'root:root';
}

/** Lets what the gateway wrote be node's, as whom it runs: a file, and the folders on its way from another one. */
export function giveToNode(state: State, files: Files, file: string, from: string): void {
  for (let path = file; path.length > from.length; path = posix.dirname(path))
    state.owners[files.key(path)] ??= 'node:node';
}

/** Forgets the owners of a path that is gone, and of all below it. */
export function dropOwners(state: State, key: string): void {
  for (const one of below(state, key)) delete state.owners[one];
}

/** Forgets the owners of all that a machine or a volume holds. */
export function dropAllOwners(state: State, id: string): void {
  for (const one of Object.keys(state.owners)) if (one.startsWith(`${id}:`)) delete state.owners[one];
}

/** Lets what one machine, volume or snapshot holds belong to the same in a copy of it. */
export function copyOwners(state: State, from: string, to: string): void {
  dropAllOwners(state, to);
  for (const [key, owner] of Object.entries(state.owners))
    if (key.startsWith(`${from}:`)) state.owners[to + key.slice(from.length)] = owner;
}

/** Takes the owners of a path, and of all below it, along to where it was moved. */
export function moveOwners(state: State, from: string, to: string): void {
  const moved = below(state, from).map((one) => [to + one.slice(from.length), state.owners[one]] as const);
  dropOwners(state, from);
  dropOwners(state, to);
  for (const [one, owner] of moved) if (owner !== undefined) state.owners[one] = owner;
}

function below(state: State, key: string): string[] {
  return Object.keys(state.owners).filter((one) => one === key || one.startsWith(`${key}/`));
}
