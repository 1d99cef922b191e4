import { type Brood, openShells } from './brood.ts';
import { openShell, type Stand, type WaitingShell } from './waiting.ts';

/** How many shells in a row are wanted in the same place before more are ordered at once, and how many. */
const few = 2;
const many = 32;

/**
 * Starts shells before they are wanted, while a command runs, as to start one takes longer than many commands do. A shell that waits
 * has done nothing and knows nothing of what will be asked of it; it ends by itself when this process does.
 */
export class SpareShells {
  #stand: Stand | undefined;
  #broods: Brood[] = [];
  #row = 0;
  #closed = false;

  /** Returns a shell that waits where one is wanted: in the same folder, not one of the same name, with the same environment. */
  async take(wanted: Stand): Promise<WaitingShell | undefined> {
    if (isSpecial(wanted)) return undefined;
    if (this.#stand && isSame(this.#stand, wanted)) {
      const brood = this.#broods.find(({ shells }) => shells.length > 0);
      const shell = await brood?.shells.shift()?.catch(() => undefined);
      if (shell) this.#row++;
      return shell;
    }
    this.#dismiss();
    return undefined;
  }

  /** Sees to it that a shell waits that stands like this one. */
  prepare(stand: Stand): void {
    if (this.#closed || isSpecial(stand)) return;
    this.#broods = this.#broods.filter(({ shells }) => shells.length > 0);
    if (this.#broods.flatMap(({ shells }) => shells).length > 1) return;
    this.#stand ??= stand;
    const brood = this.#row > few ? openShells(stand, many) : alone(stand);
    // Where one cannot be started, whoever wants it starts another, and hears what is wrong.
    for (const shell of brood.shells) shell.catch(() => {});
    this.#broods.push(brood);
  }

  /** Lets all that wait go, and starts none any more. */
  close(): void {
    this.#closed = true;
    this.#dismiss();
  }

  #dismiss(): void {
    for (const { dismiss } of this.#broods) dismiss();
    this.#broods = [];
    this.#stand = undefined;
    this.#row = 0;
  }
}

function alone(stand: Stand): Brood {
  const shell = openShell(stand);
  const letGo = ({ line, out, err }: WaitingShell) => {
    for (const pipe of [line, out, err]) pipe?.destroy();
  };
  return { shells: [shell], dismiss: () => void shell.then(letGo, () => {}) };
}

/** Whether a shell has to be started for itself. */
function isSpecial({ interactive, fed, lasting }: Stand): boolean {
  return interactive || fed || lasting;
}

function isSame(stand: Stand, wanted: Stand): boolean {
  return (
    // A folder of the same name may be another by now, and have the number of the one that is gone.
    wanted.folder.ino === stand.folder.ino &&
    wanted.folder.dev === stand.folder.dev &&
    wanted.folder.birthtimeNs === stand.folder.birthtimeNs &&
    haveSame(stand.env, wanted.env)
  );
}

function haveSame(one: NodeJS.ProcessEnv, other: NodeJS.ProcessEnv): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
