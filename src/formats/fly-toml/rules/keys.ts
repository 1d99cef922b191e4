import type { Rule } from '../rule.ts';

export const unknownKeyRule: Rule = {
  code: 'fly-toml/unknown-key',
  severity: 'error',
  summary: 'summary.fly-toml/unknown-key',
  explain: 'explain.fly-toml/unknown-key',
  examples: [
    { wrong: 'primary_regoin = "iad"\n', right: 'primary_region = "iad"\n' },
    {
      wrong: '[http_service]\ninternal_port = 8080\nforce_http = true\n',
      right: '[http_service]\ninternal_port = 8080\nforce_https = true\n',
    },
    {
      wrong:
        '[[services]]\ninternal_port = 8080\n[[services.ports]]\nport = 443\nhandler = ["tls", "http"]\n',
      right:
        '[[services]]\ninternal_port = 8080\n[[services.ports]]\nport = 443\nhandlers = ["tls", "http"]\n',
    },
    {
      wrong: '[[vm]]\nsize = "shared-cpu-1x"\nram = "512mb"\n',
      right: '[[vm]]\nsize = "shared-cpu-1x"\nmemory = "512mb"\n',
    },
    { wrong: 'internal_port = 8080\n', right: '[http_service]\ninternal_port = 8080\n' },
  ],
};

export const keyCaseRule: Rule = {
  code: 'fly-toml/key-case',
  severity: 'warning',
  summary: 'summary.fly-toml/key-case',
  explain: 'explain.fly-toml/key-case',
  examples: [
    {
      wrong: '[[Mounts]]\nsource = "data"\ndestination = "/data"\n',
      right: '[[mounts]]\nsource = "data"\ndestination = "/data"\n',
    },
    { wrong: 'app = "a"\nApp = "b"\n', right: 'App = "b"\n' },
  ],
};

export const oldKeyRule: Rule = {
  code: 'fly-toml/old-key',
  severity: 'warning',
  summary: 'summary.fly-toml/old-key',
  explain: 'explain.fly-toml/old-key',
  examples: [
    {
      wrong: '[mount]\nsource = "data"\ndestination = "/data"\n',
      right: '[mounts]\nsource = "data"\ndestination = "/data"\n',
    },
    { wrong: '[experimental]\nkill_timeout = 30\n', right: 'kill_timeout = 30\n' },
  ],
};

/** What can be wrong with the name of a key. */
export const keyRules: Rule[] = [unknownKeyRule, keyCaseRule, oldKeyRule];
