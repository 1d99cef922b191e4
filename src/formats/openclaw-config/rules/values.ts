import type { OpenclawRule } from '../rules.ts';

/** Rules on the values of a configuration. */
export const valueRules: OpenclawRule[] = [
  {
    code: 'openclaw/type',
    severity: 'error',
    summary: 'summary.openclaw/type',
    explain: 'explain.openclaw/type',
    examples: [
      { wrong: '{ "gateway": { "port": "3000" } }\n', right: '{ "gateway": { "port": 3000 } }\n' },
      {
        wrong: '{ "gateway": { "controlUi": { "allowedOrigins": "https://my-openclaw.fly.dev" } } }\n',
        right: '{ "gateway": { "controlUi": { "allowedOrigins": ["https://my-openclaw.fly.dev"] } } }\n',
      },
      {
        wrong: '{ "agents": { "defaults": { "model": 4 } } }\n',
        right: '{ "agents": { "defaults": { "model": "anthropic/claude-opus-4-6" } } }\n',
      },
      { wrong: '[]\n', right: '{}\n' },
    ],
  },
  {
    code: 'openclaw/value',
    severity: 'error',
    summary: 'summary.openclaw/value',
    explain: 'explain.openclaw/value',
    examples: [
      { wrong: '{ "gateway": { "bind": "0.0.0.0" } }\n', right: '{ "gateway": { "bind": "lan" } }\n' },
      { wrong: '{ "gateway": { "mode": "locl" } }\n', right: '{ "gateway": { "mode": "local" } }\n' },
      {
        wrong:
          '{ "gateway": { "auth": { "token": { "source": "envv", "provider": "default", "id": "TOKEN" } } } }\n',
        right:
          '{ "gateway": { "auth": { "token": { "source": "env", "provider": "default", "id": "TOKEN" } } } }\n',
      },
    ],
  },
  {
    code: 'openclaw/form',
    severity: 'error',
    summary: 'summary.openclaw/form',
    explain: 'explain.openclaw/form',
    examples: [
      {
        wrong:
          '{ "gateway": { "auth": { "token": { "source": "env", "provider": "default", "id": "my token" } } } }\n',
        right:
          '{ "gateway": { "auth": { "token": { "source": "env", "provider": "default", "id": "MY_TOKEN" } } } }\n',
      },
      { wrong: '{ "ui": { "seamColor": "teal" } }\n', right: '{ "ui": { "seamColor": "#008080" } }\n' },
    ],
  },
  {
    code: 'openclaw/limit',
    severity: 'error',
    summary: 'summary.openclaw/limit',
    explain: 'explain.openclaw/limit',
    examples: [
      { wrong: '{ "gateway": { "port": 99999 } }\n', right: '{ "gateway": { "port": 3000 } }\n' },
      {
        wrong: '{ "agents": { "defaults": { "maxConcurrent": 0 } } }\n',
        right: '{ "agents": { "defaults": { "maxConcurrent": 4 } } }\n',
      },
    ],
  },
  {
    code: 'openclaw/refused',
    severity: 'error',
    summary: 'summary.openclaw/refused',
    explain: 'explain.openclaw/refused',
    examples: [
      {
        wrong:
          '{ "plugins": { "entries": { "memory-wiki": { "config": { "vaultMode": "unsafe-local", "vault": { "scope": "agent" } } } } } }\n',
        right:
          '{ "plugins": { "entries": { "memory-wiki": { "config": { "vaultMode": "unsafe-local" } } } } }\n',
      },
    ],
  },
  {
    code: 'openclaw/voice-call',
    severity: 'warning',
    summary: 'summary.openclaw/voice-call',
    explain: 'explain.openclaw/voice-call',
    examples: [
      {
        wrong:
          '{ "plugins": { "entries": { "voice-call": { "enabled": true, "config": { "provder": "twilio" } } } } }\n',
        right:
          '{ "plugins": { "entries": { "voice-call": { "enabled": true, "config": { "provider": "twilio" } } } } }\n',
      },
      {
        wrong: '{ "plugins": { "entries": { "voice-call": { "config": { "fromNumber": "555 0100" } } } } }\n',
        right:
          '{ "plugins": { "entries": { "voice-call": { "config": { "fromNumber": "+15550100" } } } } }\n',
      },
    ],
  },
];
