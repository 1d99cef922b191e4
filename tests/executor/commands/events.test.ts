import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Schema, Validator } from '@cfworker/json-schema';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../../src/runbook/event.ts';
import { eventSchema } from '../../../src/runbook/event.ts';
import { publicSchemas } from '../../../src/site/schemas.ts';
import { ground, until } from '../support/ground.ts';
import { plan, secret, step, variable } from '../support/plans.ts';

/** A plan in which everything happens that a run can tell of. */
const eventful = () =>
  plan(
    [
      step('there', ': "$TOKEN" "$KEY"; false', { check: { shell: ['true'] } }),
      step('flaky', 'echo x >> tries; test $(wc -l < tries) -ge 2', { retries: 1 }),
      step('id', 'echo id m-1; mkdir in; cd in; export X=1', {
        capture: { name: 'machine-id', pattern: 'id (\\S+)' },
      }),
      { ...step('file', ''), action: { write: { path: 'tmp/nowhere/f', text: ['x'] } } },
      step('made', 'touch made', { undo: { shell: ['rm made'] } }),
      step('stay', 'echo to stdout; echo to stderr >&2'),
      step('bg', 'sleep 30', { background: true, ready: 'delay:0s' }),
      step('grant', 'true', { confirm: true }),
      step('odd', 'echo found', { expect: { text: ['expected'], match: 'exact' } }),
    ],
    {
      variables: [variable('machine-id')],
      secrets: [
        secret('TOKEN', { optional: true }),
        secret('KEY', { generate: { bytes: 8, encoding: 'hex' } }),
      ],
    },
  );

test('every event of --json is a line that holds to the schema that the site publishes', async () => {
  const schema = publicSchemas().get('run-event') as Schema;
  const validator = new Validator(schema, '2020-12', false);
  const at = await ground([eventful()]);
  const told: RunEvent[] = [];
  const hear = (out: string) => {
    for (const line of out.split('\n').filter((one) => one !== '')) {
      const json: unknown = JSON.parse(line);
      expect(validator.validate(json).errors).toEqual([]);
      told.push(eventSchema.parse(json));
    }
  };

  // The two secrets, then each step.
  const answers = ['', '', 'r', 'r', 's', 'r', 'j nowhere', 'r', 'r', 'r', 'e', 'r', 'q'];
  const first = await at.run(['run', 'try', '--json'], {
    input: answers
      .map(
        (one) => `${one}
`,
      )
      .join(''),
  });
  expect(first.exit).toBe(1);
  hear(first.out);
  hear((await at.run(['resume', '--json'], { input: 'q\n' })).out);
  hear((await at.run(['undo', '--json', '--yes'])).out);
  hear((await at.run(['undo', '--json', '--yes'])).out);
  hear((await at.run(['resume', 'nothing', '--json'])).out);
  hear((await at.run(['run', 'try', '--json', '--rehearse', '--yes', '--only', 'stay'])).out);
  expect(new Set(told.map(({ event }) => event))).toEqual(
    new Set(eventSchema.options.map(({ shape }) => shape.event.value)),
  );
});

test('an interrupted run tells so', async () => {
  const at = await ground([plan([step('slow', 'touch here; sleep 30')])]);
  const { child, ended } = at.start(['run', 'try', '--json', '--yes']);
  await until(() => existsSync(join(at.work, 'here')));
  child.kill('SIGINT');
  const { exit, out } = await ended;
  expect(exit).toBe(130);
  const events = out
    .trim()
    .split('\n')
    .map((line) => eventSchema.parse(JSON.parse(line)));
  expect(events.slice(-2)).toMatchObject([
    { event: 'end', outcome: 'interrupted' },
    { event: 'stop', outcome: 'interrupted', steps: { ran: [] } },
  ]);
});
