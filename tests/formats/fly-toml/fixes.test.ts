import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/diagnostics/diagnostic.ts';
import { checkFlyToml } from '../../../src/formats/fly-toml/check.ts';
import { flyTomlRules } from '../../../src/formats/fly-toml/rules.ts';

/** Returns a text with a fix applied. */
function mend(text: string, { fixes = [] }: Finding, which = 0): string {
  const edits = (fixes[which]?.edits ?? []).toSorted((a, b) => b.start - a.start);
  return edits.reduce(
    (mended, { start, end, text: put }) => mended.slice(0, start) + put + mended.slice(end),
    text,
  );
}

const fixable = flyTomlRules
  .flatMap(({ code, examples }) => examples.map(({ wrong }) => ({ code, wrong })))
  .flatMap(({ code, wrong }) =>
    checkFlyToml(wrong).flatMap((finding) =>
      (finding.fixes ?? []).map((fix, which) => ({ code, wrong, finding, which, fix })),
    ),
  );

describe('fixes', () => {
  test('where a misspelt key and the right one both stand, neither is taken for the other', () => {
    const [finding] = checkFlyToml('primary_regoin = "iad"\nprimary_region = "lhr"\n', { foreign: true });
    expect(finding).toMatchObject({ code: 'fly-toml/unknown-key' });
    expect(finding?.fixes).toBeUndefined();
  });

  test.each(fixable)('$code: what it offers for $wrong mends it', ({ code: rule, wrong, finding, which }) => {
    expect(checkFlyToml(mend(wrong, finding, which)).map(({ code }) => code)).not.toContain(rule);
  });

  test.each([
    ['primary_regoin = "iad"\n', 'primary_region = "iad"\n'],
    ['[mount]\nsource = "a"\ndestination = "/a"\n', '[mounts]\nsource = "a"\ndestination = "/a"\n'],
    ['[[compute]]\nsize = "shared-cpu-1x"\n', '[[vm]]\nsize = "shared-cpu-1x"\n'],
    ['[restart]\npolicy = "always"\n', '[[restart]]\npolicy = "always"\n'],
    ['[[build]]\nimage = "a"\n', '[build]\nimage = "a"\n'],
    ['[http_service]\ninternal_port = "8080"\n', '[http_service]\ninternal_port = 8080\n'],
    [
      '[http_service]\ninternal_port = 80\nprocesses = "app"\n',
      '[http_service]\ninternal_port = 80\nprocesses = ["app"]\n',
    ],
    ['[build.args]\nDEBUG = true\n', '[build.args]\nDEBUG = "true"\n'],
    ['[env]\nVERSION = 1.10\n', '[env]\nVERSION = "1.10"\n'],
    ['app = “demo”\n', 'app = "demo"\n'],
    ['app = my-app # name\n', 'app = "my-app" # name\n'],
    ['primary_region: "iad"\n', 'primary_region = "iad"\n'],
    ['[http_service\ninternal_port = 80\n', '[http_service]\ninternal_port = 80\n'],
  ])('%j becomes %j unasked', (wrong, right) => {
    const [finding] = checkFlyToml(wrong);
    expect(finding?.fixes?.[0]?.safe).toBe(true);
    expect(finding && mend(wrong, finding)).toBe(right);
  });

  test.each([
    ['a duration whose unit nobody knows', '[deploy]\nwait_timeout = 300\n'],
    ['a name that an app may have elsewhere', 'app = "My_App"\n'],
    ['another size', '[[vm]]\nsize = "shared-cpu-3x"\n'],
  ])('%s is left to the author', (_, text) => {
    expect(checkFlyToml(text).flatMap(({ fixes = [] }) => fixes.filter(({ safe }) => safe))).toEqual([]);
  });
});
