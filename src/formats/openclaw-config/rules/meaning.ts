import type { OpenclawRule } from '../rules.ts';

/** Rules on what one part of a configuration means for another. */
export const meaningRules: OpenclawRule[] = [
  {
    code: 'openclaw/unknown-channel',
    severity: 'error',
    summary: 'summary.openclaw/unknown-channel',
    explain: 'explain.openclaw/unknown-channel',
    examples: [
      {
        wrong: '{ "channels": { "discrod": { "enabled": true } } }\n',
        right: '{ "channels": { "discord": { "enabled": true } } }\n',
      },
    ],
  },
  {
    code: 'openclaw/channel-plugin',
    severity: 'warning',
    summary: 'summary.openclaw/channel-plugin',
    explain: 'explain.openclaw/channel-plugin',
    options: { fragment: false },
    examples: [
      {
        wrong: '{ "channels": { "discord": { "enabled": true } } }\n',
        right:
          '{ "channels": { "discord": { "enabled": true } }, "plugins": { "entries": { "discord": { "enabled": true } } } }\n',
      },
      {
        wrong:
          '{ "channels": { "telegram": { "enabled": true } }, "plugins": { "entries": { "telegram": { "enabled": false } } } }\n',
        right: '{ "channels": { "telegram": { "enabled": true } } }\n',
      },
    ],
  },
  {
    code: 'openclaw/binding-agent',
    severity: 'error',
    summary: 'summary.openclaw/binding-agent',
    explain: 'explain.openclaw/binding-agent',
    examples: [
      {
        wrong:
          '{ "agents": { "entries": { "work": {} } }, "bindings": [{ "agentId": "home", "match": { "channel": "telegram" } }] }\n',
        right:
          '{ "agents": { "entries": { "work": {} } }, "bindings": [{ "agentId": "work", "match": { "channel": "telegram" } }] }\n',
      },
    ],
  },
  {
    code: 'openclaw/binding-channel',
    severity: 'warning',
    summary: 'summary.openclaw/binding-channel',
    explain: 'explain.openclaw/binding-channel',
    examples: [
      {
        wrong:
          '{ "channels": { "telegram": {} }, "bindings": [{ "agentId": "main", "match": { "channel": "discord" } }] }\n',
        right:
          '{ "channels": { "telegram": {} }, "bindings": [{ "agentId": "main", "match": { "channel": "telegram" } }] }\n',
      },
    ],
  },
  {
    code: 'openclaw/open-dms',
    severity: 'warning',
    summary: 'summary.openclaw/open-dms',
    explain: 'explain.openclaw/open-dms',
    examples: [
      {
        wrong: '{ "channels": { "telegram": { "dmPolicy": "open", "allowFrom": ["123"] } } }\n',
        right: '{ "channels": { "telegram": { "dmPolicy": "open", "allowFrom": ["*"] } } }\n',
      },
    ],
  },
  {
    code: 'openclaw/origin',
    severity: 'warning',
    summary: 'summary.openclaw/origin',
    explain: 'explain.openclaw/origin',
    examples: [
      {
        wrong: '{ "gateway": { "controlUi": { "allowedOrigins": ["claw.example.com"] } } }\n',
        right: '{ "gateway": { "controlUi": { "allowedOrigins": ["https://claw.example.com"] } } }\n',
      },
      {
        wrong: '{ "gateway": { "controlUi": { "allowedOrigins": ["https://claw.example.com/"] } } }\n',
        right: '{ "gateway": { "controlUi": { "allowedOrigins": ["https://claw.example.com"] } } }\n',
      },
    ],
  },
  {
    code: 'openclaw/model-auth',
    severity: 'warning',
    summary: 'summary.openclaw/model-auth',
    explain: 'explain.openclaw/model-auth',
    examples: [
      {
        wrong:
          '{\n  "agents": { "defaults": { "model": { "primary": "openai/gpt-5.4" } } },\n  "auth": { "profiles": { "anthropic:default": { "mode": "token", "provider": "anthropic" } } }\n}\n',
        right:
          '{\n  "agents": { "defaults": { "model": { "primary": "anthropic/claude-opus-4-6" } } },\n  "auth": { "profiles": { "anthropic:default": { "mode": "token", "provider": "anthropic" } } }\n}\n',
      },
    ],
  },
  {
    code: 'openclaw/stamp',
    severity: 'info',
    summary: 'summary.openclaw/stamp',
    explain: 'explain.openclaw/stamp',
    examples: [{ wrong: '{ "meta": { "lastTouchedVersion": "2026.1.29" } }\n', right: '{ "meta": {} }\n' }],
  },
  {
    code: 'openclaw/stamp-newer',
    severity: 'error',
    summary: 'summary.openclaw/stamp-newer',
    explain: 'explain.openclaw/stamp-newer',
    options: { version: '2026.4.29' },
    examples: [{ wrong: '{ "meta": { "lastTouchedVersion": "2026.9.6" } }\n', right: '{ "meta": {} }\n' }],
  },
];
