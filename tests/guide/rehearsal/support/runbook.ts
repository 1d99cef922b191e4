import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { inject } from 'vitest';
import { readJournal } from '../../../../src/executor/journal/journal.ts';
import type { DatedRecord } from '../../../../src/executor/journal/record.ts';
import { eventSchema, type RunEvent } from '../../../../src/runbook/event.ts';
import { type Plan, type PlanIndex, planIndexSchema, planSchema } from '../../../../src/runbook/plan.ts';
import type { Language } from '../../../../src/words.ts';
import { once } from '../../../support/once.ts';
import { snapshotOf } from '../../../support/snapshot.ts';

const checkout = join(import.meta.dirname, '../../../..');

/** The secrets are the same in every world, so that two worlds can be compared by the digests. */
const secrets = {
  OPENCLAW_GATEWAY_TOKEN: 'a-token-for-rehearsals',
  ANTHROPIC_API_KEY: 'a-key-for-rehearsals',
  DISCORD_BOT_TOKEN: 'a-bot-for-rehearsals',
};

/** Where a command is given, and in which language. */
export interface Ground {
  world: string;
  plans: string;
  language: Language;
}

/** How a program of the guide's ended, and what it printed. */
export interface Ended {
  exit: number | null;
  out: string;
  err: string;
}

/** A run of a runbook, as its events and its journal tell it. */
export interface Run extends Ended {
  events: RunEvent[];
  name: string;
  records: DatedRecord[];
  /** What the steps printed. */
  log: string;
}

/** Answers a question that comes after an event, or says nothing. */
type Answer = (event: RunEvent) => string | undefined;

/** Gives a command line of the runbook program's in a world, as people do. */
export async function runbook(
  { world, plans, language }: Ground,
  args: readonly string[],
  answer?: Answer,
): Promise<Ended & { events: RunEvent[] }> {
  const events: RunEvent[] = [];
  const hear = (line: string, write: (text: string) => void) => {
    if (!line.startsWith('{"event"')) return;
    const event = eventSchema.parse(JSON.parse(line));
    events.push(event);
    const said = answer?.(event);
    if (said !== undefined) write(`${said}\n`);
  };
  const options = ['--plans', plans, '--world', world, '--lang', language];
  const ended = await give('runbook', [...args, ...options], { hear });
  return { ...ended, events };
}

/** Gives a runbook, from its beginning or again, and returns what became of it. */
export async function run(ground: Ground, args: readonly string[], answer?: Answer): Promise<Run> {
  const ways = answer === undefined ? ['--yes', '--json'] : ['--json'];
  const ended = await runbook(ground, [...args, ...ways], answer);
  // An undo is of the run that it is told.
  const [, of = ''] = args[0] === 'undo' ? args : [];
  const name = ended.events.flatMap((event) => (event.event === 'run' ? [event.run] : []))[0] ?? of;
  const folder = join(ground.world, 'runbook', 'runs', name);
  const told = name !== '';
  return {
    ...ended,
    name,
    records: told ? readJournal(join(folder, 'journal.jsonl')).records : [],
    log: told ? readFileSync(join(folder, 'output.log'), 'utf8') : '',
  };
}

/** Gives a script in a world through `npm run rehearse`'s program, in a folder below the working one. */
export function inWorld(
  ground: Ground,
  script: string,
  { folder = 'openclaw', types = '' }: { folder?: string; types?: string | undefined } = {},
): Promise<Ended> {
  return give('rehearse', shellIn(ground, script, folder), { types });
}

function shellIn({ world, language }: Ground, script: string, folder: string): string[] {
  const shell = ['bash', '-eo', 'pipefail', '-c', `cd '${folder}'\n${script}`];
  return ['--world', world, '--lang', language, '--', ...shell];
}

/** Something that goes on in a world. */
export interface Running {
  /** What it had printed when it was where it should be. */
  printed: string;
  stop(): Promise<void>;
}

/** Gives a script that goes on by itself, and waits until it has printed something. */
export async function leaveRunning(
  ground: Ground,
  script: string,
  folder: string,
  until: RegExp,
): Promise<Running> {
  const child = await start('rehearse', shellIn(ground, script, folder), { detached: true });
  child.stdin.end();
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  let printed = '';
  let said = '';
  child.stderr.on('data', (text: string) => (said += text));
  await new Promise<void>((come, fail) => {
    child.stdout.on('data', (text: string) => {
      printed += text;
      if (until.test(printed)) come();
    });
    child.once('close', (exit) => fail(new Error(`${script}ended with ${exit}: ${printed}${said}`)));
  });
  return {
    printed,
    stop: async () => {
      // All that it has started goes along.
      process.kill(-(child.pid ?? 0), 'SIGTERM');
      await ended;
    },
  };
}

