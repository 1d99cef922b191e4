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
        right: '{ "channels": { "telegram": { "dmPolicy": "pairing", "allowFrom": ["123"] } } }\n',
      },
    ],
  },
  {
    code: 'openclaw/open-agent',
    severity: 'warning',
    summary: 'summary.openclaw/open-agent',
    explain: 'explain.openclaw/open-agent',
    examples: [
      {
        wrong:
          '{\n  "channels": { "discord": { "groupPolicy": "allowlist", "guilds": { "1": { "requireMention": false } } } },\n  "tools": { "exec": { "mode": "full" } }\n}\n',
        right:
          '{\n  "channels": { "discord": { "groupPolicy": "allowlist", "guilds": { "1": { "requireMention": true, "users": ["2"] } } } },\n  "tools": { "exec": { "mode": "ask" } }\n}\n',
      },
      {
        wrong: '{ "channels": { "telegram": { "groupPolicy": "open" } } }\n',
        right: '{ "channels": { "telegram": { "groupPolicy": "allowlist" } } }\n',
      },
      {
        wrong: '{ "channels": { "telegram": { "dmPolicy": "open", "allowFrom": ["*"] } } }\n',
        right: '{ "channels": { "telegram": { "dmPolicy": "pairing" } } }\n',
      },
      {
        wrong: '{ "channels": { "telegram": { "groupPolicy": "open" } } }\n',
        right:
          '{\n  "channels": { "telegram": { "groupPolicy": "open" } },\n  "tools": { "profile": "messaging", "deny": ["automations", "gateway", "plugins"], "elevated": { "enabled": false } }\n}\n',
      },
    ],
  },
  {
    code: 'openclaw/exposed',
    severity: 'warning',
    summary: 'summary.openclaw/exposed',
    explain: 'explain.openclaw/exposed',
    examples: [
      {
        wrong: '{ "gateway": { "bind": "lan", "controlUi": { "allowedOrigins": ["*"] } } }\n',
        right:
          '{ "gateway": { "bind": "lan", "controlUi": { "allowedOrigins": ["https://claw.example.com"] } } }\n',
      },
      {
        wrong:
          '{ "gateway": { "bind": "lan", "controlUi": { "dangerouslyAllowHostHeaderOriginFallback": true } } }\n',
        right:
          '{ "gateway": { "bind": "loopback", "controlUi": { "dangerouslyAllowHostHeaderOriginFallback": true } } }\n',
      },
      {
        wrong: '{ "gateway": { "bind": "lan", "allowRealIpFallback": true } }\n',
        right: '{ "gateway": { "bind": "lan", "allowRealIpFallback": false } }\n',
      },
      {
        wrong: '{ "gateway": { "bind": "auto", "auth": { "mode": "none" } } }\n',
        right: '{ "gateway": { "bind": "auto", "auth": { "mode": "token" } } }\n',
      },
      {
        wrong:
          '{\n  "gateway": {\n    "trustedProxies": ["172.16.5.1"],\n    "auth": { "mode": "trusted-proxy", "trustedProxy": { "userHeader": "x-forwarded-user" } }\n  }\n}\n',
        right: '{ "gateway": { "trustedProxies": ["172.16.5.1"], "auth": { "mode": "token" } } }\n',
      },
      {
        wrong: '{ "gateway": { "auth": { "token": "undefined" } } }\n',
        right: '{ "gateway": { "auth": { "mode": "token" } } }\n',
      },
      {
        wrong: '{ "gateway": { "tailscale": { "mode": "funnel" } } }\n',
        right: '{ "gateway": { "tailscale": { "mode": "serve" } } }\n',
      },
      {
        wrong: '{ "gateway": { "bind": "lan" }, "discovery": { "mdns": { "mode": "full" } } }\n',
        right: '{ "gateway": { "bind": "lan" }, "discovery": { "mdns": { "mode": "minimal" } } }\n',
      },
      {
        wrong: '{ "gateway": { "bind": "lan", "tools": { "allow": ["exec"] } } }\n',
        right: '{ "gateway": { "bind": "lan", "tools": { "allow": ["web_search"] } } }\n',
      },
      {
        wrong: '{ "gateway": { "bind": "lan", "nodes": { "commands": { "allow": ["sms.send"] } } } }\n',
        right:
          '{ "gateway": { "bind": "lan", "nodes": { "commands": { "allow": ["contacts.search"] } } } }\n',
      },
      {
        wrong: '{ "hooks": { "enabled": true, "path": "/", "allowedAgentIds": ["main"] } }\n',
        right: '{ "hooks": { "enabled": true, "path": "/hooks", "allowedAgentIds": ["main"] } }\n',
      },
      {
        wrong: '{ "gateway": { "bind": "lan" }, "hooks": { "enabled": true } }\n',
        right:
          '{ "gateway": { "bind": "lan" }, "hooks": { "enabled": true, "allowedAgentIds": ["main"] } }\n',
      },
      {
        wrong:
          '{\n  "gateway": { "bind": "lan" },\n  "hooks": { "enabled": true, "allowedAgentIds": ["main"], "allowRequestSessionKey": true }\n}\n',
        right:
          '{\n  "gateway": { "bind": "lan" },\n  "hooks": { "enabled": true, "allowedAgentIds": ["main"], "allowRequestSessionKey": false }\n}\n',
      },
      {
        wrong: '{ "tools": { "elevated": { "allowFrom": { "discord": ["*"] } } } }\n',
        right: '{ "tools": { "elevated": { "allowFrom": { "discord": ["123456789012345678"] } } } }\n',
      },
      {
        wrong: '{ "agents": { "defaults": { "sandbox": { "docker": { "network": "host" } } } } }\n',
        right: '{ "agents": { "defaults": { "sandbox": { "docker": { "network": "bridge" } } } } }\n',
      },
      {
        wrong:
          '{ "agents": { "defaults": { "sandbox": { "docker": { "binds": ["/var/run/docker.sock:/var/run/docker.sock"] } } } } }\n',
        right:
          '{ "agents": { "defaults": { "sandbox": { "docker": { "binds": ["/srv/project:/project:ro"] } } } } }\n',
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
