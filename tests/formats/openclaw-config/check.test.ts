import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkOpenclawConfig } from '../../../src/formats/openclaw-config/check.ts';
import type { CheckOptions } from '../../../src/formats/openclaw-config/check-with.ts';
import { mark, mend, unmark } from './mark.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8');

/** Checks a part of a configuration, as 2026.9.6 unless told. */
function check(text: string, options: Partial<CheckOptions> = {}) {
  return checkOpenclawConfig(text, { version: '2026.9.6', fragment: true, ...options });
}

const found = (text: string, options: Partial<CheckOptions> = {}) =>
  check(text, options).map(
    ({ severity, code, start, end }) => `${severity} ${code} ${text.slice(start, end)}`,
  );

describe('whole configurations: the verdicts that were seen', () => {
  const list = 'warning openclaw/key-migrated "list"';
  const plugin = 'warning openclaw/channel-plugin "discord"';
  const stamp = 'info openclaw/stamp "lastTouchedVersion"';
  const origins = 'error openclaw/key-too-new "allowedOrigins"';
  const entries = 'error openclaw/key-too-new "entries"';
  const migrated = 'warning openclaw/key-migrated "allow"';
  const retired = 'error openclaw/key-retired "allow"';

  const open = 'warning openclaw/open-agent "YOUR_GUILD_ID"';

  test.each([
    ['italian-source', '2026.1.29', [open, stamp]],
    ['italian-source', '2026.4.29', [open, migrated, stamp]],
    ['italian-source', '2026.9.6', [list, plugin, open, retired, stamp]],
    ['english-source', '2026.1.29', [open, origins]],
    ['english-source', '2026.4.29', [open, migrated]],
    ['english-source', '2026.9.6', [list, plugin, open, retired]],
    ['corrected', '2026.1.29', [entries, origins]],
    ['corrected', '2026.4.29', [entries]],
    ['corrected', '2026.9.6', []],
  ])('%s on %s', (name, version, expected) => {
    expect(found(fixture(name), { version, fragment: false })).toEqual(expected);
  });

  test('what has a fix is right once it is applied', () => {
    const mended = mend(fixture('italian-source'), check(fixture('italian-source'), { fragment: false }));
    expect(found(mended, { fragment: false })).toEqual([plugin, open]);
    expect(JSON.parse(mended).agents.entries).toEqual({ main: {} });
  });
});

describe('one mistake gives one finding, at the key or value to change', () => {
  test.each([
    ['a misspelt key', '{ "gateway": { ⟦"prot"⟧: 3000 } }'],
    ['several mistakes', '{ "gateway": { "mode": ⟦"locl"⟧, "port": ⟦"3000"⟧, ⟦"bnd"⟧: "lan" } }'],
    ['no alternative takes the value', '{ "agents": { "defaults": { "model": ⟦4⟧ } } }'],
    ['the alternative that was meant', '{ "agents": { "defaults": { "model": { ⟦"primry"⟧: "a/b" } } } }'],
    ['deep in an alternative', '{ "agents": { "defaults": { "model": { "fallbacks": ["a/b", ⟦4⟧] } } } }'],
    [
      'a marker that fits no alternative',
      '{ "bindings": [{ "type": ⟦"rout"⟧, "agentId": "main", "match": { "channel": "a" } }] }',
    ],
    [
      'the alternative that its marker names',
      '{ "gateway": { "auth": { "token": ⟦{⟧ "source": "env", "provider": "default" } } } }',
    ],
    [
      'a form within that alternative',
      '{ "gateway": { "auth": { "token": { "source": "env", "provider": "default", "id": ⟦"a b"⟧ } } } }',
    ],
    [
      'what the old form holds is checked too',
      '{ "agents": { ⟦"list"⟧: [{ "id": "main", "default": true, ⟦"mdoel"⟧: "a/b" }] } }',
    ],
    ['the last of two equal keys', '{ "gateway": { "port": "x", ⟦"port"⟧: ⟦"y"⟧ } }'],
    ['several keys missing from one object', '{ "bindings": [⟦{⟧}] }'],
    ['a line of CRLF', '{\r\n  "gateway": {\r\n    "mode": ⟦"x"⟧\r\n  }\r\n}\r\n'],
    [
      'astral letters count twice',
      '{ "agents": { "entries": { "main": { "identity": { "name": "🦞🦞", ⟦"nam"⟧: "x" } } } } }',
    ],
  ])('%s: %s', (_, marked) => {
    const { text } = unmark(marked);
    expect(mark(text, check(text))).toBe(marked);
  });

  test('the allowed values and the nearest are told', () => {
    const [finding] = check('{ "gateway": { "bind": "lann" } }');
    expect(finding?.message).toEqual({
      key: 'rules.openclaw/value.nearest',
      values: {
        name: 'gateway.bind',
        found: '"lann"',
        choices: '`"auto"`, `"lan"`, `"loopback"`, `"custom"`, `"tailnet"`',
        nearest: '"lan"',
      },
    });
  });

  test('all types that a value may have are told', () => {
    expect(check('{ "agents": { "defaults": { "model": 4 } } }')[0]?.message.values).toMatchObject({
      expected: {
        key: 'openclaw.or',
        values: { left: { key: 'openclaw.type.string' }, right: { key: 'openclaw.type.object' } },
      },
      found: { key: 'openclaw.type.number' },
    });
  });
});

