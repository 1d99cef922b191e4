import type { OpenclawRule } from '../rules.ts';

/** Rules on how a JSON or JSON5 text is written. */
export const writingRules: OpenclawRule[] = [
  {
    code: 'json/syntax',
    severity: 'error',
    summary: 'summary.json/syntax',
    explain: 'explain.json/syntax',
    examples: [
      {
        wrong: '{ "gateway": { "mode": "local" "port": 3000 } }\n',
        right: '{ "gateway": { "mode": "local", "port": 3000 } }\n',
      },
      { wrong: '{ “gateway”: {} }\n', right: '{ "gateway": {} }\n' },
      { wrong: '{ "gateway" { "mode": "local" } }\n', right: '{ "gateway": { "mode": "local" } }\n' },
      { wrong: '{ "gateway": { "mode": "local" }\n', right: '{ "gateway": { "mode": "local" } }\n' },
      { wrong: '{ "gateway": { "mode": "local } }\n', right: '{ "gateway": { "mode": "local" } }\n' },
      { wrong: '{ "gateway": { "mode": local } }\n', right: '{ "gateway": { "mode": "local" } }\n' },
      { wrong: '{ "logging": { ... } }\n', right: '{ "logging": {} }\n' },
      { wrong: '{ "bindings": [} }\n', right: '{ "bindings": [] }\n' },
      { wrong: '"gateway": { "mode": "local" }\n', right: '{ "gateway": { "mode": "local" } }\n' },
      {
        wrong: '{ "update": { "checkOnStart": True } }\n',
        right: '{ "update": { "checkOnStart": true } }\n',
      },
    ],
  },
  {
    code: 'json/json5',
    severity: 'info',
    summary: 'summary.json/json5',
    explain: 'explain.json/json5',
    examples: [
      { wrong: '{ "gateway": { "mode": "local", } }\n', right: '{ "gateway": { "mode": "local" } }\n' },
      { wrong: '{ "gateway": {} } // the gateway\n', right: '{ "gateway": {} }\n' },
      { wrong: '{ "gateway": { "mode": \'local\' } }\n', right: '{ "gateway": { "mode": "local" } }\n' },
      { wrong: '{ gateway: {} }\n', right: '{ "gateway": {} }\n' },
      { wrong: '{ "gateway": { "port": 0xbb8 } }\n', right: '{ "gateway": { "port": 3000 } }\n' },
    ],
  },
  {
    code: 'json/duplicate-key',
    severity: 'warning',
    summary: 'summary.json/duplicate-key',
    explain: 'explain.json/duplicate-key',
    examples: [
      {
        wrong: '{ "gateway": { "port": 3000, "mode": "local", "port": 8080 } }\n',
        right: '{ "gateway": { "mode": "local", "port": 8080 } }\n',
      },
    ],
  },
];
