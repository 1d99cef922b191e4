import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ground, linesOf, until } from '../support/ground.ts';
import { plan, secret, step, variable } from '../support/plans.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const effect = (id: string, more = {}) => step(id, `echo ${id} >> effects`, more);
const waits = (id: string) =>
  step(id, `touch here; until [ -e on ]; do sleep 0.05; done; echo ${id} >> effects`);
const question = 'What now?';

/** Ctrl-Z, and fg once the shell has the terminal. */
async function stopAndGoOn(terminal: Terminal): Promise<void> {
  terminal.type('\x1a');
  await terminal.see('Stopped');
  await terminal.see('> ');
  terminal.type('fg; echo exit=$?\r');
}

describe.each(['xterm', 'dumb'])('Ctrl-Z and then fg, in a terminal that is %s,', (TERM) => {
  test('at a value asks for it again', async () => {
    const use = { ...step('use', ''), action: { run: { shell: ['echo ', { var: 'app' }, ' >> effects'] } } };
    const at = await ground([plan([use], { variables: [variable('app', 'mine')] })]);
    const terminal = openTerminal(at, ['run', 'try'], { TERM });
    await terminal.see('Enter for mine');
    await stopAndGoOn(terminal);
    await terminal.see('Enter for mine');
    terminal.type('other\r');
    await terminal.see(question);
    terminal.type('\r');
    await terminal.see('exit=0');
    expect(linesOf(join(at.work, 'effects'))).toEqual(['other']);
  });

  test('at a step asks about it again', async () => {
    const at = await ground([plan([effect('one')])]);
    const terminal = openTerminal(at, ['run', 'try'], { TERM });
    await terminal.see(question);
    await stopAndGoOn(terminal);
    await terminal.see(question);
    terminal.type('r\r');
    await terminal.see('exit=0');
    expect(linesOf(join(at.work, 'effects'))).toEqual(['one']);
  });

  test('during a hidden prompt keeps what was typed, and shows none of it', async () => {
    const reads = step('one', 'printf %s "$TOKEN" | wc -c >> effects');
    const at = await ground([plan([reads], { secrets: [secret('TOKEN')] })]);
    const terminal = openTerminal(at, ['run', 'try'], { TERM });
    await terminal.see('not shown:');
    terminal.type('hush');
    await stopAndGoOn(terminal);
    await terminal.see('not shown:');
    terminal.type('hush\r');
    await terminal.see(question);
    terminal.type('\r');
    await terminal.see('exit=0');
    expect(linesOf(join(at.work, 'effects')).map(Number)).toEqual([8]);
    expect(terminal.shown()).not.toContain('hush');
  });

  test('while a step runs goes on with it', async () => {
    const at = await ground([plan([waits('one'), effect('two')])]);
    const terminal = openTerminal(at, ['run', 'try', '--yes'], { TERM });
    await until(() => existsSync(join(at.work, 'here')));
    await stopAndGoOn(terminal);
    writeFileSync(join(at.work, 'on'), '');
    await terminal.see('exit=0');
    expect(linesOf(join(at.work, 'effects'))).toEqual(['one', 'two']);
  });

  test('at a step that has the terminal gives it back to that step', async () => {
    const asks = step('one', 'printf "Name: "; read -r name; echo "$name" >> effects', { interactive: true });
    const at = await ground([plan([asks, effect('two')])]);
    const terminal = openTerminal(at, ['run', 'try', '--yes'], { TERM });
    await terminal.see('Name: ');
    await stopAndGoOn(terminal);
    await terminal.see('cli.mjs');
    terminal.type('Ada\r');
    await terminal.see('exit=0');
    expect(linesOf(join(at.work, 'effects'))).toEqual(['Ada', 'two']);
  });
});

describe.each(['xterm', 'dumb'])('in a terminal that is %s', (TERM) => {
  test('what is typed while a step runs does not answer the next question', async () => {
    const at = await ground([plan([waits('one'), effect('two'), effect('three')])]);
    const terminal = openTerminal(at, ['run', 'try'], { TERM });
    await terminal.see(question);
    terminal.type('r\r');
    await until(() => existsSync(join(at.work, 'here')));
    terminal.type('r\r\rall\rr');
    await terminal.see('all');
    writeFileSync(join(at.work, 'on'), '');
    await terminal.see('[2/3]');
    await terminal.see(question);
    terminal.type('s\r');
    await terminal.see('[3/3]');
    await terminal.see(question);
    terminal.type('r\r');
    await terminal.see('exit=0');
    expect(linesOf(join(at.work, 'effects'))).toEqual(['one', 'three']);
  });

  test.each([
    ['a value', { variables: [variable('app', 'mine')] }, 'Enter for mine', true],
    ['a secret', { secrets: [secret('TOKEN')] }, 'not shown:', true],
    ['a step', {}, question, false],
  ])('Ctrl-C at %s says that it was interrupted, and no more', async (_, more, asked, before) => {
    const use = { ...step('use', ''), action: { run: { shell: ['echo ', { var: 'app' }] } } };
    const one = 'variables' in more ? use : step('one', 'echo "$TOKEN"');
    const at = await ground([plan([one], more)]);
    const terminal = openTerminal(at, ['run', 'try'], { TERM });
    await terminal.see(asked);
    terminal.type('\x03');
    await terminal.see(before ? 'Interrupted.' : 'was interrupted');
    await terminal.see('exit=130');
    expect(terminal.shown()).not.toContain('nobody to answer');
    expect(at.journals()).toHaveLength(before ? 0 : 1);
  });

  test('Ctrl-C at the question of undo says so once', async () => {
    const at = await ground([plan([effect('one', { undo: { shell: ['echo un-one >> effects'] } })])]);
    await at.run(['run', 'try', '--yes']);
    const terminal = openTerminal(at, ['undo'], { TERM });
    await terminal.see('Undo it?');
    terminal.type('\x03');
    await terminal.see('exit=130');
    expect(terminal.shown().match(/nterrupted|nobody to answer/g)).toEqual(['nterrupted']);
  });
});

test('a terminal that is dumb gets no escape sequences', async () => {
  const at = await ground([
    plan([step('one', 'touch here; sleep 1.5; echo "$TOKEN"'), step('two', 'echo $((1 + 1))')], {
      secrets: [secret('TOKEN')],
    }),
  ]);
  const terminal = openTerminal(at, ['run', 'try'], { TERM: 'dumb' });
  await terminal.see('not shown:');
  terminal.type('hush\r');
  await terminal.see(question);
  terminal.type('explain\r');
  await terminal.see(question);
  terminal.type('\r');
  await terminal.see('[2/2]');
  await terminal.see(question);
  terminal.type('\r');
  await terminal.see('exit=0');
  expect(terminal.shown()).not.toContain('\x1b');
});