describe('keys by the version that has them', () => {
  test.each([
    ['{ "agents": { "entries": {} } }', '2026.4.29', 'error openclaw/key-too-new "entries"'],
    ['{ "accessGroups": {} }', '2026.1.29', 'error openclaw/key-too-new "accessGroups"'],
    ['{ "canvasHost": {} }', '2026.9.6', 'error openclaw/key-retired "canvasHost"'],
    ['{ "env": { "A": "b" } }', '2026.9.6', 'error openclaw/key-retired "A"'],
    [
      '{ "bindings": [{ "agentId": "a", "match": { "channel": "x" }, "acp": {} }] }',
      '2026.9.6',
      'error openclaw/unknown-key "acp"',
    ],
    [
      '{ "plugins": { "entries": { "telegram": { "config": { "x": 1 } } } } }',
      '2026.9.6',
      'error openclaw/unknown-key "x"',
    ],
  ])('%s on %s', (text, version, expected) => {
    expect(found(text, { version })).toEqual([expected]);
  });

  test.each([
    ['{ "env": { "A": "b" } }', '2026.4.29'],
    [
      '{ "channels": { "discord": { "guilds": { "1": { "channels": { "a": { "allow": true } } } } } } }',
      '2026.1.29',
    ],
    ['{ "agents": { "list": [{ "id": "a", "default": true }] } }', '2026.4.29'],
  ])('%s is right on %s', (text, version) => {
    expect(found(text, { version })).toEqual([]);
  });

  test.each([
    ['both forms at once', '{ "agents": { "list": [{ "id": "a" }], "entries": { "b": {} } } }'],
    ['the same id twice', '{ "agents": { "list": [{ "id": "a" }, { "id": "a" }] } }'],
    ['an agent without id', '{ "agents": { "list": [{ "name": "a" }] } }'],
    ['an id in capitals', '{ "agents": { "list": [{ "id": "Main" }] } }'],
  ])('a list that OpenClaw cannot convert is an error: %s', (_, text) => {
    expect(found(text)).toEqual(['error openclaw/key-retired "list"']);
  });

  test.each([
    [
      '{ "agents": { "list": [\n  { "id": "a", "name": "A", "default": true },\n  { "default": false, "id": "b" }\n] } }',
      { agents: { entries: { a: { name: 'A' }, b: {} } } },
    ],
    [
      '{ "agents": { "list": [{ "name": "A", /* , */ "id": "a" /* id */ }] } }',
      { agents: { entries: { a: { name: 'A' } } } },
    ],
    [
      '{ "session": { "threadBindings": { "ttlHours": 2 } } }',
      { session: { threadBindings: { idleHours: 2 } } },
    ],
    ['{ "meta": { "lastTouchedVersion": "2026.9.6" }, "gateway": {} }', { meta: {}, gateway: {} }],
  ])('the new form as a fix: %s', (text, expected) => {
    const findings = check(text, { syntax: 'json5' });
    expect(findings.flatMap(({ fixes }) => fixes ?? []).every(({ safe }) => safe)).toBe(true);
    const mended = mend(text, findings);
    expect(check(mended, { syntax: 'json5' })).toEqual([]);
    expect(JSON.parse(mended.replaceAll(/\/\*.*?\*\//g, ''))).toEqual(expected);
  });
});

describe('what is right, however unusual, is left alone', () => {
  test.each([
    ['nothing', '{}'],
    ["the editor's schema", '{ "$schema": "./openclaw.schema.json" }'],
    [
      'an include',
      '{ "gateway": { "$include": "./gateway.json5" }, "auth": { "profiles": { "a": { "$include": "./a.json5" } } } }',
    ],
    ['an environment variable', `{ "ui": { "seamColor": "\${COLOUR}" }, "gateway": { "mode": "\${MODE}" } }`],
    [
      'a secret as a reference',
      '{ "gateway": { "auth": { "token": { "source": "env", "provider": "default", "id": "TOKEN" } } } }',
    ],
    ["a plugin of one's own", '{ "plugins": { "entries": { "mine": { "config": { "any": ["thing"] } } } } }'],
    ["a channel of a plugin of one's own", '{ "channels": { "carrierpigeon": { "x": 1 } } }'],
    [
      'an agent that is always there',
      '{ "agents": { "entries": { "work": {} } }, "bindings": [{ "agentId": "main", "match": { "channel": "telegram" } }] }',
    ],
    [
      'an agent named in capitals',
      '{ "agents": { "entries": { "work": {} } }, "bindings": [{ "agentId": "Work", "match": { "channel": "telegram" } }] }',
    ],
    [
      'a part that names neither agents nor channels',
      '{ "bindings": [{ "agentId": "work", "match": { "channel": "discord" } }] }',
    ],
    ['a part without plugins', '{ "channels": { "discord": { "enabled": true } } }'],
    ['keys from the environment alone', '{ "agents": { "defaults": { "model": "openai/gpt-5.4" } } }'],
    [
      'a provider that needs no profile',
      '{ "agents": { "defaults": { "model": "ollama/llama" } }, "auth": { "profiles": { "a:b": { "provider": "anthropic", "mode": "token" } } } }',
    ],
    [
      'a key in env',
      '{ "env": { "vars": { "OPENAI_API_KEY": "x" } }, "agents": { "defaults": { "model": "openai/a" } }, "auth": { "profiles": { "a:b": { "provider": "anthropic", "mode": "token" } } } }',
    ],
    [
      'placeholders',
      '{ "agents": { "entries": { "<agent-id>": {} } }, "ui": { "seamColor": "<your colour>" } }',
    ],
    [
      "a plugin's channel near another name",
      '{ "channels": { "discrod": {} }, "plugins": { "entries": { "discrod": { "enabled": true } } } }',
    ],
    [
      'an open channel of an agent without tools',
      '{ "channels": { "telegram": { "dmPolicy": "open", "allowFrom": ["*"] } }, "tools": { "profile": "messaging", "deny": ["automations", "gateway", "plugins"], "elevated": { "enabled": false } } }',
    ],
    [
      'a Discord server whose channels name their own people',
      '{ "channels": { "discord": { "guilds": { "1": { "channels": { "general": { "users": ["2"] } } } } } }, "tools": { "exec": { "mode": "full" } } }',
    ],
  ])('%s: %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  test('comments and trailing commas of JSON5', () => {
    expect(found("// mine\n{ gateway: { mode: 'local', }, }", { syntax: 'json5' })).toEqual([]);
  });
});

describe('the voice-call plugin', () => {
  const text = '{ "plugins": { "entries": { "voice-call": { "config": { "provider": "twillio" } } } } }';

  test.each(['2026.1.29', '2026.4.29'])('is checked by its own schema of %s', (version) => {
    expect(found(text, { version })).toEqual(['error openclaw/value "twillio"']);
  });

  test('is checked by the last one known where its own is not', () => {
    expect(found(text)).toEqual(['warning openclaw/voice-call "twillio"']);
    expect(check(text)[0]?.message).toMatchObject({
      key: 'rules.openclaw/voice-call',
      values: { version: '2026.4.29', reason: { key: 'rules.openclaw/value.nearest' } },
    });
  });
});

test('a key that the last voice-call plugin known lacks may be a newer one', () => {
  const text = '{ "plugins": { "entries": { "voice-call": { "config": { "sessionScope": "per-call" } } } } }';
  expect(check(text)[0]?.message).toEqual({
    key: 'rules.openclaw/voice-call.key',
    values: { version: '2026.4.29', key: 'sessionScope' },
  });
});

describe('a binding to an agent that is not there', () => {
  const text =
    '{ "agents": { "list": [{ "id": "work" }] }, "bindings": [{ "agentId": "wrok", "match": { "channel": "a" } }] }';

  test('is refused since 2026.9.6', () => {
    expect(found(text)).toContain('error openclaw/binding-agent "wrok"');
    expect(found(text, { version: '2026.4.29' })).toEqual(['warning openclaw/binding-agent "wrok"']);
  });

  test('in a whole file, only main is there unless another is named', () => {
    const whole = '{ "bindings": [{ "agentId": "work", "match": { "channel": "webchat" } }] }';
    expect(found(whole, { fragment: false })).toEqual(['error openclaw/binding-agent "work"']);
  });

  test('counts for broadcasts as well', () => {
    expect(found('{ "broadcast": { "1234": ["nobody"] } }', { fragment: false })).toEqual([
      'error openclaw/binding-agent "nobody"',
    ]);
  });
});

describe('what cannot be checked', () => {
  test('a version that is not known says which are', () => {
    expect(check('{}', { version: '2025.1.1' })).toMatchObject([
      { code: 'openclaw/version', message: { values: { known: '`2026.1.29`, `2026.4.29`, `2026.9.6`' } } },
    ]);
  });

  test('a text that cannot be understood is not guessed at', () => {
    expect(found('{ "gatway": { "mode": [ }')).toEqual(['error json/syntax }']);
  });
});

describe('never throws', () => {
  const whole = fixture('corrected');

  test('on any text cut short', () => {
    for (let end = 0; end < whole.trimEnd().length; end++)
      expect(check(whole.slice(0, end)).length).toBeGreaterThan(0);
  });

  test('on any text with a piece missing', () => {
    for (let start = 0; start < whole.length; start += 3) {
      for (const length of [1, 2, 7, 40])
        expect(check(whole.slice(0, start) + whole.slice(start + length))).toBeDefined();
    }
  });

  test.each([
    ['a long list of wrong items', `{ "bindings": [${'1,'.repeat(300_000)}1] }`],
    ['a great many wrong keys', `{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join()}}`],
    ['a long name', `{ "agents": { "entries": { "${'a'.repeat(1_000_000)} ": {} } } }`],
    [
      'a text that is hard to match',
      `{ "channels": { "discord": { "voice": { "realtime": { "wakeNames": ["${' '.repeat(1_000_000)}!"] } } } } }`,
    ],
  ])('on %s', (_, text) => {
    expect(check(text).length).toBeLessThan(1000);
  });
});
