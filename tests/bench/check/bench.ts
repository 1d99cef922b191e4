/**
 * The check on a guide of up to 100,000 fences made from ours, and its parts beside the tools that people have: @taplo/cli with a
 * JSON Schema on the TOML alone, sh-syntax on the shell alone. Other numbers of fences may be given: `npm run bench -- check 1000`.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonSchema } from '../../../src/formats/fly-toml/schema.ts';
import { installPeers } from '../../../src/project/peers.ts';
import { home } from '../../support/program.ts';
import { inTurns } from '../support/measure.ts';
import { growGuide, writeSnippets } from './guide.ts';

const work = join(home, '.cache/bench/check');
const measured = z.object({
  milliseconds: z.number(),
  peak: z.number().optional(),
  errors: z.number(),
});

const sizes = process.argv.slice(2).map(Number);
const say = (line: string) => process.stdout.write(`${line}\n`);

function node(script: string, ...args: string[]): z.infer<typeof measured> {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, script), ...args],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  return measured.parse(JSON.parse(stdout));
}

// What a person waits for: our own guide, beside a Node that does nothing.
const check = join(home, 'scripts/check.ts');
const whole = await inTurns(9, {
  check: () => spawnSync(process.execPath, [check]),
  node: () => spawnSync(process.execPath, ['-e', '0']),
});
const over = (whole.check.median - whole.node.median) / 1000;
say(`Our guide, from start to end: ${over.toFixed(2)} s more than Node takes to start.`);

const rates = new Map<number, number>();
for (const size of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]) {
  const folder = join(work, `guide-${size}`);
  const fences = growGuide(folder, size);
  const { milliseconds, peak = 0, errors } = node('ours.ts', 'guide', folder);
  if (errors > 0) throw new Error(`The guide of ${size} fences has ${errors} errors.`);
  rates.set(size, (fences / milliseconds) * 1000);
  say(
    `${fences} fences: ${(milliseconds / 1000).toFixed(1)} s, ${perSecond(fences, milliseconds)} fences a second, at most ${peak.toFixed(0)} MB.`,
  );
}
const [first = 0] = rates.values();
const last = [...rates.values()].at(-1) ?? 0;
if (rates.size > 1)
  say(`A fence of the largest costs ${(first / last).toFixed(2)} times what one of the smallest does.`);

const peers = installPeers('check', { '@taplo/cli': '0.7.0', 'sh-syntax': '0.7.0' });

const tomls = join(work, 'toml');
const files = writeSnippets(tomls, ['toml'], 'toml', 2_000);
const schema = join(work, 'fly-toml.schema.json');
writeFileSync(schema, JSON.stringify(jsonSchema()));
const taplo = join(peers, 'node_modules/.bin/taplo');
let ours = 0;
const toml = await inTurns(3, {
  ours: () => {
    ours = node('ours.ts', 'snippets', 'toml', tomls).milliseconds;
  },
  taplo: () => {
    const args = ['lint', '--schema', `file://${schema}`, ...files];
    const { status, stderr } = spawnSync(taplo, args, { encoding: 'utf8', maxBuffer: 1e8 });
    if (status !== 0) throw new Error(stderr.slice(0, 2000));
  },
});
say(
  `TOML, ${files.length} files, whole processes: ours ${perSecond(files.length, toml.ours.median)} a second, taplo ${perSecond(files.length, toml.taplo.median)}: ${times(toml.taplo.median / toml.ours.median)}. (The check alone: ${perSecond(files.length, ours)}.)`,
);

const shells = join(work, 'shell');
const scripts = writeSnippets(shells, ['bash', 'sh'], 'sh', 20_000);
const rounds: Record<'ours' | 'peer', number[]> = { ours: [], peer: [] };
await inTurns(3, {
  ours: () => rounds.ours.push(node('ours.ts', 'snippets', 'shell', shells).milliseconds),
  peer: () => rounds.peer.push(node('sh-syntax.ts', peers, shells).milliseconds),
});
const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
say(
  `Shell, ${scripts.length} files: ours ${perSecond(scripts.length, median(rounds.ours))} a second, every fly command judged; sh-syntax ${perSecond(scripts.length, median(rounds.peer))}, syntax alone: ${times(median(rounds.peer) / median(rounds.ours))}.`,
);

function perSecond(count: number, milliseconds: number): string {
  return Math.round((count / milliseconds) * 1000).toLocaleString('en');
}

function times(ratio: number): string {
  return `${ratio.toFixed(1)} times as fast`;
}