/** Orders a fault by its name. */
export function orderFault({ world, language }: Ground, fault: string): Promise<Ended> {
  return give('rehearse', ['--world', world, '--lang', language, '--fault', fault]);
}

/** What `diagnose` says of one symptom. */
export interface Finding {
  symptom: string;
  title: string;
  present: boolean | 'unknown';
  page: string;
  mends?: string;
}

/** Returns what `diagnose` finds, and what it cannot tell. */
export async function diagnose(ground: Ground): Promise<Finding[]> {
  const { exit, out, err } = await runbook(ground, ['diagnose', '--json']);
  const findings: Finding[] = exit === 0 || exit === 1 || exit === 3 ? JSON.parse(out) : [];
  const says = (what: Finding['present']) => findings.some(({ present }) => present === what);
  const due = says(true) ? 1 : says('unknown') ? 3 : 0;
  if (findings.length === 0 || exit !== due) throw new Error(`diagnose ended with ${exit}: ${err}`);
  return findings.filter(({ present }) => present !== false);
}

/** Returns a plan of those that were extracted. */
export function readPlan({ plans }: Pick<Ground, 'plans'>, id: string): Plan {
  return planSchema.parse(JSON.parse(readFileSync(join(plans, `${id}.json`), 'utf8')));
}

/** Returns the list of those that were extracted. */
export function readIndex({ plans }: Pick<Ground, 'plans'>): PlanIndex {
  return planIndexSchema.parse(JSON.parse(readFileSync(join(plans, 'index.json'), 'utf8')));
}

let home: string | undefined;

type Script = 'runbook' | 'rehearse';

const rooms = [
  'executor',
  ...['fly', 'gateway', 'machine', 'model', 'faults'].map((room) => `rehearsal/${room}`),
];

/**
 * Returns the command of one of the project's scripts: its own file, or, where worlds are many, a snapshot of both, which starts
 * sooner and does the same.
 */
async function commandOf(script: Script): Promise<string[]> {
  const folder = inject('rehearsals');
  if (folder === undefined) return [process.execPath, join(checkout, 'scripts', `${script}.ts`)];
  const blob = join(folder, 'programs.blob');
  await once(blob, () =>
    snapshotOf(
      programs,
      rooms.map((room) => `src/${room}`),
      blob,
    ),
  );
  return [process.execPath, '--snapshot-blob', blob, 'main', script];
}

const programs = 'tests/guide/rehearsal/support/programs.ts';

async function start(script: Script, args: readonly string[], { detached = false } = {}) {
  const [program = '', ...words] = await commandOf(script);
  home ??= mkdtempSync(join(tmpdir(), 'rehearsal-home-'));
  const child = spawn(program, [...words, ...args], {
    cwd: home,
    env: {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: home,
      TMPDIR: home,
      ...developersNetwork(),
      // The real program is installed once for everybody.
      XDG_CACHE_HOME: process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
      LANG: 'C',
      ...secrets,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached,
  });
  child.stdin.on('error', () => {});
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  return child;
}

/** Returns what npm needs to find its registry from here, as the developer has set it up. */
function developersNetwork(): Record<string, string | undefined> {
  const names = /^(npm_config_registry|node_extra_ca_certs|ssl_cert_(file|dir)|https?_proxy|no_proxy)$/i;
  return {
    npm_config_userconfig: process.env.npm_config_userconfig || join(homedir(), '.npmrc'),
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => names.test(name))),
  };
}

/** Runs a script of the project's to its end: what is typed stands on its standard input, or answers line by line what it says. */
async function give(
  script: Script,
  args: readonly string[],
  { types = '', hear }: { types?: string; hear?: (line: string, write: (text: string) => void) => void } = {},
): Promise<Ended> {
  const child = await start(script, args);
  if (hear === undefined) child.stdin.end(types);
  let out = '';
  let err = '';
  child.stdout.on('data', (text: string) => (out += text));
  child.stderr.on('data', (text: string) => (err += text));
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => hear?.(line, (text) => child.stdin.write(text)));
  return new Promise((resolve) =>
    child.once('close', (exit) => {
      child.stdin.destroy();
      resolve({ exit, out, err });
    }),
  );
}
