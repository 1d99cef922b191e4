import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { settleValues } from '../../../src/executor/plans/values.ts';
import { writeScript } from '../../../src/executor/script/script.ts';
import { toTaking } from '../../../src/executor/script/take.ts';
import { parseShell } from '../../../src/formats/shell/parse.ts';
import { checkPortable } from '../../../src/formats/shell/portable.ts';
import { readGuide } from '../../../src/guide/guide.ts';
import { compile } from '../../../src/runbook/compile.ts';
import type { Plan } from '../../../src/runbook/plan.ts';
import { speak } from '../../../src/words.ts';
import { plan, secret, step, variable } from '../support/plans.ts';

function scriptOf(made: Plan): string {
  return writeScript(made, made.steps, settleValues(made, {}, 'en'), 'en', speak('en'));
}

/** Runs an exported script in a folder of its own. */
function given(script: string, env: Record<string, string> = {}, args: string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'script-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'script', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, SHLVL: '1', ...env },
    encoding: 'utf8',
  });
  return { status, out: stdout + stderr, folder, seconds: (performance.now() - started) / 1000 };
}

/** Whether a process runs; one that has ended may wait for somebody to ask how. */
function isAlive(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout);
}

describe('an exported script', () => {
  test('ends a step with all that it started when its time is over, and stops there', () => {
    const slow = { run: { shell: ['sleep 60 & echo $! >pid; wait'], timeout: 1000 } };
    const { status, folder, seconds } = given(
      scriptOf(plan([step('slow', '', { action: slow }), step('after', 'touch after')])),
    );
    expect(status).not.toBe(0);
    expect(seconds).toBeLessThan(30);
    expect(existsSync(join(folder, 'after'))).toBe(false);
    expect(isAlive(readFileSync(join(folder, 'pid'), 'utf8').trim())).toBe(false);
  });

  test('lets what is done in time go on, and says nothing of the clock', () => {
    const quick = { run: { shell: ['echo quick >made; echo told'], timeout: 60_000 } };
    const { status, out, folder, seconds } = given(
      scriptOf(plan([step('quick', '', { action: quick }), step('after', 'cat made >after')])),
    );
    expect({ status, out }).toEqual({ status: 0, out: '\n== Do quick\ntold\n\n== Do after\n' });
    expect(readFileSync(join(folder, 'after'), 'utf8')).toBe('quick\n');
    expect(seconds).toBeLessThan(30);
  });

  test('looks for every program before it does anything', () => {
    const script = scriptOf(
      plan([step('one', 'touch one'), step('two', 'echo a | jq . >two')], { requires: ['no-such-program'] }),
    );
    const bin = mkdtempSync(join(tmpdir(), 'bin-'));
    onTestFinished(() => rmSync(bin, { recursive: true, force: true }));
    for (const name of ['bash', 'cat', 'touch']) symlinkSync(`/bin/${name}`, join(bin, name));
    const { status, out, folder } = given(script, { PATH: bin });
    expect(status).toBe(3);
    expect(out).toContain('no-such-program');
    expect(out).toContain('jq');
    expect(existsSync(join(folder, 'one'))).toBe(false);
  });

  test('gives each command the secrets that it reads, and takes what the user has exported from the others', () => {
    const seen = (file: string) => `env | grep -c canary >${file} || true`;
    const made = plan(
      [
        step('reads', `: "$TOKEN"; env | grep -q ^TOKEN=canary; touch read`),
        step('other', seen('other')),
        step('lasts', 'export HEADER="x $TOKEN"', { always: true }),
        step('uses', 'test "$HEADER" = "x canary" && test -n "$HEADER"', {
          check: { shell: [`${seen('check')}; false`], reads: [] },
          undo: { shell: [`${seen('undo')} # TOKEN`], reads: [] },
        }),
      ],
      { secrets: [secret('TOKEN')] },
    );
    made.steps[3] = {
      ...(made.steps[3] as Plan['steps'][number]),
      action: { run: { shell: ['test "$HEADER" = "x canary"'], reads: [] } },
    };
    const { status, out, folder } = given(scriptOf(made), { TOKEN: 'canary' });
    expect(status, out).toBe(0);
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('0\n');
    const undone = given(scriptOf(made), { TOKEN: 'canary' }, ['undo']);
    expect(undone.status, undone.out).toBe(0);
  });

  test('takes a value without perl, and goes on with it under an apostrophe', () => {
    const made = plan(
      [
        step('id', `echo "it's: id m-7"`, {
          capture: { name: 'machine-id', pattern: '(?:no|id) (\\S+)' },
          retries: 1,
        }),
        {
          ...step('use', ''),
          action: { run: { shell: ['echo "it\'s ', { var: 'machine-id' }, '" >used'] } },
        },
      ],
      { variables: [variable('machine-id')] },
    );
    const script = scriptOf(made);
    expect(script).not.toContain('perl');
    const { status, out, folder } = given(script);
    expect(status, out).toBe(0);
    expect(readFileSync(join(folder, 'used'), 'utf8')).toBe("it's m-7\n");
  });

  test('stops with 3, both ways, where a check cannot be asked, and makes nothing twice', () => {
    const folder = mkdtempSync(join(tmpdir(), 'script-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const script = scriptOf(
      plan([
        step('one', `echo one >>${folder}/made`, {
          check: { shell: [`test ! -e ${folder}/out || . ${folder}/out; grep -qx one ${folder}/made`] },
          undo: { shell: [`rm ${folder}/made`] },
        }),
        step('two', `touch ${folder}/two`),
      ]),
    );
    const out = join(folder, 'out');
    writeFileSync(out, 'exit 2\n');
    const doubt = { status: 3, out: expect.stringContaining('cannot be told') };
    expect(given(script)).toMatchObject(doubt);
    expect(readdirSync(folder)).toEqual(['out']);

    writeFileSync(join(folder, 'made'), 'one\n');
    writeFileSync(out, 'kill -9 $$\n');
    expect(given(script, {}, ['undo'])).toMatchObject(doubt);
    expect(readdirSync(folder).sort()).toEqual(['made', 'out']);

    rmSync(out);
    expect(given(script).status).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['made', 'two']);
    expect(readFileSync(join(folder, 'made'), 'utf8')).toBe('one\n');
  });
});

test('every script of the guide is one that a Mac’s bash and programs understand, and none needs perl', () => {
  const { guide } = readGuide(join(import.meta.dirname, '../../../content'));
  for (const one of compile(guide).plans) {
    const script = scriptOf(one);
    expect(checkPortable(parseShell(script)).map(({ message }) => message.values)).toEqual([]);
    expect(script, one.id).not.toMatch(/\bperl\b/);
  }
});

test.each([
  ['([0-9a-f]{14})', { pattern: '([0-9a-f]{14})', group: 1 }],
  ['id (\\S+)', { pattern: 'id ([^[:space:]]+)', group: 1 }],
  ['(?:a|b) (\\d+)\\.', { pattern: '(a|b) ([0-9]+)\\.', group: 2 }],
  ['\\w+', { pattern: '[A-Za-z0-9_]+', group: 0 }],
  ['(?<=a)b', undefined],
  ['a+?', undefined],
  ['[\\w-]+', undefined],
])('the pattern %s is %j to bash', (pattern, taking) => {
  expect(toTaking(pattern)).toEqual(taking);
});
