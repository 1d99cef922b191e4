import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../src/executor/commands/catalogue.ts';
import { ground } from '../support/ground.ts';
import { plan, step } from '../support/plans.ts';

const plans = () => [plan([step('one', 'touch ran')])];

test.each([[['--help']], [['help']], [[]]])('%j explains the program, in both languages', async (args) => {
  const at = await ground(plans());
  const english = await at.run(args);
  expect(english.exit).toBe(0);
  expect(english.out).toContain('Exit status:');
  expect((await at.run([...args, '--lang', 'it'])).out).toContain('Codici di uscita:');
});

test('every command is explained, with an example and the options that it knows', async () => {
  const at = await ground(plans());
  for (const [name, { examples, usage }] of Object.entries(catalogue)) {
    const { exit, out } = await at.run([name, '--help']);
    expect(exit).toBe(0);
    expect(out).toMatch(new RegExp(`^runbook ${name}`));
    expect(out.split('\n')[0]).toBe(`runbook ${usage}`);
    for (const [line] of examples) expect(out).toContain(`runbook ${line}\n`);
    expect((await at.run(['help', name])).out).toBe(out);
  }
});

test('help on a command lists no option that the command would refuse', async () => {
  const at = await ground(plans());
  expect((await at.run(['undo', '--help'])).out).not.toContain('--only');
  expect((await at.run(['run', '--help'])).out).toContain('--only');
});

describe('an option that means nothing to a command', () => {
  test.each([
    ['undo', '--only', 'one'],
    ['resume', '--from', 'one'],
    ['list', '--yes'],
    ['status', '--accept-changes'],
    ['doctor', '--var', 'a=b'],
  ])('is refused: %s %s', async (...args) => {
    const at = await ground(plans());
    const { exit, err } = await at.run(args);
    expect(exit).toBe(2);
    expect(err).toContain(`\`${args[0]}\` has no option ${args[1]}`);
  });
});

test('--version says the version', async () => {
  const at = await ground(plans());
  expect((await at.run(['--version'])).out).toBe('1.2.3\n');
});
