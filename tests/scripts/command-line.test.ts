import { expect, test } from 'vitest';
import { run } from '../support/program.ts';

test.each(['check', 'extract', 'prove', 'translate', 'update-openclaw', 'upstream'])(
  '%s refuses a language that it does not speak',
  async (script) => {
    const { status, stdout, stderr } = await run(script, ['--lang', 'xx']);
    expect([status, stdout, stderr]).toEqual([2, '', 'There is no language `xx` here. Known: en, it.\n']);
  },
);
