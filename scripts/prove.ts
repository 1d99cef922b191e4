import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readGuide } from '../src/guide/guide.ts';
import { evidenceVariable, readEvidence } from '../src/proof/evidence.ts';
import { gatherProofs, printProofs } from '../src/proof/gather.ts';
import { levels, proofsFile, readProofs } from '../src/proof/proofs.ts';
import { isWhole, reviewProofs } from '../src/proof/review.ts';
import type { ProofState } from '../src/proof/state.ts';
import { checkGuide } from '../src/rules/check-guide.ts';
import { speak } from '../src/words.ts';
import { languageFrom, readArguments, runProgram, UsageError } from './command-line.ts';

const args = process.argv.slice(2);
const say = speak(languageFrom(args, process.env));
const home = join(import.meta.dirname, '..');
const content = join(home, 'content');
/** The tests that say what they have proven. */
const projects = ['rehearsal', 'gateway'];

await runProgram(say, async () => {
  const { values } = readArguments(
    args,
    {
      check: { type: 'boolean' },
      from: { type: 'string' },
      content: { type: 'string' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
    say,
  );
  if (values.help) {
    process.stdout.write(`${say('prove.help')}\n`);
    return 0;
  }
  if (values.check)
    return tell(values.content === undefined ? content : resolve(calledFrom(), values.content));
  if (values.content !== undefined) throw new UsageError(say('prove.content'));
  return prove(values.from);
});

/** Runs the check and the tests, or takes what they said elsewhere, and writes what was proven. */
async function prove(from: string | undefined): Promise<number> {
  const { diagnostics } = checkGuide(content);
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    process.stderr.write(`${say('prove.check')}\n`);
    return 1;
  }
  const folder = mkdtempSync(join(tmpdir(), 'prove-'));
  try {
    const file = from === undefined ? join(folder, 'evidence.jsonl') : resolve(calledFrom(), from);
    if (from === undefined && !(await passes(file))) {
      process.stderr.write(`${say('prove.failed')}\n`);
      return 1;
    }
    if (!existsSync(file)) throw new UsageError(say('prove.none', { file }));
    const { guide } = readGuide(content);
    const proofs = gatherProofs(guide, readEvidence(file), new Date().toISOString().slice(0, 10));
    const path = join(content, proofsFile);
    writeFileSync(`${path}.new`, printProofs(proofs));
    renameSync(`${path}.new`, path);
    process.stdout.write(`${say('prove.written', { file: `content/${proofsFile}` })}\n`);
    return tell(content);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function calledFrom(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/** Whether the tests that prove the guide pass. They say what they have proven in a file. */
function passes(file: string): Promise<boolean> {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const chosen = projects.flatMap((project) => ['--project', project]);
  const { WITHOUT_GATEWAY: _, ...environment } = process.env;
  const tests = spawn(process.execPath, [vitest, 'run', ...chosen], {
    cwd: home,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment, [evidenceVariable]: file },
  });
  return new Promise((done, failed) => {
    tests.on('error', failed);
    tests.on('close', (status) => done(status === 0));
  });
}

/** Says how far the guide in a content folder is proven, and where not. Returns 1 where something is to be proven anew. */
function tell(folder: string): number {
  const { guide } = readGuide(folder);
  const review = reviewProofs(readProofs(folder), guide);
  const { states, stale, unheld, gone } = review;
  const unproven = states.filter(({ current, level }) => current && level === undefined);
  const place = ({ page, fence }: ProofState) => `  content/${page.file}:${fence.line}`;
  const list = (key: 'prove.stale' | 'prove.unheld' | 'prove.gone', places: string[]) =>
    places.length > 0 ? [say(key, { count: places.length }), ...places] : [];
  const lines = [
    ...levels.map((level) =>
      say('prove.count', {
        level: say(`proof.${level}`),
        count: states.filter((state) => state.current && state.level === level).length,
      }),
    ),
    say('prove.count', { level: say('proof.none'), count: unproven.length }),
    ...unproven.map((state) => `${place(state)}  ${state.fence.annotations.ignore ?? state.fence.lang}`),
    ...list('prove.stale', stale.map(place)),
    ...list('prove.unheld', unheld.map(place)),
    ...list(
      'prove.gone',
      gone.map((section) => `  ${section}`),
    ),
    say(isWhole(review) ? 'prove.whole' : 'prove.anew'),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return isWhole(review) ? 0 : 1;
}
