import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Demand } from '../../runbook/plan.ts';
import { runCommand } from '../engine/command.ts';
import { inLanguage, type Workshop } from '../engine/session.ts';
import type { Host } from '../host.ts';
import { loadIndex } from '../plans/load.ts';
import { openStore } from '../plans/store.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import { oneLine } from '../terminal/clean.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';
import { isOnPath } from './preflight.ts';
import { closeWorkshop, heedSignals, openWorkshop } from './session.ts';
import { closePlace, openPlace, type Place } from './world.ts';

/** One thing that was looked at. */
interface Examined {
  what: string;
  state: 'good' | 'doubtful' | 'bad';
  says: string;
  remedy?: string;
}

/** How much room the state folder's disk should have, in bytes. */
const roomWanted = 100 * 1024 * 1024;
/** How far the clock may be off before logins and certificates suffer, in milliseconds. */
const clockTolerance = 5 * 60_000;

/** `doctor`: looks at all that runs depend on, with a remedy for each thing that is wanting. Exits 1 where something is. */
export async function doctor(host: Host, options: Options, console: Console): Promise<Exit> {
  const store = await openStore(host, options.plans);
  if (store.foreign)
    throw new Stop(exits.refused, { key: 'runbook.diagnose.foreign', values: { origin: store.origin } });
  const { demands, site } = await loadIndex(store);
  const place = await openPlace(host, options);
  const workshop = openWorkshop({ secrets: [] }, {}, place, console);
  const heedless = heedSignals(workshop);
  const examined: Examined[] = [];
  try {
    examined.push(examineSystem(console));
    // On Windows all else is as it is in WSL2, which cannot be seen from here.
    if (process.platform !== 'win32') {
      examined.push(examineShell(place, console));
      for (const demand of demands)
        examined.push(...(await examineProgram(workshop, place, demand, console)));
      examined.push(examineState(place, console), ...(await examineClock(site, options, console)));
    }
  } finally {
    heedless();
    closeWorkshop(workshop);
    closePlace(place);
  }
  if (options.json) console.print(JSON.stringify(examined, null, 2));
  else for (const one of examined) print(one, console);
  if (workshop.interrupt.signal.aborted) return exits.interrupted;
  return examined.some(({ state }) => state === 'bad') ? exits.failed : exits.done;
}

function print({ what, state, says, remedy }: Examined, { print: put, style }: Console): void {
  const paint = { good: style.green, doubtful: style.yellow, bad: style.red }[state];
  put(`${paint({ good: '+', doubtful: '!', bad: 'x' }[state])} ${style.bold(what)}  ${says}`);
  if (remedy !== undefined) put(`    ${remedy}`);
}

function examineSystem({ say }: Console): Examined {
  const what = `Node ${process.versions.node}, ${process.platform}`;
  const major = Number(process.versions.node.split('.')[0]);
  if (process.platform === 'win32')
    return {
      what,
      state: 'bad',
      says: say('runbook.doctor.windows'),
      remedy: say('runbook.doctor.windows.remedy'),
    };
  if (major < 22)
    return { what, state: 'bad', says: say('runbook.doctor.old'), remedy: say('runbook.doctor.node.remedy') };
  return { what, state: 'good', says: say('runbook.doctor.good') };
}

function examineShell({ env }: Place, { say }: Console): Examined {
  const there = isOnPath('bash', env);
  return there
    ? { what: 'bash', state: 'good', says: say('runbook.doctor.good') }
    : {
        what: 'bash',
        state: 'bad',
        says: say('runbook.doctor.missing'),
        remedy: say('runbook.doctor.bash.remedy'),
      };
}

async function examineProgram(
  workshop: Workshop,
  place: Place,
  demand: Demand,
  { say, language }: Console,
): Promise<Examined[]> {
  const { program: what, version, target, login } = demand;
  const remedy = oneLine(inLanguage(demand.remedy, language));
  if (!isOnPath(what, place.env))
    return [{ what, state: 'bad', says: say('runbook.doctor.missing'), remedy }];
  // Without bash nothing can be asked of it.
  if (!isOnPath('bash', place.env)) return [{ what, state: 'good', says: say('runbook.doctor.good') }];
  const examined: Examined[] = [];
  const within = { cwd: place.cwd, changes: { set: {}, unset: [] } };
  const ask = (shell: string) => runCommand(workshop, { shell: [shell], timeout: 30_000 }, { within });
  if (version) {
    const { all } = await ask(version.shell);
    const found = oneLine(new RegExp(version.pattern, 'mu').exec(all)?.[1] ?? '');
    const values = { found, target: target ?? '' };
    if (found === '')
      examined.push({ what, state: 'doubtful', says: say('runbook.doctor.noVersion'), remedy });
    else if (target === undefined || found === target) examined.push({ what, state: 'good', says: found });
    else examined.push({ what, state: 'doubtful', says: say('runbook.doctor.otherVersion', values), remedy });
  } else examined.push({ what, state: 'good', says: say('runbook.doctor.good') });
  if (login !== undefined) {
    const { exit, err } = await ask(login);
    const reason =
      workshop.redactor.clean(oneLine(err)) || workshop.say('runbook.answer.silent', { exit: exit ?? 0 });
    const loginRemedy = demand.loginRemedy && oneLine(inLanguage(demand.loginRemedy, language));
    if (exit === 0) examined.push({ what, state: 'good', says: say('runbook.doctor.loggedIn') });
    else
      examined.push({
        what,
        state: 'bad',
        says: say('runbook.doctor.loggedOut', { reason }),
        ...(loginRemedy ? { remedy: loginRemedy } : {}),
      });
  }
  return examined;
}

/** Whether journals can be written: the nearest folder that is there lets us, and its disk has room. */
function examineState({ state }: Place, { say }: Console): Examined {
  let folder = join(state, 'runs');
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize >= roomWanted) return { what: state, state: 'good', says: say('runbook.doctor.good') };
    const room = Math.round((bavail * bsize) / 1024 / 1024);
    return {
      what: state,
      state: 'doubtful',
      says: say('runbook.doctor.room', { room }),
      remedy: say('runbook.doctor.room.remedy'),
    };
  } catch {
    return {
      what: state,
      state: 'bad',
      says: say('runbook.doctor.readOnly'),
      remedy: say('runbook.doctor.readOnly.remedy'),
    };
  }
}

/** Compares the clock with that of the site, where there is one and it answers. */
async function examineClock(
  site: string | undefined,
  { rehearse }: Options,
  { say }: Console,
): Promise<Examined[]> {
  if (site === undefined || rehearse) return [];
  const what = say('runbook.doctor.clock');
  try {
    const answer = await fetch(site, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
    const off = Math.abs(Date.now() - Date.parse(answer.headers.get('date') ?? ''));
    if (Number.isNaN(off)) return [];
    if (off < clockTolerance) return [{ what, state: 'good', says: say('runbook.doctor.good') }];
    const minutes = Math.round(off / 60_000);
    return [
      {
        what,
        state: 'bad',
        says: say('runbook.doctor.clock.off', { count: minutes }),
        remedy: say('runbook.doctor.clock.remedy'),
      },
    ];
  } catch {
    return [{ what, state: 'doubtful', says: say('runbook.doctor.clock.unknown') }];
  }
}
