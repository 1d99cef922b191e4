/** The executor against Node alone and against programs of its kind: a hundred steps, how it starts, and what it holds in memory. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleRunbook } from '../../../scripts/bundle.ts';
import { extract } from '../../../src/runbook/extract.ts';
import { plan, step, writePlans } from '../../executor/support/plans.ts';
import { inTurns } from '../support/measure.ts';
import { watchMemory } from './memory.ts';
import { bare, call, peers } from './peers.ts';

const home = join(import.meta.dirname, '../../..');
const work = join(home, '.cache/bench/executor');
const rounds = Number(process.argv[2] ?? 7);
const many = Number(process.argv[3] ?? 10_000);

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
extract(join(home, 'content'), join(work, 'guide'));
const runbook = join(work, 'runbook.mjs');
await bundleRunbook(runbook, join(work, 'guide'));

/** Returns the command line that runs a plan of so many steps, with a journal of its own. */
function trues(steps: number): string[] {
  const plans = join(work, `plans-${steps}`);
  const all = Array.from({ length: steps }, (_, index) => step(`s${index + 1}`, 'true'));
  writePlans(plans, [plan(all)]);
  const state = mkdtempSync(join(work, 'state-'));
  return [process.execPath, runbook, 'run', 'try', '--yes', '--new', '--plans', plans, '--state-dir', state];
}

const out = (text: string) => process.stdout.write(`${text}\n`);
const ms = (milliseconds: number) => `${Math.round(milliseconds)} ms`.padStart(9);

const hundred = 100;
const others = peers(work, hundred);
const [program = '', ...args] = trues(hundred);
// Ansible takes its time: it is measured once.
const slow = others.filter(({ name }) => name === 'ansible');
const byName = (some: typeof others) => Object.fromEntries(some.map(({ name, run }) => [name, run]));
const times = {
  ...(await inTurns(rounds, {
    bash: bare(work, hundred),
    ours: () => call(program, args, work),
    ...byName(others.filter((peer) => !slow.includes(peer))),
  })),
  ...(await inTurns(0, byName(slow))),
};
out(`${hundred} steps of true, median of ${rounds} rounds in turns`);
for (const [name, { median }] of Object.entries(times)) {
  const version = others.find((peer) => peer.name === name)?.version;
  const what =
    { bash: 'Node spawning bash, no journal', ours: 'ours, journal on disk' }[name] ??
    `${name} ${version}, no journal`;
  out(`${ms(median)}  ${(median / times.bash.median).toFixed(2).padStart(6)} times  ${what}`);
}

const empty = join(work, 'empty.mjs');
writeFileSync(empty, '');
const starts = await inTurns(rounds * 3, {
  empty: () => call(process.execPath, [empty], work),
  help: () => call(process.execPath, [runbook, '--help'], work),
});
out('\nStart');
out(`${ms(starts.empty.median)}    1.00 times  an empty Node script`);
const ratio = (starts.help.median / starts.empty.median).toFixed(2).padStart(6);
out(`${ms(starts.help.median)}  ${ratio} times  runbook.mjs --help`);

out(`\nMemory over ${many} steps`);
for (const { steps, megabytes } of await watchMemory([...trues(many), '--json'], work, many))
  out(`${String(steps).padStart(9)} steps  ${megabytes.toFixed(1)} MB`);
