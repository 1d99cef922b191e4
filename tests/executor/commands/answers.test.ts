import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventSchema } from '../../../src/runbook/event.ts';
import { ground, linesOf } from '../support/ground.ts';
import { plan, secret, step } from '../support/plans.ts';

describe('without --yes', () => {
  const three = () =>
    plan(['a', 'b', 'c'].map((id) => step(id, `echo ${id} >> effects`, id === 'c' ? { confirm: true } : {})));
  const plain = (more = {}) =>
    plan(
      ['a', 'b', 'c'].map((id) => step(id, `echo ${id} >> effects`)),
      more,
    );
  test.each([
    ['run, skip, done by hand', 'run\nskip\ndone\n', ['a'], 0],
    ['the first letters', 'r\ns\nr\n', ['a', 'c'], 0],
    ['Enter alone', '\n\n\n', ['a', 'b', 'c'], 0],
    ['stop asking, except where the plan says so', 'all\n\n', ['a', 'b', 'c'], 0],
    ['a jump', 'jump c\nr\n', ['c'], 0],
    ['quit', 'r\nq\n', ['a'], 130],
    ['something else first', 'what?\nexplain\nr\nr\nr\n', ['a', 'b', 'c'], 0],
    ['nothing any more', 'r\n', ['a'], 130],
  ])('the answers %s are followed', async (_, input, effects, status) => {
    const at = await ground([three()]);
    const { exit, out } = await at.run(['run', 'try'], { input });
    expect(exit, out).toBe(status);
    expect(linesOf(join(at.work, 'effects'))).toEqual(effects);
  });

  test.each([
    ['en', 'y\nyes\nY\n', ['a', 'b', 'c'], 0],
    ['en', 'YES\ns\ny\n', ['a', 'c'], 0],
    ['it', 'sì\nsi\ns\n', ['a', 'b', 'c'], 0],
    ['it', 'y\nometti\nyes\n', ['a', 'c'], 0],
    ['it', 'S\no\nc\n', ['a'], 130],
  ])('where Enter means yes, so does a yes (%s: %j)', async (lang, input, effects, status) => {
    const at = await ground([three()]);
    const { exit, out } = await at.run(['run', 'try', '--lang', lang], { input });
    expect(exit, out).toBe(status);
    expect(linesOf(join(at.work, 'effects'))).toEqual(effects);
    const undone = await at.run(['undo', '--lang', lang], {
      input: lang === 'en' ? 'y\nYES\ny\n' : 's\nsi\ny\n',
    });
    expect(undone.exit, undone.out).toBe(0);
  });

  test('a secret that is needed is asked for until it is typed', async () => {
    const at = await ground([
      plan([step('one', 'printf %s "$TOKEN" | wc -c > effects')], { secrets: [secret('TOKEN')] }),
    ]);
    const { exit, out } = await at.run(['run', 'try'], { input: '\n  \nhush\nr\n' });
    expect(exit, out).toBe(0);
    expect(out.match(/TOKEN cannot be left out/g)).toHaveLength(2);
    expect(linesOf(join(at.work, 'effects')).map(Number)).toEqual([4]);
  });

  test('help after a failure says what Enter does there', async () => {
    const at = await ground([plan([step('a', 'false')])]);
    const { out } = await at.run(['run', 'try'], { input: 'what?\nr\n\nall\nq\n' });
    const [before = '', after = ''] = out.split('It failed.', 2);
    expect(before).toContain('Enter alone runs the step');
    expect(after).not.toContain('Enter alone runs the step');
    expect(out.match(/Enter alone does nothing here/g)).toHaveLength(2);
  });

  test('taking a file back is not shown as a command', async () => {
    const write = (id: string) => ({ ...step(id, ''), action: { write: { path: id, text: ['ours\n'] } } });
    const at = await ground([plan([write('there'), write('new')])]);
    writeFileSync(join(at.work, 'there'), 'theirs\n');
    await at.run(['run', 'try', '--yes']);
    const { out } = await at.run(['undo', '--yes']);
    expect(out).toContain(`Puts the file ${join(at.work, 'there')} back as it was before.`);
    expect(out).toContain(`Deletes the file ${join(at.work, 'new')}, which was not there before.`);
    expect(out).not.toContain('$ ');
  });

  test('explaining a step opens the words of its page', async () => {
    const [a, ...rest] = three().steps;
    const at = await ground([
      plan([{ ...a, words: { en: 'Because it has to be.' } } as never, ...rest], {
        site: 'https://guide.example',
      }),
    ]);
    const { out } = await at.run(['run', 'try'], { input: 'e\nq\n' });
    expect(out).toContain('Because it has to be.');
    expect(out).toContain('https://guide.example/here/#there');
  });

  test('a second run beside one that is not finished is asked about, until the answer says it', async () => {
    const at = await ground([plain()]);
    await at.run(['run', 'try'], { input: 'r\nq\n' });
    expect((await at.run(['run', 'try'], { input: '\n' })).exit).toBe(3);
    expect((await at.run(['run', 'try'], { input: 'what?\nnew\nq\n' })).exit).toBe(130);
    const refused = await at.run(['run', 'try', '--yes']);
    expect(refused.exit).toBe(3);
    expect(refused.err).toMatch(/runbook resume try-/);
    expect((await at.run(['run', 'try', '--yes', '--new'])).exit).toBe(0);
  });

  test.each([
    ['resume', ['a', 'b', 'c']],
    ['undo', ['a', 'un-a']],
  ])('%s goes on with that very run, and reads on where the answers were', async (answer, effects) => {
    const undo = { undo: { shell: ['echo un-a >> effects'] } };
    const first = plan([step('a', 'echo a >> effects', undo), ...plain().steps.slice(1)]);
    const at = await ground([first, plan([step('x', 'exit 1')], { id: 'other' })]);
    await at.run(['run', 'try'], { input: 'r\nq\n' });
    await at.run(['run', 'other', '--yes']);
    const { exit, out } = await at.run(['run', 'try'], { input: `${answer}\n\n\n` });
    expect(exit, out).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(effects);
  });

  test('a run that did nothing is in nobody’s way', async () => {
    const at = await ground([plain()]);
    await at.run(['run', 'try'], { input: 'q\n' });
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(0);
  });

  test.each([
    ['run again', 'r\nr\n', ['a', 'b'], 0],
    ['skipped', 's\n', ['b'], 0],
    ['said to be done by hand', 'd\n', ['b'], 0],
    ['left at that', 'q\n', [], 1],
    ['left alone', '', [], 1],
    ['not run again by Enter alone', '\n\nq\n', [], 1],
  ])('a step that fails is asked about at once: %s', async (_, answers, effects, status) => {
    const at = await ground([
      plan([
        step('a', 'echo x >> tries; test $(wc -l < tries) -ge 3; echo a >> effects'),
        step('b', 'echo b >> effects'),
      ]),
    ]);
    const { exit, out } = await at.run(['run', 'try'], {
      input: `r\n${answers}${status === 0 ? 'r\n' : ''}`,
    });
    expect(exit, out).toBe(status);
    expect(linesOf(join(at.work, 'effects'))).toEqual(effects);
    expect(at.records().at(-1)).toMatchObject({ outcome: status === 0 ? 'finished' : 'failed' });
  });

  test('a jump back goes to what was skipped, and runs nothing twice', async () => {
    const at = await ground([plain()]);
    const { exit, out } = await at.run(['run', 'try'], { input: 's\nr\nj a\nr\nr\n' });
    expect(exit, out).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(['b', 'a', 'c']);
    const { out: told } = await at.run(['run', 'try'], { input: 'r\nj a\nq\n' });
    expect(told).toContain('There is no step `a` to go to');
  });

  test('what is asked about is shown under --quiet too', async () => {
    const at = await ground([plain()]);
    const { out } = await at.run(['run', 'try', '--quiet'], { input: 'e\nr\nr\nr\n' });
    expect(out).toContain('$ echo a >> effects');
    expect(out).toContain('More in the guide: /here/#there');
  });

  test('under --json the events stand alone on standard output, and the questions on standard error', async () => {
    const at = await ground([plain()]);
    const { out, err } = await at.run(['run', 'try', '--json'], { input: 'r\nr\nr\n' });
    const events = out
      .trim()
      .split('\n')
      .map((line) => eventSchema.parse(JSON.parse(line)));
    expect(events.filter((event) => event.event === 'step').every((event) => event.asks)).toBe(true);
    expect(err).toContain('What now?');
  });
});
