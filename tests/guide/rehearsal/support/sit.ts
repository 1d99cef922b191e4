import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { ExpectStatic } from 'vitest';
import type { Fence } from '../../../../src/guide/fence.ts';
import type { Language } from '../../../../src/words.ts';
import { theGuide } from '../../../support/evidence.ts';
import { isConfiguration, mannerOf, type Sitting } from './by-hand.ts';
import { deployedWorld, emptyWorld } from './ground.ts';
import { outcomes } from './life.ts';
import { stateOf } from './picture.ts';
import { stepsOf } from './proven.ts';
import { type Ground, inWorld, leaveRunning, orderFault, type Run, type Running } from './runbook.ts';

/**
 * Runs the fences of one sitting as a reader does, one after the other in one world: those for the machine over SSH, what goes on
 * by itself in a window of its own. Returns those that were run.
 */
export async function sitDown(
  language: Language,
  { from, fault, fences }: Sitting,
  expect: ExpectStatic,
): Promise<Fence[]> {
  const ground = await (from === 'nothing' ? emptyWorld(language) : deployedWorld(language, from));
  if (fault !== undefined) await orderFault(ground, fault);
  const windows: Running[] = [];
  const lived: Fence[] = [];
  try {
    for (const fence of fences) {
      if (mannerOf(fence).why !== undefined) continue;
      if (isConfiguration(fence)) await judge(await emptyWorld(language), fence, expect);
      else windows.push(...(await give(ground, from === 'nothing' ? '.' : 'openclaw', fence, expect)));
      lived.push(fence);
    }
  } finally {
    await Promise.all(windows.map((window) => window.stop()));
  }
  return lived;
}

/**
 * Types, in the world that a runbook has left, the fences of those steps that it found done and so did not run, and takes them
 * back. Returns those that were given.
 */
export async function typeTheRest(
  language: Language,
  ground: Ground,
  id: string,
  first: Run,
  expect: ExpectStatic,
): Promise<Fence[]> {
  const found = outcomes(first);
  const rest = stepsOf(language, id).filter((step) => found[step.id] !== 'done');
  const there = rest.flatMap(({ fence, check }) => [fence, check]);
  // What one step made may be what the next one needs: all is taken back at the end, the last first.
  const back = rest.map(({ undo }) => undo).reverse();
  const fences = [...there, ...back].filter((one) => one !== undefined);
  const typed = fences.filter(({ annotations }) => annotations.file === undefined);
  for (const fence of typed) await give(ground, folderOf(fence), fence, expect);
  return typed;
}

/** A runbook enters the clone by a step of its own, and only `clone` and `enter` are given before. */
function folderOf({ annotations: { step, check, undo } }: Fence): string {
  return ['clone', 'enter'].includes(step ?? check ?? undo ?? '') ? '.' : 'openclaw';
}

/** Gives a fence. Returns the windows in which it goes on. */
async function give(ground: Ground, folder: string, fence: Fence, expect: ExpectStatic): Promise<Running[]> {
  const { types, terminal, until, prints } = mannerOf(fence);
  const typed = withPort(filled(ground, fence), await freePort());
  if (until !== undefined) {
    const running = await leaveRunning(ground, typed, folder, until);
    const [, port] = until.exec(running.printed) ?? [];
    if (port !== undefined) expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    return [running];
  }
  const script = terminal ? atTerminal(typed) : inOneShell(typed);
  const { exit, out, err } = await inWorld(ground, script, { folder, types });
  expect(exit, `${fence.file}:${fence.line}\n${fence.text}${out}${err}`).toBe(0);
  if (prints !== undefined) expect(out).toMatch(prints);
  return [];
}

/** Returns a fence as a reader types it: names of this world in the places of those that only a run can know. */
function filled(ground: Ground, { text, annotations }: Fence): string {
  if (!text.includes('<')) return annotations.on === 'machine' ? onMachine(text) : text;
  const [app] = stateOf(ground.world).apps;
  const addresses = (type: string) => app?.addresses.find((one) => one.type === type)?.address;
  const values: Record<string, string | undefined> = {
    'machine-id': app?.machines[0]?.id,
    'volume-id': app?.volumes[0]?.id,
    'public-ipv4': addresses('shared_v4'),
    'public-ipv6': addresses('v6'),
    'request-id': requestIn(app?.logs ?? []),
  };
  const script = text.replaceAll(/<([a-z0-9-]+)>/g, (whole, name: string) => values[name] ?? whole);
  return annotations.on === 'machine' ? onMachine(script) : script;
}

function onMachine(script: string): string {
  return `${theGuide().reach.machine} <<'EOS'\n${script}EOS\n`;
}

/** What a reader exports stays in the shell for the next fence. */
function inOneShell(script: string): string {
  const kept = '"$REHEARSAL_WORLD"/home/exported';
  return `if test -f ${kept}; then . ${kept}; fi\n${script}\nexport -p > ${kept}\n`;
}

function requestIn(logs: readonly { message: string }[]): string | undefined {
  const asked = logs.map(({ message }) => /\brequestId=(\S+)/.exec(message)?.[1]);
  return asked.findLast((id) => id !== undefined);
}

/** A port of the computer's may be taken: whoever comes in through one takes another then. */
function withPort(script: string, port: number): string {
  return script.replaceAll('fly proxy 3000:3000', `fly proxy ${port}:3000`);
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    }),
  );
}

/** Gives a script a terminal (util-linux's `script`, or the BSDs' own). */
function atTerminal(script: string): string {
  const word = `'${script.trim().replaceAll("'", "'\\''")}'`;
  return process.platform === 'linux' ? `script -qec ${word} /dev/null` : `script -q /dev/null sh -c ${word}`;
}

/** Puts a configuration onto a machine of its release, and asks the program there. */
async function judge(ground: Ground, fence: Fence, expect: ExpectStatic): Promise<void> {
  const release = fence.annotations.target?.replace('openclaw@', '') ?? theGuide().targets.openclaw;
  const folder = join(ground.world, 'work');
  mkdirSync(folder);
  writeFileSync(join(folder, 'openclaw.json'), fence.text);
  const { exit, out, err } = await inWorld(
    ground,
    `git clone -q --depth 1 --branch v${release} https://github.com/openclaw/openclaw.git
cd openclaw
fly apps create my-openclaw -o personal
echo OPENCLAW_GATEWAY_TOKEN=token | fly secrets import -a my-openclaw
fly deploy -a my-openclaw
fly ssh console -a my-openclaw -C "tee /data/openclaw.json" < ../openclaw.json > /dev/null
fly ssh console -a my-openclaw -C "node dist/index.js config validate"`,
    { folder: '.' },
  );
  expect(exit, `${fence.file}:${fence.line}\n${err}`).toBe(0);
  expect(out).toContain('Config valid: /data/openclaw.json\n');
}
