import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ground } from '../support/ground.ts';
import { plan, step } from '../support/plans.ts';

/** How much a step prints, in MiB. */
const mebibytes = 1024;

describe('the output of a step', () => {
  test('may be endless: memory stays bounded, and the log is capped with a note', {
    timeout: 180_000,
  }, async () => {
    const shell = `head -c ${mebibytes * 1024 * 1024} /dev/zero | tr '\\0' 'x'`;
    const peak =
      "const { pid } = process; process.on('exit', () => process.stderr.write(require('fs').readFileSync('/proc/' + pid + '/status', 'utf8').match(/VmHWM:\\s+(\\d+)/)[1]));";
    const at = await ground([plan([step('loud', shell)], { secrets: [] })]);
    const preload = join(at.folder, 'peak.cjs');
    await import('node:fs/promises').then(({ writeFile }) => writeFile(preload, peak));
    const { exit, err } = await at.run(['run', 'try', '--yes', '--quiet'], {
      node: ['--require', preload],
      env: { TOKEN: 'x' },
    });
    expect(exit).toBe(0);
    expect(Number(err) / 1024).toBeLessThan(300);
    const [{ folder } = { folder: '' }] = at.journals();
    expect(statSync(join(folder, 'output.log')).size).toBeLessThan(5 * 1024 * 1024);
    expect(readFileSync(join(folder, 'output.log'), 'utf8').slice(-200)).toMatch(
      /\[\d+ more bytes of output are not kept\]/,
    );
  });

  test('may be binary or half a character, and stays harmless', async () => {
    const shell =
      "printf '\\xff\\xfe\\x00\\x1b]0;title\\x07\\x1b[2Jafter\\xe2\\x82'; sleep 0.1; printf '\\xac\\xc3'";
    const at = await ground([plan([step('binary', shell)])]);
    const { exit, out } = await at.run(['run', 'try', '--yes']);
    expect(exit).toBe(0);
    expect(out).toContain('after€');
    expect(out).not.toMatch(/[\0\x07\x1b]/);
  });

  test('may have no reader any more: the run goes on to its end', async () => {
    const at = await ground([
      plan([
        step('a', 'echo a >> done'),
        step('b', 'echo b >> done; seq 20000'),
        step('c', 'echo c >> done'),
      ]),
    ]);
    const { child, ended } = at.start(['run', 'try', '--yes']);
    child.stdout?.destroy();
    expect((await ended).exit).toBe(0);
    expect(readFileSync(join(at.work, 'done'), 'utf8')).toBe('a\nb\nc\n');
  });
});
