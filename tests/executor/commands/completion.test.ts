import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isOnPath } from '../../../src/executor/commands/preflight.ts';
import { ground } from '../support/ground.ts';
import { plan, step, variable } from '../support/plans.ts';

const plans = () => [
  plan([step('one', 'true'), step('other', 'true')], { variables: [variable('app', 'mine')] }),
  plan([step('one', 'true')], { id: 'tidy' }),
];

describe('what may come next', () => {
  test.each([
    [['di'], ['diagnose']],
    [['re'], ['resume', 'report']],
    [
      ['run', 't'],
      ['try', 'tidy'],
    ],
    [['run', 'try', 't'], []],
    [
      ['run', 'try', '--from', 'o'],
      ['one', 'other'],
    ],
    [['--lang', 'it', 'run', 'try', '--skip', 'ot'], ['other']],
    [['run', 'try', '--var', ''], ['app=']],
    [['run', '--unt'], ['--until']],
    [['undo', '--only'], []],
    [
      ['report', '--format', 'j'],
      ['json', 'junit'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['help', 'stat'], ['status']],
    [['run', '--vars', ''], []],
    [['run', 'no-such-runbook', '--from', ''], []],
    [['run', '--no-such-option', ''], []],
  ])('after %j is %j', async (words, next) => {
    const at = await ground(plans());
    const { exit, out, err } = await at.run(['complete', '--', ...words]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out.split('\n').filter((line) => line !== '')).toEqual(next);
  });

  test('of runs are those that there have been', async () => {
    const at = await ground(plans());
    await at.run(['run', 'try', '--yes']);
    const { out } = await at.run(['complete', '--', 'status', 'try-']);
    expect(out.trim()).toBe(at.journals()[0]?.run);
  });
});

/** How a shell is made to complete without anybody at it. zsh's completion works at a terminal alone. */
const asked: Record<string, string> = {
  bash: `COMP_WORDS=(runbook run ti); COMP_CWORD=2; _runbook; printf '%s\\n' "\${COMPREPLY[@]}"`,
  fish: "complete -C 'runbook run ti'",
};

test('the shells that are here complete with it', async () => {
  const at = await ground(plans());
  const here = Object.keys(asked).filter((shell) => isOnPath(shell, process.env));
  expect(here).toContain('bash');
  for (const shell of here) {
    const file = join(at.folder, shell);
    writeFileSync(file, `${(await at.run(['completion', shell])).out}\n${asked[shell]}\n`);
    const env = { PATH: process.env.PATH, HOME: at.folder, TEST_PLANS: at.plans };
    expect(execFileSync(shell, [file], { env, encoding: 'utf8' }).trim()).toBe('tidy');
  }
});

test('zsh finds its file by what it begins with', async () => {
  const at = await ground(plans());
  expect((await at.run(['completion', 'zsh'])).out).toMatch(/^#compdef runbook /);
});

test.each([
  ['completion', 'needs the name of a shell'],
  ['completion tcsh', 'no completion for `tcsh`'],
])('`%s` is a mistake that is explained', async (line, complaint) => {
  const at = await ground(plans());
  const { exit, err } = await at.run(line.split(' '));
  expect(exit).toBe(2);
  expect(err).toContain(complaint);
});
