import { describe, expect, test } from 'vitest';
import { toWords } from '../../../src/diagnostics/message.ts';
import { factsOf, termsOf } from '../../../src/rules/snippets/terms.ts';
import { speak } from '../../../src/words.ts';

const targets = { openclaw: '2026.9.6' };

/** Returns the terms of a snippet as `text: name`. */
function terms(lang: string, text: string, annotations = {}): string[] {
  return termsOf({ lang, text, annotations }, targets).map(
    ({ start, end, names }) => `${text.slice(start, end)}: ${names.join(' | ')}`,
  );
}

describe('the terms of a snippet', () => {
  test('are the keys of fly.toml, those of headers too, by their path', () => {
    const text = 'app = "x"\n[[http_service.checks]]\n  path = "/"\n[env]\n  TZ = "UTC"\n';
    expect(terms('toml', text)).toEqual([
      'app: app',
      'http_service: http_service',
      'checks: http_service.checks',
      'path: http_service.checks.path',
      'env: env',
      'TZ: env.TZ | env.*',
    ]);
  });

  test('are the headers of a list’s further tables', () => {
    expect(terms('toml', '[[vm]]\n[[vm]]\n')).toEqual(['vm: vm', 'vm: vm']);
  });

  test('are the keys of a configuration without their quotes, in lists too', () => {
    const text = '{ "bindings": [{ "agentId": "a" }], gateway: {} }';
    expect(terms('json5', text)).toEqual([
      'bindings: bindings',
      'agentId: bindings.agentId',
      'gateway: gateway',
    ]);
  });

  test('are commands by their own names, and flags however they are written', () => {
    expect(terms('bash', 'fly volume create x --size=3 -r iad\n')).toEqual([
      'fly volume create: fly volumes create',
      '--size: fly volumes create --size | --size',
      '-r: fly volumes create --region | --region',
    ]);
  });

  test('are found in pipes, loops and substitutions', () => {
    expect(terms('bash', 'for x in $(fly ips list); do echo "$x" | fly secrets import; done\n')).toEqual([
      'fly ips list: fly ips list',
      'fly secrets import: fly secrets import',
    ]);
  });

  test('are the keys that the program’s own command names, also on the far side', () => {
    const text = 'fly ssh console -C "node index.js config get gateway.trustedProxies"\n';
    expect(terms('bash', text).at(-1)).toBe('gateway.trustedProxies: gateway.trustedProxies');
  });

  test('are none where a fence is not checked', () => {
    expect(terms('bash', 'fly status\n', { ignore: 'shows how' })).toEqual([]);
    expect(terms('text', 'fly status\n', { expect: 'x' })).toEqual([]);
  });

  test.each(['', 'fly', '{', '[[', 'fly ssh console -C "', "cat > fly.toml <<'EOF'\n[", 'fly --size'])(
    '%j breaks nothing',
    (text) => {
      for (const lang of ['bash', 'toml', 'json']) expect(Array.isArray(terms(lang, text))).toBe(true);
    },
  );
});

describe('what the tables know of a term', () => {
  const say = speak('en');
  const facts = (format: string, name: string) => {
    const known = factsOf(format, name, targets);
    return known && { ...known, types: known.types.map((type) => toWords(type, say)) };
  };

  test.each([
    ['fly-toml', 'http_service.internal_port', { types: ['a whole number without quotes'], default: '8080' }],
    ['fly-toml', 'checks.*.type', { types: [], choices: ['"http"', '"tcp"'] }],
    ['openclaw-config', 'channels.discord.groupPolicy', { default: '"allowlist"' }],
    ['openclaw-config', 'gateway.trustedProxies', { types: ['a list of texts `[ … ]`'] }],
    ['fly-command', 'fly deploy', { types: [] }],
    ['fly-command', 'fly volumes create --size', { short: '-s' }],
    ['fly-command', '--stage', { types: ['a flag, with no value'] }],
  ])('%s %s', (format, name, expected) => {
    expect(facts(format, name)).toMatchObject(expected);
  });

  test('a key that is no more is known from the last version that had it', () => {
    expect(facts('openclaw-config', 'agents.list')?.types).toEqual(['a list `[ … ]`']);
  });

  test.each([
    ['fly-toml', 'http_service.nothing'],
    ['openclaw-config', 'gateway.nothing'],
    ['fly-command', 'fly nothing'],
    ['fly-command', 'fly deploy --nothing'],
    ['nothing', 'app'],
  ])('nothing is known of %s %s', (format, name) => {
    expect(facts(format, name)).toBeUndefined();
  });
});
