import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ground } from '../support/ground.ts';
import { plan, secret, step } from '../support/plans.ts';
import { said } from '../support/said.ts';

const names = ['TOKEN', 'KEY', 'SPARE'];
const environment = { TOKEN: 'canary-token-1', KEY: 'canary-key-22', SPARE: 'canary-spare-3' };

/** Shell that writes down which of the secrets it was given, without naming one: `T`, `K`, `S`. */
const seen = (file: string) => `env | sed -n 's/=canary-.*//p' | cut -c1 | sort | tr -d '\\n' >${file}`;

const secrets = names.map((name) => secret(name));

describe('a command is given the secrets that it reads, and no others', () => {
  test('a step, its check and its undo each get their own', async () => {
    const at = await ground([
      plan(
        [
          step('one', `: "$TOKEN"; ${seen('step')}`, {
            check: { shell: [`${seen('check')}; test -e step`], reads: ['KEY'] },
            undo: { shell: [`${seen('undo')}; rm step # SPARE`], reads: [] },
          }),
          step('two', seen('none')),
          step('three', 'env | grep ^SPARE= >/dev/null; true', { undo: { shell: [seen('undo3')] } }),
        ],
        { secrets },
      ),
    ]);
    expect((await at.run(['run', 'try', '--yes'], { env: environment })).exit).toBe(0);
    expect((await at.run(['undo', '--yes'], { env: environment })).exit).toBe(0);
    const files = ['step', 'check', 'none', 'undo', 'undo3'].slice(1);
    expect(
      Object.fromEntries(files.map((file) => [file, readFileSync(join(at.work, file), 'utf8')])),
    ).toEqual({
      check: 'K',
      none: '',
      undo: '',
      undo3: '',
    });
  });

  test('undo asks for none that it does not read, though it names them', async () => {
    const at = await ground([
      plan(
        [
          step('one', 'test -n "$TOKEN"; touch set', {
            undo: { shell: ['rm set # unset TOKEN KEY'], reads: [] },
          }),
        ],
        {
          secrets,
        },
      ),
    ]);
    expect((await at.run(['run', 'try', '--yes'], { env: { TOKEN: 'canary-token-1' } })).exit).toBe(0);
    const undone = await at.run(['undo', '--yes']);
    expect(undone.exit, undone.err).toBe(0);
  });

  test('a run asks for what its chosen steps read alone', async () => {
    const at = await ground([
      plan([step('one', 'test -n "$TOKEN"'), step('two', 'test -n "$KEY"')], { secrets }),
    ]);
    const { exit, err } = await at.run(['run', 'try', '--yes', '--only', 'two'], {
      env: { KEY: 'canary-key-22' },
    });
    expect(exit, err).toBe(0);
  });

  test('what a step exports under a secret’s name goes to those alone that read it', async () => {
    const at = await ground([
      plan(
        [
          step('change', "export TOKEN=$(printf 'canary-%s' tomorrow)"),
          step('show', 'test "$TOKEN" = canary-tomorrow'),
          step('other', seen('other')),
        ],
        { secrets },
      ),
    ]);
    const { exit, out } = await at.run(['run', 'try', '--yes'], { env: { TOKEN: 'canary-token-1' } });
    expect(exit, out).toBe(0);
    expect(readFileSync(join(at.work, 'other'), 'utf8')).toBe('');
  });
});

test('show and plan say which command reads which secret', async () => {
  const made = plan(
    [
      step('one', 'use "$TOKEN" "$KEY"', {
        check: { shell: ['look'] },
        undo: { shell: ['unset TOKEN'], reads: [] },
      }),
    ],
    { secrets },
  );
  for (const args of [
    ['show', 'try'],
    ['plan', 'try'],
  ]) {
    const { out } = await said(made, args);
    expect(out).toMatch(/use "\$TOKEN" "\$KEY"\n +Reads the secrets: TOKEN, KEY\n +Check:/);
    expect(out.match(/Reads the secrets/g)).toHaveLength(1);
  }
  const [forecast] = JSON.parse((await said(made, ['plan', 'try', '--json'])).out);
  expect(forecast.run.reads).toEqual(['TOKEN', 'KEY']);
  expect(forecast.undo.reads).toBeUndefined();
});
