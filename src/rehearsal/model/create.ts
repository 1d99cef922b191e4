import { drawHex, drawNumber } from './draw.ts';
import type { State } from './state.ts';

/** Returns a world as it begins: one person with one organisation, and nothing deployed. */
export function createWorldState(seed: number): State {
  const state: State = {
    version: 1,
    seed,
    drawn: 0,
    user: 'you@example.com',
    proxyAddress: '',
    orgs: [],
    // `openclaw` is the name in the clone's own fly.toml, which belongs to somebody else.
    taken: ['openclaw', 'my-app', 'app', 'gateway'],
    apps: [],
    peers: [],
    owners: {},
    faults: [],
  };
  state.orgs.push({ id: drawHex(state, 20), slug: 'personal', name: 'You', type: 'PERSONAL' });
  state.proxyAddress = `172.${16 + drawNumber(state, 16)}.${drawNumber(state, 256)}.${1 + drawNumber(state, 254)}`;
  return state;
}
