import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventSchema } from '../../../src/runbook/event.ts';
import { ground, linesOf } from '../support/ground.ts';
import { plan, step, variable } from '../support/plans.ts';

describe('a run', () => {
  test('carries folder, environment and captured values from step to step', async () => {
    const at = await ground([
      plan(
        [
          step(
            'move',
            'mkdir -p "in ner"; cd "in ner"; export GREETING="two\nlines \\"quoted\\" \'and\' $HOME \\\\ back"; unset LANG',
          ),
          step('id', 'echo "machine 48ed is up"', {
            capture: { name: 'machine-id', pattern: 'machine (\\w+)' },
          }),
          {
            ...step('use', ''),
            action: {
              run: {
                shell: [
                  'pwd; printf "%s\\n" "$GREETING" "$(printenv LANG || echo none)" ',
                  { var: 'machine-id' },
                ],
              },
            },
          },
        ],
        { variables: [variable('machine-id')] },
      ),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(0);
    expect(out).toContain(`${at.work}/in ner\ntwo\nlines "quoted" 'and' ${at.folder} \\ back\nnone\n48ed\n`);
  });

  test('writes files with values in place, beside first, and keeps what stood there', async () => {
    const file = {
      ...step('file', ''),
      action: { write: { path: 'conf/app.toml', text: ['app = "', { var: 'app' }, '"\n'] } },
    };
    const at = await ground([
      plan([file, step('look', 'cat conf/app.toml; ls conf')], { variables: [variable('app', 'mine')] }),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes', '--var', 'app=yours']);
    expect(exit).toBe(0);
    expect(out).toContain('app = "yours"\napp.toml\n');
  });

  test('passes over what is done, and fails where a check still says no afterwards', async () => {
    const at = await ground([
      plan([
        step('done', 'echo again >> effects', { check: { shell: ['true'] } }),
        step('vain', 'echo vain', { check: { shell: ['test -e never'] } }),
        step('later', 'echo later >> effects'),
      ]),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(1);
    expect(out).toContain('[1/3] Do done: already done');
    expect(out).toContain('its check says that the effect is not in place');
    expect(linesOf(join(at.work, 'effects'))).toEqual([]);
  });

  test.each([
    ['a pipe whose first part fails', 'false | cat; touch after'],
    ['a line that fails', 'false\ntouch after'],
    ['a name that stands for no command', 'no-such-command; touch after'],
    ['shell that is none', 'if then; touch after'],
  ])('stops at %s', async (_, shell) => {
    const at = await ground([plan([step('one', shell), step('two', 'touch after')])]);
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(1);
    expect(existsSync(join(at.work, 'after'))).toBe(false);
  });

  test('tries again as often as the plan says, and no more', async () => {
    const at = await ground([
      plan([step('flaky', 'echo x >> tries; test $(wc -l < tries) -ge 3', { retries: 2 })]),
    ]);
    expect((await at.run(['run', 'try', '--yes'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'tries'))).toHaveLength(3);
  });

  test('shows the difference where output is not what the page shows', async () => {
    const expect_ = { text: ['one\n...\nf*r\n'], match: 'glob' as const };
    const at = await ground([
      plan([
        step('right', 'seq 3 | sed 1s/1/one/; echo four', {
          expect: { text: ['one\n...\nf*r\n'], match: 'glob' },
        }),
        step('wrong', 'echo one; echo five', { expect: expect_ }),
      ]),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(1);
    expect(out).toContain('    - f*r\n');
    expect(out).toContain('    + five\n');
  });

  test('on the machine comes back with the far exit status and leaves no trace of how', async () => {
    const far = (id: string, shell: string, more = {}) =>
      step(id, shell, { action: { run: { shell: [shell], on: 'machine' } }, ...more });
    const at = await ground([
      plan(
        [
          far('ok', 'echo far; printf "no end of line"'),
          far('reads', 'cat; echo read nothing'),
          far('fails', 'echo before; exit 7'),
        ],
        { machine: ['ssh-like sh -s'] },
      ),
    ]);
    writeFileSync(join(at.work, 'ssh-like'), '#!/bin/sh\n"$@"\nexit 1\n', { mode: 0o755 });
    const { exit, out } = await at.run(['run', 'try', '--yes'], {
      env: { PATH: `${at.work}:${process.env.PATH}` },
    });
    expect(exit).toBe(1);
    expect(out).toContain('far\nno end of line\n  Done');
    expect(out).toContain('read nothing\n  Done');
    expect(out).toContain('before\n  Failed with status 7');
    expect(out).not.toMatch(/runbook-[0-9a-f]{24}/);
  });

  test('knows when the machine was not reached', async () => {
    const at = await ground([
      plan([step('far', '', { action: { run: { shell: ['true'], on: 'machine' } } })], {
        machine: ['echo connecting'],
      }),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(1);
    expect(out).toContain('may not have been reached');
  });

  test('tells its events as JSON, each of the published form', async () => {
    const at = await ground([plan([step('one', 'echo hello'), step('two', 'exit 3')])]);
    const { exit, out } = await at.run(['run', 'try', '--yes', '--json']);
    expect(exit).toBe(1);
    const events = out
      .trim()
      .split('\n')
      .map((line) => eventSchema.parse(JSON.parse(line)));
    expect(events.map(({ event }) => event)).toEqual([
      'run',
      'step',
      'start',
      'output',
      'end',
      'step',
      'start',
      'end',
      'stop',
    ]);
    expect(events[7]).toMatchObject({ event: 'end', step: 'two', outcome: 'failed', exit: 3 });
  });

  test.each([
    [['--only', 'b'], ['b']],
    [
      ['--from', 'b'],
      ['b', 'c'],
    ],
    [
      ['--until', 'b'],
      ['a', 'b'],
    ],
    [
      ['--skip', 'b'],
      ['a', 'c'],
    ],
    [['--skip', 'a,b'], ['c']],
  ])('with %j runs %j', async (options, ids) => {
    const at = await ground([plan(['a', 'b', 'c'].map((id) => step(id, `echo ${id} >> effects`)))]);
    expect((await at.run([...options, 'run', 'try', '--yes'])).exit).toBe(0);
    expect(linesOf(join(at.work, 'effects'))).toEqual(ids);
  });

  test('in a rehearsal leaves its journal in the world alone, and a temporary world not at all', async () => {
    const at = await ground([plan([step('one', 'pwd; echo "$WORLD"; touch made')])]);
    const kept = join(at.folder, 'kept');
    const { exit, out } = await at.run(['run', 'try', '--yes', '--world', kept]);
    expect(exit).toBe(0);
    expect(out).toContain(`${kept}/work\n${kept}\n`);
    expect(existsSync(join(kept, 'work', 'made'))).toBe(true);
    const { out: told } = await at.run(['run', 'try', '--yes', '--rehearse']);
    const [, world = ''] = /in (\S+): nothing outside/.exec(told) ?? [];
    expect(world).toContain('runbook-world-');
    expect(existsSync(world)).toBe(false);
    expect(at.journals()).toEqual([]);
  });

  test.each([
    [['run'], 2, 'needs the id'],
    [['run', 'other', '--yes'], 2, 'Available runbooks: try'],
    [['rum', 'try'], 2, 'There is no command `rum`'],
    [['run', 'try', '--yess'], 2, '--yess'],
    [['run', 'try', '--var'], 2, '--var needs a value'],
    [['run', 'try', '--var', 'x'], 2, 'name=value'],
    [['run', 'try', '--var', 'x=1', '--yes'], 2, 'no variable `x`'],
    [['run', 'try', '--only', 'nine', '--yes'], 2, 'no step `nine`'],
    [['run', 'try', '--lang', 'xx'], 2, 'no language `xx`'],
    [['run', 'try', '--yes=1'], 2, '--yes takes no value'],
    [['list', '--plans', '/nowhere'], 2, '/nowhere'],
    [['resume'], 2, 'no runs yet'],
  ])('with %j is a mistake that is explained', async (args, exit, complaint) => {
    const at = await ground([plan([step('one', 'touch ran')])]);
    const ended = await at.run(args);
    expect(ended.err).toContain(complaint);
    expect(ended.exit).toBe(exit);
    expect(existsSync(join(at.work, 'ran'))).toBe(false);
  });

  test.each([
    [['--only', ''], '--only'],
    [['--only', ','], '--only'],
    [['--only', 'a,'], '--only'],
    [['--only='], '--only'],
    [['--skip', ''], '--skip'],
    [['--skip', ' , '], '--skip'],
    [['--from', ''], '--from'],
    [['--until', ' '], '--until'],
    [['--from', 'b', '--until', 'a'], 'b comes after a'],
    [['--only', 'a', '--skip', 'a'], '--only names a, which'],
    [['--only', 'a,b', '--skip', 'b'], '--only names b, which'],
    [['--only', 'a', '--from', 'b'], '--only names a, which'],
    [['--skip', 'a,b'], 'no step'],
    [['--from', 'b', '--skip', 'b'], 'no step'],
  ])(
    'a selection that says nothing, or contradicts itself, is a mistake: %j',
    async (selection, complaint) => {
      const at = await ground([plan([step('a', 'touch ran'), step('b', 'touch ran')])]);
      for (const words of [
        ['run', 'try', '--yes'],
        ['plan', 'try'],
        ['export', 'try'],
      ]) {
        const { exit, err } = await at.run([...words, ...selection]);
        expect(exit).toBe(2);
        expect(err).toContain(complaint);
      }
      expect(existsSync(join(at.work, 'ran'))).toBe(false);
      expect(at.journals()).toEqual([]);
    },
  );

  test('is refused before it begins where a program is missing or a step needs a terminal', async () => {
    const at = await ground([plan([step('one', 'touch ran'), step('login', 'true', { interactive: true })])]);
    const { exit, err } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(3);
    expect(err).toContain('login');
    at.replace([plan([step('one', 'touch ran')], { requires: ['no-such-program'] })]);
    const missing = await at.run(['run', 'try', '--yes']);
    expect(missing.exit).toBe(3);
    expect(missing.err).toContain('no-such-program');
    expect(existsSync(join(at.work, 'ran'))).toBe(false);
  });

  test('speaks the language of --lang, or of the locale', async () => {
    const at = await ground([plan([step('one', 'true')])]);
    expect((await at.run(['run', 'try', '--yes', '--lang', 'it'])).out).toContain('[1/1] Fai one');
    expect((await at.run(['run', 'try', '--yes'], { env: { LANG: 'it_IT.UTF-8' } })).out).toContain(
      'è finita',
    );
    expect((await at.run(['rum', '--lang', 'it'])).err).toContain('Non esiste il comando');
  });

  test('paints nothing where there is no terminal', async () => {
    const at = await ground([plan([step('one', 'true')])]);
    expect((await at.run(['run', 'try', '--yes'])).out).not.toContain('\x1b');
  });
});

test('a step that always asks is not run under --yes where nobody can be asked, but for a rehearsal', async () => {
  const at = await ground([
    plan([step('one', 'touch ran'), step('grant', 'touch granted', { confirm: true })]),
  ]);
  const { exit, err } = await at.run(['run', 'try', '--yes']);
  expect(exit).toBe(3);
  expect(err).toContain('grant asks for confirmation');
  expect(existsSync(join(at.work, 'ran'))).toBe(false);
  expect((await at.run(['run', 'try', '--yes', '--rehearse'])).exit).toBe(0);
  expect((await at.run(['run', 'try', '--yes', '--skip', 'grant'])).exit).toBe(0);
});

test('the end of a run says what it did and how to take it back', async () => {
  const file = { ...step('file', ''), action: { write: { path: 'made', text: ['x'] } } };
  const at = await ground([
    plan([step('one', 'true'), step('there', 'false', { check: { shell: ['true'] } }), file]),
  ]);
  const { out } = await at.run(['run', 'try', '--yes']);
  const [run] = at.journals().map(({ run }) => run);
  expect(out).toContain(`The run ${run} is finished. To undo it:\n  runbook undo ${run}\n`);
  expect(out).toContain(`2 steps ran. 1 was already done.\nFiles written: ${at.work}/made\n`);
});

test('before a step stands what it changes and what would take it back', async () => {
  const file = (path: string) => ({ ...step(path, ''), action: { write: { path, text: ['x'] } } });
  const at = await ground([
    plan(
      [
        {
          ...step('make', ''),
          action: { run: { shell: ['touch ', { var: 'app' }] } },
          undo: { shell: ['rm ', { var: 'app' }, '\nsync'] },
        },
        step('for-good', 'true'),
        step('env', 'export X=1', { always: true }),
        file('old'),
        file('new'),
      ],
      { variables: [variable('app', 'mine')] },
    ),
  ]);
  writeFileSync(join(at.work, 'old'), 'theirs');
  const { out } = await at.run(['run', 'try', '--yes', '--var', 'app=yours']);
  expect(out).toContain('[1/5] Do make  make\n  $ touch yours\n  It can be undone: rm yours …\n');
  expect(out).toContain('  $ true\n  It cannot be undone.\n');
  expect(out).toContain('there is nothing to undo');
  expect(out).toContain('It replaces the file old, and keeps a copy of the old one. It can be undone.');
  expect(out).toContain('It creates the file new. It can be undone.');
});

test('the log keeps what steps print', async () => {
  const at = await ground([plan([step('one', 'echo seen; echo also >&2')])]);
  await at.run(['run', 'try', '--yes', '--quiet']);
  const [journal] = at.journals();
  expect(readFileSync(join(journal?.folder ?? '', 'output.log'), 'utf8')).toMatch(
    /^== one .*\n(seen\nalso\n|also\nseen\n)$/,
  );
});
