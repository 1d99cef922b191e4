import { describe, expect, test } from 'vitest';
import { checkOpenclawConfig } from '../../../src/formats/openclaw-config/check.ts';

/** Returns the codes of the errors and warnings about a configuration of 2026.9.6. */
function check(text: string): string[] {
  return checkOpenclawConfig(text, { version: '2026.9.6' })
    .filter(({ severity }) => severity !== 'info')
    .map(({ code }) => code);
}

describe('one mistake is one finding, and several are all found', () => {
  test.each<[string, string, string[]]>([
    [
      'not object',
      `[]
`,
      ['openclaw/type'],
    ],
    [
      'missing comma',
      `{ "gateway": { "mode": "local" "bind": "lan" } }
`,
      ['json/syntax'],
    ],
    [
      'missing brace',
      `{ "gateway": { "mode": "local" }
`,
      ['json/syntax'],
    ],
    [
      'extra brace',
      `{ "gateway": { "mode": "local" } } }
`,
      ['json/syntax'],
    ],
    [
      'missing colon',
      `{ "gateway" { "mode": "local" } }
`,
      ['json/syntax'],
    ],
    [
      'smart quotes',
      `{ “gateway”: { "mode": "local" } }
`,
      ['json/syntax'],
    ],
    [
      'True',
      `{ "channels": { "discord": { "enabled": True } }, "plugins": {"entries": {"discord": {"enabled": true}}} }
`,
      ['json/syntax'],
    ],
    [
      'dup key',
      `{ "gateway": { "mode": "local" }, "gateway": { "bind": "lan" } }
`,
      ['json/duplicate-key'],
    ],
    [
      'dup nested',
      `{ "gateway": { "mode": "local", "mode": "local" } }
`,
      ['json/duplicate-key'],
    ],
    [
      'unknown top',
      `{ "gatway": { "mode": "local" } }
`,
      ['openclaw/unknown-key'],
    ],
    [
      'unknown nested',
      `{ "gateway": { "mod": "local" } }
`,
      ['openclaw/unknown-key'],
    ],
    [
      'mode wrong',
      `{ "gateway": { "mode": "remot" } }
`,
      ['openclaw/value'],
    ],
    [
      'bind wrong',
      `{ "gateway": { "bind": "0.0.0.0" } }
`,
      ['openclaw/value'],
    ],
    [
      'port string',
      `{ "gateway": { "port": "3000" } }
`,
      ['openclaw/type'],
    ],
    [
      'port big',
      `{ "gateway": { "port": 99999999 } }
`,
      ['openclaw/limit'],
    ],
    [
      'origins string',
      `{ "gateway": { "controlUi": { "allowedOrigins": "https://x.fly.dev" } } }
`,
      ['openclaw/type'],
    ],
    [
      'allow discord',
      `{ "channels": { "discord": { "enabled": true, "guilds": { "1": { "channels": { "general": { "allow": true } } } } } }, "plugins": { "entries": { "discord": { "enabled": true } } } }
`,
      ['openclaw/key-retired'],
    ],
    [
      'agents.list',
      `{ "agents": { "list": [ { "id": "main", "default": true } ] } }
`,
      ['openclaw/key-migrated'],
    ],
    [
      'agents.list and entries',
      `{ "agents": { "list": [ { "id": "main" } ], "entries": { "main": {} } } }
`,
      ['openclaw/key-retired'],
    ],
    [
      'entries default',
      `{ "agents": { "entries": { "main": { "default": true } } } }
`,
      ['openclaw/key-migrated'],
    ],
    [
      'meta stamp newer',
      `{ "meta": { "lastTouchedVersion": "2026.10.1" } }
`,
      ['openclaw/stamp-newer'],
    ],
    [
      'model no auth',
      `{ "agents": { "defaults": { "model": { "primary": "openai/gpt-5" } } }, "auth": { "profiles": { "anthropic:default": { "mode": "token", "provider": "anthropic" } } } }
`,
      ['openclaw/model-auth'],
    ],
    [
      'fallback no auth',
      `{ "agents": { "defaults": { "model": { "primary": "anthropic/claude-opus-4-6", "fallbacks": ["openai/gpt-5.4"] } } }, "auth": { "profiles": { "anthropic:default": { "mode": "token", "provider": "anthropic" } } } }
`,
      ['openclaw/model-auth'],
    ],
    [
      'binding unknown agent',
      `{ "agents": { "entries": { "main": {} } }, "channels": { "discord": { "enabled": true } }, "plugins": { "entries": { "discord": { "enabled": true } } }, "bindings": [ { "agentId": "mian", "match": { "channel": "discord" } } ] }
`,
      ['openclaw/binding-agent'],
    ],
    [
      'binding channel missing',
      `{ "agents": { "entries": { "main": {} } }, "bindings": [ { "agentId": "main", "match": { "channel": "discord" } } ] }
`,
      ['openclaw/binding-channel'],
    ],
    [
      'binding channel typo',
      `{ "agents": { "entries": { "main": {} } }, "channels": { "discord": { "enabled": true } }, "plugins": { "entries": { "discord": { "enabled": true } } }, "bindings": [ { "agentId": "main", "match": { "channel": "disocrd" } } ] }
`,
      ['openclaw/binding-channel'],
    ],
    [
      'channel plugin missing',
      `{ "channels": { "discord": { "enabled": true } } }
`,
      ['openclaw/channel-plugin'],
    ],
    [
      'channel plugin disabled',
      `{ "channels": { "discord": { "enabled": true } }, "plugins": { "entries": { "discord": { "enabled": false } } } }
`,
      ['openclaw/channel-plugin'],
    ],
    [
      'unknown channel',
      `{ "channels": { "discrod": { "enabled": true } } }
`,
      ['openclaw/unknown-channel'],
    ],
    [
      'guild requireMention string',
      `{ "channels": { "discord": { "enabled": true, "guilds": { "1": { "requireMention": "false" } } } }, "plugins": { "entries": { "discord": { "enabled": true } } } }
`,
      ['openclaw/type'],
    ],
    [
      'groupPolicy bad',
      `{ "channels": { "discord": { "enabled": true, "groupPolicy": "whitelist" } }, "plugins": { "entries": { "discord": { "enabled": true } } } }
`,
      ['openclaw/value'],
    ],
    [
      'maxConcurrent string',
      `{ "agents": { "defaults": { "maxConcurrent": "4" } } }
`,
      ['openclaw/type'],
    ],
    [
      'auth mode bad',
      `{ "auth": { "profiles": { "anthropic:default": { "mode": "key", "provider": "anthropic" } } } }
`,
      ['openclaw/value'],
    ],
    [
      'auth missing provider',
      `{ "auth": { "profiles": { "anthropic:default": { "mode": "token" } } } }
`,
      ['openclaw/missing-key'],
    ],
    [
      'dm open',
      `{ "channels": { "discord": { "enabled": true, "dmPolicy": "open" } }, "plugins": { "entries": { "discord": { "enabled": true } } } }
`,
      ['openclaw/open-dms'],
    ],
    [
      'dm open to everybody',
      `{ "channels": { "discord": { "enabled": true, "dmPolicy": "open", "allowFrom": ["*"] } }, "plugins": { "entries": { "discord": { "enabled": true } } } }
`,
      ['openclaw/open-agent'],
    ],
    [
      'a channel that anyone may write in, of an agent that asks nobody',
      `{ "gateway": { "mode": "local" }, "channels": { "discord": { "guilds": { "1": { "users": ["2"], "channels": { "general": { "users": ["*"] } } } } } }, "plugins": { "entries": { "discord": { "enabled": true } } } }
`,
      ['openclaw/open-agent'],
    ],
    [
      'voice call typo',
      `{ "plugins": { "entries": { "voice-call": { "enabled": true, "config": { "provder": "twilio" } } } } }
`,
      ['openclaw/voice-call'],
    ],
    [
      'agents entries array',
      `{ "agents": { "entries": [ { "id": "main" } ] } }
`,
      ['openclaw/type'],
    ],
    [
      'origins that no browser sends: no scheme, a path, a slash, the own port, a wildcard, nothing at all',
      `{ "gateway": { "controlUi": { "allowedOrigins": ["claw.example.com", "https://claw.example.com/chat",
        "https://claw.example.com/", "https://claw.example.com:443", "https://*.example.com", "https://"] } } }
`,
      Array.from({ length: 6 }, () => 'openclaw/origin'),
    ],
    [
      'origins as browsers send them, and everybody’s',
      `{ "gateway": { "controlUi": { "allowedOrigins": ["https://claw.example.com", " HTTPS://Claw.Example.com ",
        "http://localhost:3000", "http://[::1]:3000", "chrome-extension://abcdefghijklmnop", "*", "\${ORIGIN}"] } } }
`,
      [],
    ],
    [
      'allowedOrigins in gateway',
      `{ "gateway": { "allowedOrigins": ["https://x.fly.dev"] } }
`,
      ['openclaw/unknown-key'],
    ],
    [
      'trustedProxies string',
      `{ "gateway": { "trustedProxies": "127.0.0.1" } }
`,
      ['openclaw/type'],
    ],
    [
      'two unknown',
      `{ "gateway": { "mod": "local", "bnd": "lan" } }
`,
      ['openclaw/unknown-key', 'openclaw/unknown-key'],
    ],
    [
      'unknown and type',
      `{ "gateway": { "mod": "local", "port": "3" } }
`,
      ['openclaw/unknown-key', 'openclaw/type'],
    ],
    [
      'env var string port',
      `{ "gateway": { "port": "\${PORT}" } }
`,
      ['openclaw/type'],
    ],
    [
      'big nest bad token',
      `{ gateway: { mode: local } }
`,
      ['json/syntax'],
    ],
    [
      'NaN port',
      `{ "gateway": { "port": NaN } }
`,
      ['openclaw/type'],
    ],
    [
      'unclosed string',
      `{ "gateway": { "mode": "local } }
`,
      ['json/syntax'],
    ],
    [
      'elipsis',
      `{ "gateway": { ... } }
`,
      ['json/syntax'],
    ],
    [
      'logging level bad',
      `{ "logging": { "level": "verbose" } }
`,
      ['openclaw/value'],
    ],
    [
      'gateway auth mode bad',
      `{ "gateway": { "auth": { "mode": "tokens" } } }
`,
      ['openclaw/value'],
    ],
    [
      'auth token at wrong place',
      `{ "gateway": { "token": "\${OPENCLAW_GATEWAY_TOKEN}" } }
`,
      ['openclaw/key-retired'],
    ],
    [
      'controlUI case',
      `{ "gateway": { "controlUI": { "allowedOrigins": ["https://x.fly.dev"] } } }
`,
      ['openclaw/unknown-key'],
    ],
    [
      'allowedOrigin singular',
      `{ "gateway": { "controlUi": { "allowedOrigin": ["https://x.fly.dev"] } } }
`,
      ['openclaw/unknown-key'],
    ],
    [
      'trustedProxy singular',
      `{ "gateway": { "trustedProxy": ["127.0.0.1"] } }
`,
      ['openclaw/unknown-key'],
    ],
    [
      'trusted_proxies snake',
      `{ "gateway": { "trusted_proxies": ["127.0.0.1"] } }
`,
      ['openclaw/unknown-key'],
    ],
    [
      'discord guild as array',
      `{ "channels": { "discord": { "enabled": true, "guilds": ["1"] } }, "plugins": { "entries": { "discord": { "enabled": true } } } }
`,
      ['openclaw/type'],
    ],
    [
      'discord channel boolean',
      `{ "channels": { "discord": { "enabled": true, "guilds": { "1": { "channels": { "general": true } } } } }, "plugins": { "entries": { "discord": { "enabled": true } } } }
`,
      ['openclaw/type'],
    ],
    [
      'discord bot token key',
      `{ "channels": { "discord": { "enabled": true, "botToken": "x" } }, "plugins": { "entries": { "discord": { "enabled": true } } } }
`,
      ['openclaw/unknown-key'],
    ],
    [
      'discord as array',
      `{ "channels": [ "discord" ] }
`,
      ['openclaw/type'],
    ],
    [
      'bindings object',
      `{ "bindings": { "agentId": "main" } }
`,
      ['openclaw/type'],
    ],
    [
      'binding without match',
      `{ "bindings": [ { "agentId": "main" } ] }
`,
      ['openclaw/missing-key'],
    ],
    [
      'model list',
      `{ "agents": { "defaults": { "model": ["anthropic/claude-opus-4-6"] } } }
`,
      ['openclaw/type'],
    ],
    [
      'model fallback key',
      `{ "agents": { "defaults": { "model": { "primary": "anthropic/claude-opus-4-6", "fallback": ["openai/gpt-5.4"] } } } }
`,
      ['openclaw/unknown-key'],
    ],
    [
      'agent default (singular)',
      `{ "agents": { "default": { "maxConcurrent": 4 } } }
`,
      ['openclaw/unknown-key'],
    ],
    [
      'agent singular',
      `{ "agent": { "model": "anthropic/claude-opus-4-6" } }
`,
      ['openclaw/unknown-key'],
    ],
    [
      'plugins entry string',
      `{ "plugins": { "entries": { "discord": "enabled" } } }
`,
      ['openclaw/type'],
    ],
    [
      'plugins enabled list',
      `{ "plugins": ["discord"] }
`,
      ['openclaw/type'],
    ],
    [
      'auth mode apiKey',
      `{ "auth": { "profiles": { "anthropic:default": { "mode": "apiKey", "provider": "anthropic" } } } }
`,
      ['openclaw/value'],
    ],
    [
      'negative concurrency',
      `{ "agents": { "defaults": { "maxConcurrent": -1 } } }
`,
      ['openclaw/limit'],
    ],
    [
      'zero concurrency',
      `{ "agents": { "defaults": { "maxConcurrent": 0 } } }
`,
      ['openclaw/limit'],
    ],
    [
      'float concurrency',
      `{ "agents": { "defaults": { "maxConcurrent": 2.5 } } }
`,
      ['openclaw/type'],
    ],
    [
      'null value',
      `{ "gateway": { "mode": null } }
`,
      ['openclaw/value'],
    ],
    [
      'string true',
      `{ "channels": { "discord": { "enabled": "true" } }, "plugins": { "entries": { "discord": { "enabled": true } } } }
`,
      ['openclaw/type'],
    ],
    [
      'mistakes in several places',
      `{ "gatway": {}, "gateway": { "port": "3000", "bind": "all" } }
`,
      ['openclaw/unknown-key', 'openclaw/type', 'openclaw/value'],
    ],
    [
      'trailing garbage',
      `{ "gateway": { "mode": "local" } }
EOF
`,
      ['json/syntax'],
    ],
    [
      'two objects',
      `{ "gateway": {} }
{ "agents": {} }
`,
      ['json/syntax'],
    ],
    [
      'missing quotes on value',
      `{ "gateway": { "bind": lan } }
`,
      ['json/syntax'],
    ],
    [
      'single missing quote end key',
      `{ "gateway: { "mode": "local" } }
`,
      ['json/syntax'],
    ],
    [
      'equals',
      `{ "gateway" = { "mode": "local" } }
`,
      ['json/syntax'],
    ],
    [
      'double comma',
      `{ "gateway": { "mode": "local",, "bind": "lan" } }
`,
      ['json/syntax'],
    ],
    [
      'leading comma',
      `{ , "gateway": {} }
`,
      ['json/syntax'],
    ],
    [
      'hash comment',
      `{ # x
"gateway": {} }
`,
      ['json/syntax'],
    ],
  ])('%s', (_, text, codes) => {
    expect(check(text)).toEqual(codes);
  });
});

