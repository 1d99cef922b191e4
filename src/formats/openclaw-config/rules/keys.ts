import type { OpenclawRule } from '../rules.ts';

/** Rules on the keys of a configuration. */
export const keyRules: OpenclawRule[] = [
  {
    code: 'openclaw/version',
    severity: 'error',
    summary: 'summary.openclaw/version',
    explain: 'explain.openclaw/version',
    examples: [],
  },
  {
    code: 'openclaw/unknown-key',
    severity: 'error',
    summary: 'summary.openclaw/unknown-key',
    explain: 'explain.openclaw/unknown-key',
    examples: [
      { wrong: '{ "gatway": {} }\n', right: '{ "gateway": {} }\n' },
      { wrong: '{ "gateway": { "prot": 3000 } }\n', right: '{ "gateway": { "port": 3000 } }\n' },
      {
        wrong: '{ "plugins": { "entries": { "discord": { "enable": true } } } }\n',
        right: '{ "plugins": { "entries": { "discord": { "enabled": true } } } }\n',
      },
    ],
  },
  {
    code: 'openclaw/key-too-new',
    severity: 'error',
    summary: 'summary.openclaw/key-too-new',
    explain: 'explain.openclaw/key-too-new',
    options: { version: '2026.1.29' },
    examples: [
      {
        wrong: '{ "gateway": { "controlUi": { "allowedOrigins": ["https://my-openclaw.fly.dev"] } } }\n',
        right: '{ "gateway": { "controlUi": { "enabled": true } } }\n',
      },
      {
        wrong: '{ "agents": { "entries": { "main": {} } } }\n',
        right: '{ "agents": { "list": [{ "id": "main" }] } }\n',
      },
    ],
  },
  {
    code: 'openclaw/key-retired',
    severity: 'error',
    summary: 'summary.openclaw/key-retired',
    explain: 'explain.openclaw/key-retired',
    examples: [
      {
        wrong:
          '{ "channels": { "discord": { "guilds": { "1": { "channels": { "general": { "allow": true } } } } } } }\n',
        right:
          '{ "channels": { "discord": { "guilds": { "1": { "channels": { "general": { "enabled": true } } } } } } }\n',
      },
      {
        wrong: '{ "env": { "LANG": "C.UTF-8" } }\n',
        right: '{ "env": { "vars": { "LANG": "C.UTF-8" } } }\n',
      },
      { wrong: '{ "canvasHost": { "enabled": true } }\n', right: '{}\n' },
    ],
  },
  {
    code: 'openclaw/key-migrated',
    severity: 'warning',
    summary: 'summary.openclaw/key-migrated',
    explain: 'explain.openclaw/key-migrated',
    examples: [
      {
        wrong: '{ "agents": { "list": [{ "id": "main", "default": true }] } }\n',
        right: '{ "agents": { "entries": { "main": {} } } }\n',
      },
      {
        wrong: '{ "agents": { "entries": { "main": { "default": true } } } }\n',
        right: '{ "agents": { "entries": { "main": {} } } }\n',
      },
    ],
  },
  {
    code: 'openclaw/missing-key',
    severity: 'error',
    summary: 'summary.openclaw/missing-key',
    explain: 'explain.openclaw/missing-key',
    examples: [
      {
        wrong: '{ "auth": { "profiles": { "anthropic:default": { "mode": "token" } } } }\n',
        right:
          '{ "auth": { "profiles": { "anthropic:default": { "mode": "token", "provider": "anthropic" } } } }\n',
      },
      {
        wrong: '{ "bindings": [{ "agentId": "main" }] }\n',
        right: '{ "bindings": [{ "agentId": "main", "match": { "channel": "discord" } }] }\n',
      },
    ],
  },
  {
    code: 'openclaw/name',
    severity: 'error',
    summary: 'summary.openclaw/name',
    explain: 'explain.openclaw/name',
    examples: [
      {
        wrong: '{ "agents": { "entries": { "My Agent": {} } } }\n',
        right: '{ "agents": { "entries": { "my-agent": {} } } }\n',
      },
    ],
  },
];
