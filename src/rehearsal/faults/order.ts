import { filesOf } from '../machine/files.ts';
import { changeWorld } from '../model/hands.ts';
import { openWorld, type World } from '../world.ts';
import { ills } from './ills.ts';

/** As often as anybody calls. */
export const always = 1_000_000;

/** What can go wrong with the next call of a command, by its name: how often it does unless told. */
const mishaps: Readonly<Record<string, number>> = {
  'api-timeout': 1,
  'build-out-of-memory': 1,
  'fails-after-effect': 1,
  'fails-once': 1,
  'http-401': 1,
  'http-429': 1,
  'http-500': 1,
  'http-503': 1,
  'no-network': always,
  slow: 1,
  'ssh-hangs-without-a-terminal': always,
};

/** The names of all faults that can be ordered. */
export const faultNames: readonly string[] = [...Object.keys(mishaps), ...Object.keys(ills)].sort();

/** Whether a fault goes wrong with calls, which can be counted; any other stays until it is mended. */
export function isMishap(fault: string): boolean {
  return fault in mishaps;
}

/** How an order is to be carried out. */
export interface OrderOptions {
  /** The app that falls ill; the world's only one unless told. */
  app?: string;
  /** The command that a mishap waits for, such as `deploy`, `volumes create`, `curl` or `git`; the next one unless told. */
  command?: string;
  /** How often a mishap happens; 0 takes it away. */
  times?: number;
  /** How many calls of the command go well before; none unless told. */
  after?: number;
}

/**
 * Makes a world ill, or lets its next command go wrong.
 *
 * @param world the world, or its folder
 * @param fault one of {@link faultNames}
 * @throws RangeError where there is no such fault, or nothing there that could have it
 */
export function order(world: World | string, fault: string, options: OrderOptions = {}): void {
  const { dir, store } = typeof world === 'string' ? openWorld(world) : world;
  const times = mishaps[fault];
  if (times !== undefined) {
    store.change((state) => {
      const { command, times: wanted } = options;
      if (wanted === 0) {
        state.faults = state.faults.filter((one) => one.name !== fault || one.command !== command);
        return;
      }
      state.faults.push({
        name: fault,
        left: options.times ?? times,
        ...(options.command !== undefined && { command: options.command }),
        ...(options.after !== undefined && { after: options.after }),
      });
    });
    return;
  }
  const ill = ills[fault];
  if (ill === undefined) throw new RangeError(`No fault is called ${fault}.`);
  changeWorld({ dir, store }, (hands) => {
    const { state } = hands;
    const app = state.apps.find((one) => options.app === undefined || one.name === options.app);
    const machine = app?.machines[0];
    if (app === undefined || machine === undefined)
      throw new RangeError('No machine is there that could fall ill.');
    ill({ hands, app, machine, files: filesOf(dir, machine) });
  });
}