describe('what is right is not told of, however unusual', () => {
  test.each<[string, string]>([
    [
      'empty',
      `{}
`,
    ],
    [
      'trailing comma json (JSON5 ok)',
      `{ "gateway": { "mode": "local", } }
`,
    ],
    [
      'comments',
      `{ // c
 "gateway": { "mode": "local" } }
`,
    ],
    [
      'single quotes',
      `{ 'gateway': { mode: 'local' } }
`,
    ],
    [
      'meta stamp older',
      `{ "meta": { "lastTouchedVersion": "2026.1.29" } }
`,
    ],
    [
      'model no auth section at all',
      `{ "agents": { "defaults": { "model": { "primary": "openai/gpt-5" } } } }
`,
    ],
    [
      'models.providers custom',
      `{ "agents": { "defaults": { "model": { "primary": "local/llama" } } }, "models": { "providers": { "local": { "baseUrl": "http://x:1/v1", "apiKey": "x", "api": "openai-completions", "models": [] } } }, "auth": { "profiles": { "anthropic:default": { "mode": "token", "provider": "anthropic" } } } }
`,
    ],
    [
      'model w/o provider',
      `{ "agents": { "defaults": { "model": { "primary": "claude-opus-4-6" } } } }
`,
    ],
    [
      'model string',
      `{ "agents": { "defaults": { "model": "anthropic/claude-opus-4-6" } } }
`,
    ],
    [
      'binding main default agent implied',
      `{ "channels": { "discord": { "enabled": true } }, "plugins": { "entries": { "discord": { "enabled": true } } }, "bindings": [ { "agentId": "main", "match": { "channel": "discord" } } ] }
`,
    ],
    [
      'channel disabled no plugin',
      `{ "channels": { "discord": { "enabled": false } } }
`,
    ],
    [
      'plugins.allow lists',
      `{ "channels": { "discord": { "enabled": true } }, "plugins": { "allow": ["discord"] } }
`,
    ],
    [
      'channel telegram (bundled)',
      `{ "channels": { "telegram": { "enabled": true, "botToken": "x" } } }
`,
    ],
    [
      'voice call ok',
      `{ "plugins": { "entries": { "voice-call": { "enabled": true, "config": { "provider": "twilio", "fromNumber": "+15550001234", "toNumber": "+15550005678", "twilio": { "accountSid": "AC1", "authToken": "x" } } } } } }
`,
    ],
    [
      'env placeholders',
      `{ "gateway": { "auth": { "mode": "token", "token": "\${OPENCLAW_GATEWAY_TOKEN}" } } }
`,
    ],
    [
      '$schema key',
      `{ "$schema": "https://x", "gateway": { "mode": "local" } }
`,
    ],
    [
      '$include',
      `{ "$include": "./base.json5", "gateway": { "mode": "local" } }
`,
    ],
    [
      'nested include',
      `{ "gateway": { "$include": "./gw.json5" } }
`,
    ],
    [
      'hex/Infinity JSON5 number',
      `{ "gateway": { "port": 0xbb8 } }
`,
    ],
    [
      'BOM',
      `﻿{ "gateway": { "mode": "local" } }
`,
    ],
    [
      'auth profile no colon',
      `{ "auth": { "profiles": { "anthropic": { "mode": "token", "provider": "anthropic" } } } }
`,
    ],
    [
      'auth api_key with model',
      `{ "agents": { "defaults": { "model": { "primary": "openai/gpt-5.4" } } }, "auth": { "profiles": { "openai:default": { "mode": "api_key", "provider": "openai" } } } }
`,
    ],
    [
      'telegram ok',
      `{ "channels": { "telegram": { "enabled": true, "botToken": "\${TELEGRAM_BOT_TOKEN}" } } }
`,
    ],
    [
      'corrected',
      `{
  "agents": {
    "defaults": { "model": { "primary": "anthropic/claude-opus-4-6", "fallbacks": ["anthropic/claude-sonnet-4-6", "openai/gpt-5.4"] }, "maxConcurrent": 4 },
    "entries": { "main": {} }
  },
  "auth": { "profiles": {
    "anthropic:default": { "mode": "token", "provider": "anthropic" },
    "openai:default": { "mode": "token", "provider": "openai" } } },
  "bindings": [{ "agentId": "main", "match": { "channel": "discord" } }],
  "channels": { "discord": { "enabled": true, "groupPolicy": "allowlist",
    "guilds": { "YOUR_GUILD_ID": { "channels": { "general": { "enabled": true } }, "requireMention": true, "users": ["YOUR_USER_ID"] } } } },
  "gateway": { "mode": "local", "bind": "auto",
    "controlUi": { "allowedOrigins": ["https://my-openclaw.fly.dev", "http://localhost:3000", "http://127.0.0.1:3000"] } },
  "plugins": { "entries": { "discord": { "enabled": true } } }
}
`,
    ],
    [
      'two agents two bindings',
      `{ "agents": { "entries": { "main": {}, "work": { "model": "anthropic/claude-opus-4-6" } } }, "channels": { "discord": { "enabled": true, "accounts": { "a": {}, "b": {} } } }, "plugins": { "entries": { "discord": { "enabled": true } } }, "bindings": [ { "agentId": "work", "match": { "channel": "discord", "accountId": "b" } } ] }
`,
    ],
    [
      'binding channel through include',
      `{ "channels": { "$include": "./channels.json5" }, "bindings": [ { "agentId": "main", "match": { "channel": "discord" } } ] }
`,
    ],
    [
      'model alias',
      `{ "agents": { "defaults": { "models": { "anthropic/claude-opus-4-6": { "alias": "opus" } }, "model": { "primary": "opus" } } } }
`,
    ],
    [
      'model fallback alias unknown provider',
      `{ "agents": { "defaults": { "models": { "openrouter/auto": { "alias": "auto" } }, "model": { "primary": "openrouter/auto" } } } }
`,
    ],
    [
      'env section',
      `{ "env": { "vars": { "FOO": "bar" } }, "gateway": { "mode": "local" } }
`,
    ],
    [
      'unicode keys',
      `{ "agents": { "entries": { "main": { "identity": { "name": "Ada 🚀", "emoji": "🦞" } } } } }
`,
    ],
  ])('%s', (_, text) => {
    expect(check(text)).toEqual([]);
  });
});
