import { now } from './apps.ts';
import { drawHex, drawNumber } from './draw.ts';
import type { Address, App, State } from './state.ts';

/** Gives an app an address. Public ones are of the ranges that Fly.io's look like; a rehearsal routes none of them. */
export function allocate(state: State, app: App, type: Address['type'], region = 'global'): Address {
  const group = () => drawHex(state, 4);
  const address = {
    v6: () => `2a09:8280:1::${drawHex(state, 2)}:${group()}:0`,
    private_v6: () => `fdaa:${drawHex(state, 1)}:${group()}:0:1::${drawNumber(state, 200) + 2}`,
    shared_v4: () => `66.241.${124 + drawNumber(state, 2)}.${1 + drawNumber(state, 254)}`,
    v4: () => `149.248.${192 + drawNumber(state, 32)}.${1 + drawNumber(state, 254)}`,
  }[type]();
  const made: Address = {
    id: `ip_${drawHex(state, 16)}`,
    address,
    type,
    region: type === 'shared_v4' ? '' : region,
    createdAt: now(),
  };
  app.addresses.push(made);
  return made;
}
