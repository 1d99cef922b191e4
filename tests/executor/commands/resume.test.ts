import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ground, linesOf, until } from '../support/ground.ts';
import { plan, step, variable } from '../support/plans.ts';

const effect = (id: string, more = {}) => step(id, `echo ${id} >> effects`, more);
const waits = (id: string) => step(id, `test -e ready; echo ${id} >> effects`);

describe('resume', () => {
  test('runs what is left and nothing twice; steps marked always run first', async () => {
    const at = await ground([
      plan([effect('a'), effect('env', { always: true }), effect('b'), waits('c'), effect('d')]),
    ]);
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(1);
    writeFileSync(join(at.work, 'ready'), '');
    expect((await at.run(['resume', '--yes'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['a', 'env', 'b', 'env', 'c', 'd']);
    const again = await at.run(['resume', '--yes']);
    expect(again.exit).toBe(0);
    expect(again.out).toContain('is finished');
    expect(linesOf(join(at.work, 'effects'))).toHaveLength(6);
  });

  test('a step marked always goes where it went at first, however often the run goes on', async () => {
    const at = await ground([
      plan([
        step('make', 'mkdir -p in/in'),
        step('enter', 'cd in; export X=kept', { always: true }),
        step('one', 'test -e ../ready; echo "$X $PWD" >> ../effects'),
        step('two', 'test -e ../steady; echo "$X $PWD" >> ../effects'),
      ]),
    ]);
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(1);
    writeFileSync(join(at.work, 'ready'), '');
    expect((await at.run(['resume', '--yes'])).exit).toBe(1);
    writeFileSync(join(at.work, 'steady'), '');
    expect((await at.run(['resume', '--yes'])).exit).toBe(0);
    const inside = `kept ${join(at.work, 'in')}`;
    expect(linesOf(join(at.work, 'effects'))).toEqual([inside, inside]);
  });

  test('takes what a step would have captured from what its check prints', async () => {
    const steps = [
      step('make', 'echo id m-7 > made; cat made', {
        check: { shell: ['cat made'] },
        capture: { name: 'machine-id', pattern: 'id (\\S+)' },
      }),
      { ...step('use', ''), action: { run: { shell: ['echo it is ', { var: 'machine-id' }] } } },
    ];
    const at = await ground([plan(steps, { variables: [variable('machine-id')] })]);
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(0);
    const again = await at.run(['run', 'try', '--yes']);
    expect(again.err).toBe('');
    expect(again.out).toContain('it is m-7');
  });

  test('stands where the last step stood, with what it had exported', async () => {
    const at = await ground([
      plan([step('go', 'mkdir in; cd in; export X=kept'), step('use', 'test -e ../ready; pwd; echo "X=$X"')]),
    ]);
    await at.run(['run', 'try', '--yes']);
    writeFileSync(join(at.work, 'ready'), '');
    const { exit, out } = await at.run(['resume', '--yes'], { cwd: at.folder });
    expect(exit).toBe(0);
    expect(out).toContain(`${at.work}/in\nX=kept`);
  });

  test('refuses a step that ran and is not what it was, by name, unless that is accepted', async () => {
    const at = await ground([plan([effect('a'), waits('b'), effect('c')])]);
    await at.run(['run', 'try', '--yes']);
    writeFileSync(join(at.work, 'ready'), '');
    at.replace([
      plan([effect('a', { action: { run: { shell: ['echo other >> effects'] } } }), waits('b'), effect('c')]),
    ]);
    const { exit, err } = await at.run(['resume', '--yes']);
    expect(exit).toBe(3);
    expect(err).toMatch(/has changed since: a\./);
    expect((await at.run(['resume', '--yes', '--accept-changes'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['a', 'b', 'c']);
  });

  test('takes changes to steps that have not run, and other words, as they are now', async () => {
    const at = await ground([plan([effect('a'), waits('b'), effect('c')])]);
    await at.run(['run', 'try', '--yes']);
    writeFileSync(join(at.work, 'ready'), '');
    at.replace([
      plan([effect('a', { title: { en: 'Newly named' } }), waits('b'), step('c', 'echo changed >> effects')]),
    ]);
    expect((await at.run(['resume', '--yes'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['a', 'b', 'changed']);
  });

  test('goes on with its own plan where the runbook is gone', async () => {
    const at = await ground([plan([effect('a'), waits('b')])]);
    await at.run(['run', 'try', '--yes']);
    writeFileSync(join(at.work, 'ready'), '');
    rmSync(at.plans, { recursive: true });
    expect((await at.run(['resume', '--yes'])).exit).toBe(0);
  });

  test('a step in doubt without a check is asked about, and refused where nobody can be asked', async () => {
    const at = await ground([
      plan([step('doubtful', 'echo x >> effects; touch here; sleep 5'), effect('after')]),
    ]);
    const { child, ended } = at.start(['run', 'try', '--yes']);
    await until(() => existsSync(join(at.work, 'here')));
    child.kill('SIGKILL');
    await ended;
    const refused = await at.run(['resume', '--yes']);
    expect(refused.exit).toBe(3);
    expect(refused.err).toContain('doubtful had started');
    expect(JSON.parse((await at.run(['runs', '--json'])).out)).toMatchObject([{ standing: 'interrupted' }]);
    expect((await at.run(['resume'], { input: 'q\n' })).exit).toBe(130);
    expect((await at.run(['resume'], { input: 'done\n\n' })).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['x', 'after']);
  });

  test('finds a rehearsal that was broken off by itself, and its world by the journal', async () => {
    const at = await ground([plan([effect('a'), waits('b')])]);
    const { exit, out } = await at.run(['run', 'try', '--yes', '--rehearse']);
    expect(exit).toBe(1);
    const [, world = ''] = /in (\S+): nothing outside/.exec(out) ?? [];
    writeFileSync(join(world, 'work', 'ready'), '');
    expect((await at.run(['resume', '--yes'])).exit).toBe(0);
    expect(existsSync(world)).toBe(false);
  });

  test('goes on in the named world', async () => {
    const at = await ground([plan([effect('a'), waits('b')])]);
    const world = join(at.folder, 'my world');
    const first = await at.run(['run', 'try', '--yes', '--world', world]);
    expect(first.out).toContain(`--world '${world}'`);
    writeFileSync(join(world, 'work', 'ready'), '');
    expect((await at.run(['resume', '--yes', '--world', world])).exit).toBe(0);
    expect(linesOf(join(world, 'work', 'effects'))).toEqual(['a', 'b']);
  });

  test('of a run by the beginning of its name, or by its journal', async () => {
    const at = await ground([plan([effect('a'), waits('b')])]);
    await at.run(['run', 'try', '--yes']);
    writeFileSync(join(at.work, 'ready'), '');
    const [journal] = at.journals();
    expect((await at.run(['status', 'try-'])).exit).toBe(0);
    expect((await at.run(['resume', join(journal?.folder ?? '', 'journal.jsonl'), '--yes'])).exit).toBe(0);
    expect((await at.run(['resume', 'nothing'])).exit).toBe(2);
  });
});

describe('undo', () => {
  const undoable = (id: string, more = {}) =>
    effect(id, { undo: { shell: [`echo un-${id} >> effects`] }, ...more });

  test('takes back what was done, the last first, and leaves what cannot be undone', async () => {
    const at = await ground([
      plan([
        undoable('a'),
        effect('b'),
        undoable('c', { check: { shell: ['grep -qx c effects'] } }),
        waits('d'),
      ]),
    ]);
    await at.run(['run', 'try', '--yes']);
    const { exit, out } = await at.run(['undo', '--yes']);
    expect(exit).toBe(0);
    expect(out).toContain('b cannot be undone, and stays');
    expect(linesOf(join(at.work, 'effects'))).toEqual(['a', 'b', 'c', 'un-c', 'un-a']);
    expect((await at.run(['undo', '--yes'])).out).toContain('nothing that still needs undoing');
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(1);
  });

  test('does not take back what was there before', async () => {
    const at = await ground([plan([undoable('a', { check: { shell: ['true'] } }), undoable('b')])]);
    await at.run(['run', 'try', '--yes']);
    await at.run(['undo', '--yes']);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['b', 'un-b']);
  });

  test('puts files back as they were, and lets be what somebody has changed since', async () => {
    const file = (id: string, path: string) => ({
      ...step(id, ''),
      action: { write: { path, text: ['ours\n'] } },
    });
    const at = await ground([plan([file('old', 'old'), file('new', 'sub/new'), file('touched', 'touched')])]);
    writeFileSync(join(at.work, 'old'), 'theirs\n');
    await at.run(['run', 'try', '--yes']);
    writeFileSync(join(at.work, 'touched'), 'changed\n');
    const { exit, out } = await at.run(['undo', '--yes']);
    expect(exit).toBe(0);
    expect(readFileSync(join(at.work, 'old'), 'utf8')).toBe('theirs\n');
    expect(existsSync(join(at.work, 'sub', 'new'))).toBe(false);
    expect(readFileSync(join(at.work, 'touched'), 'utf8')).toBe('changed\n');
    expect(out).toContain('The file written by touched has been changed since');
  });

  test('that was interrupted goes on where it stopped, with undo or with resume', async () => {
    const slow = (id: string) =>
      effect(id, {
        undo: { shell: [`test -e go || { touch waiting; sleep 5; }; echo un-${id} >> effects`] },
        check: { shell: [`test -e effects && grep -qx ${id} effects && ! grep -qx un-${id} effects`] },
      });
    const at = await ground([plan([slow('a'), undoable('b')])]);
    await at.run(['run', 'try', '--yes']);
    const { child, ended } = at.start(['undo', '--yes']);
    await until(() => existsSync(join(at.work, 'waiting')));
    child.kill('SIGKILL');
    await ended;
    writeFileSync(join(at.work, 'go'), '');
    expect((await at.run(['resume', '--yes'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['a', 'b', 'un-b', 'un-a']);
    expect(at.records().at(-1)).toMatchObject({ type: 'stop', outcome: 'undone' });
  });

  test('stands where the step stood', async () => {
    const at = await ground([plan([undoable('a'), step('go', 'mkdir in; cd in'), undoable('b')])]);
    await at.run(['run', 'try', '--yes']);
    await at.run(['undo', '--yes']);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['a', 'un-a']);
    expect(linesOf(join(at.work, 'in', 'effects'))).toEqual(['b', 'un-b']);
  });

  test('asks before each step unless told not to', async () => {
    const at = await ground([plan([undoable('a'), undoable('b'), undoable('c')])]);
    await at.run(['run', 'try', '--yes']);
    const { out } = await at.run(['undo'], { input: '\nno way\ns\n\n' });
    expect(linesOf(join(at.work, 'effects')).slice(3)).toEqual(['un-c', 'un-a']);
    expect(out).toContain('  b stays.');
    expect(out).toContain('2 steps were taken back. Not taken back: b.');
  });

  test('quits before the step that it asked about', async () => {
    const at = await ground([plan([undoable('a'), undoable('b')])]);
    await at.run(['run', 'try', '--yes']);
    expect((await at.run(['undo'], { input: '\nq\n' })).exit).toBe(130);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['a', 'b', 'un-b']);
    expect((await at.run(['undo', '--yes'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['a', 'b', 'un-b', 'un-a']);
  });

  test('goes on where somebody has taken a step back by hand', async () => {
    const at = await ground([
      plan([
        undoable('a'),
        step('made', 'touch made', { check: { shell: ['test -e made'] }, undo: { shell: ['rm made'] } }),
      ]),
    ]);
    await at.run(['run', 'try', '--yes']);
    rmSync(join(at.work, 'made'));
    const { exit, out } = await at.run(['undo', '--yes']);
    expect(exit).toBe(0);
    expect(out).toContain('made: its effect is already gone');
    expect(linesOf(join(at.work, 'effects'))).toEqual(['a', 'un-a']);
  });

  test('takes back what a step did before it failed, as far as its check tells', async () => {
    const fails = (id: string, more = {}) =>
      undoable(id, { action: { run: { shell: [`echo ${id} >> effects; false`] } }, ...more });
    const at = await ground([
      plan([
        undoable('a'),
        fails('b', {
          check: { shell: ['test -e effects && grep -qx b effects && ! grep -qx un-b effects'] },
        }),
      ]),
    ]);
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(1);
    expect((await at.run(['undo', '--yes'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['a', 'b', 'un-b', 'un-a']);
    at.replace([plan([undoable('a'), fails('c')])]);
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(1);
    const { exit, out } = await at.run(['undo', '--yes']);
    expect(exit).toBe(0);
    expect(out).toContain('c failed, and nothing tells what it left behind');
  });

  test('says nothing of steps that concerned the run alone', async () => {
    const at = await ground([plan([step('env', 'export X=1', { always: true }), undoable('a')])]);
    await at.run(['run', 'try', '--yes']);
    expect((await at.run(['undo', '--yes'])).out).not.toContain('env');
  });
});
