import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../src/executor/host.ts';
import { askForValues } from '../../../src/executor/plans/values.ts';
import { Asker, NoAnswer } from '../../../src/executor/terminal/ask.ts';
import { variable } from '../support/plans.ts';

/** A terminal, as far as an asker can tell. */
function terminal(isTTY: boolean) {
  const stdin = Object.assign(new PassThrough(), {
    isTTY,
    raw: false,
    setRawMode: (raw: boolean) => {
      stdin.raw = raw;
    },
  });
  const stdout = Object.assign(new PassThrough(), { isTTY });
  let shown = '';
  stdout.on('data', (chunk) => (shown += chunk));
  const abort = new AbortController();
  const host = { stdin, stdout, env: {} } as unknown as Host;
  /** Does something once a question stands there. */
  const whenAsked = (act: () => void) => void stdout.once('data', () => setImmediate(act));
  return { stdin, abort, whenAsked, asker: new Asker(host, host.stdout, abort.signal), shown: () => shown };
}

describe.each([true, false])('on a terminal: %s', (isTTY) => {
  test('one answer after the other is read', async () => {
    const { stdin, asker, whenAsked } = terminal(isTTY);
    whenAsked(() => stdin.write('first \n'));
    expect(await asker.ask('One? ')).toBe('first');
    whenAsked(() => stdin.write('second\n'));
    expect(await asker.ask('Two? ')).toBe('second');
  });

  test('the end of the input is no answer', async () => {
    const { stdin, asker } = terminal(isTTY);
    stdin.end();
    await expect(asker.ask('One? ')).rejects.toThrow(NoAnswer);
  });

  test('an interruption is no answer', async () => {
    const { asker, abort, whenAsked } = terminal(isTTY);
    whenAsked(() => abort.abort());
    await expect(asker.ask('One? ')).rejects.toThrow(NoAnswer);
  });
});

test('what is typed in hiding is read with its corrections and not shown', async () => {
  const { stdin, asker, shown, whenAsked } = terminal(true);
  whenAsked(() => {
    expect(stdin.raw).toBe(true);
    for (const key of ['s', 'e', 'x', '\x7f', 'cret', '\r']) stdin.write(key);
  });
  expect(await asker.askHidden('Secret: ')).toBe('secret');
  expect(stdin.raw).toBe(false);
  expect(shown()).toBe('Secret: \n');
});

test('in hiding, keys that are no letters leave nothing behind, nor do the marks around what is pasted', async () => {
  const { stdin, asker, whenAsked } = terminal(true);
  const keys = [
    's',
    '\x1b[D',
    '\x1bOA',
    '\x1b[3~',
    '\x1b[1;5C',
    'ecr',
    '\x1b',
    '\x1b[200~et\x1b[201~',
    '\t',
    '\r',
  ];
  whenAsked(() => {
    for (const key of keys) stdin.write(key);
  });
  expect(await asker.askHidden('Secret: ')).toBe('secret');
});

test('a wrong value is refused when it is typed, with its rule', async () => {
  const typed = ['Not This', '', '?', 'this'];
  const refused: unknown[] = [];
  const explained: string[] = [];
  const plan = {
    variables: [
      { ...variable('app', 'mine'), help: { en: 'In small letters.' } },
      variable('region', 'iad'),
      variable('given', 'x'),
      variable('later'),
    ],
  };
  const values = await askForValues(
    plan,
    { given: 'y' },
    'en',
    async () => typed.shift() ?? '',
    ({ name }) => explained.push(name),
    (complaint) => refused.push(complaint),
  );
  expect(values).toEqual({ app: 'mine', region: 'this', given: 'y' });
  expect(explained).toEqual(['region']);
  expect(refused).toEqual([
    {
      key: 'runbook.value.pattern',
      values: { name: 'app', value: 'Not This', pattern: '[a-z0-9-]+', help: 'In small letters.' },
    },
  ]);
});
