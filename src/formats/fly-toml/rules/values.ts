import type { Rule } from '../rule.ts';

export const typeRule: Rule = {
  code: 'fly-toml/type',
  severity: 'error',
  summary: 'summary.fly-toml/type',
  explain: 'explain.fly-toml/type',
  examples: [
    { wrong: '[http_service]\ninternal_port = "8080"\n', right: '[http_service]\ninternal_port = 8080\n' },
    {
      wrong: '[http_service]\ninternal_port = 8080\nforce_https = "true"\n',
      right: '[http_service]\ninternal_port = 8080\nforce_https = true\n',
    },
    { wrong: '[build.args]\nNODE_VERSION = 24\n', right: '[build.args]\nNODE_VERSION = "24"\n' },
    {
      wrong: '[[vm]]\nsize = "shared-cpu-1x"\nkernel_args = "no-hlt=true"\n',
      right: '[[vm]]\nsize = "shared-cpu-1x"\nkernel_args = ["no-hlt=true"]\n',
    },
    {
      wrong: '[deploy.release_command_vm]\nsize = "shared-cpu-2x"\nmemory = 2048\n',
      right: '[deploy.release_command_vm]\nsize = "shared-cpu-2x"\nmemory = "2048"\n',
    },
  ],
};

export const tableFormRule: Rule = {
  code: 'fly-toml/table-form',
  severity: 'error',
  summary: 'summary.fly-toml/table-form',
  explain: 'explain.fly-toml/table-form',
  examples: [
    { wrong: '[restart]\npolicy = "always"\n', right: '[[restart]]\npolicy = "always"\n' },
    { wrong: '[[http_service]]\ninternal_port = 8080\n', right: '[http_service]\ninternal_port = 8080\n' },
    {
      wrong: '[http_service]\ninternal_port = 8080\n[http_service.checks]\npath = "/"\n',
      right: '[http_service]\ninternal_port = 8080\n[[http_service.checks]]\npath = "/"\n',
    },
  ],
};

export const valueRule: Rule = {
  code: 'fly-toml/value',
  severity: 'error',
  summary: 'summary.fly-toml/value',
  explain: 'explain.fly-toml/value',
  examples: [
    { wrong: '[deploy]\nstrategy = "blue-green"\n', right: '[deploy]\nstrategy = "rolling"\n' },
    {
      wrong: '[http_service]\ninternal_port = 8080\nauto_stop_machines = "stopped"\n',
      right: '[http_service]\ninternal_port = 8080\nauto_stop_machines = false\n',
    },
    { wrong: '[[restart]]\npolicy = "no"\n', right: '[[restart]]\npolicy = "never"\n' },
    { wrong: 'kill_signal = "SIGTEMR"\n', right: 'kill_signal = "SIGTERM"\n' },
  ],
};

export const rangeRule: Rule = {
  code: 'fly-toml/range',
  severity: 'error',
  summary: 'summary.fly-toml/range',
  explain: 'explain.fly-toml/range',
  examples: [
    { wrong: '[build]\ncompression_level = 12\n', right: '[build]\ncompression_level = 9\n' },
    {
      wrong: '[[mounts]]\nsource = "data"\ndestination = "/data"\nsnapshot_retention = 90\n',
      right: '[[mounts]]\nsource = "data"\ndestination = "/data"\nsnapshot_retention = 60\n',
    },
  ],
};

export const portRule: Rule = {
  code: 'fly-toml/port',
  severity: 'error',
  summary: 'summary.fly-toml/port',
  explain: 'explain.fly-toml/port',
  examples: [
    { wrong: '[http_service]\ninternal_port = 80800\n', right: '[http_service]\ninternal_port = 8080\n' },
  ],
};

export const durationRule: Rule = {
  code: 'fly-toml/duration',
  severity: 'error',
  summary: 'summary.fly-toml/duration',
  explain: 'explain.fly-toml/duration',
  examples: [
    { wrong: 'kill_timeout = "30"\n', right: 'kill_timeout = "30s"\n' },
    { wrong: 'kill_timeout = "1 day"\n', right: 'kill_timeout = 30\n' },
  ],
};

export const nanosecondsRule: Rule = {
  code: 'fly-toml/nanoseconds',
  severity: 'warning',
  summary: 'summary.fly-toml/nanoseconds',
  explain: 'explain.fly-toml/nanoseconds',
  examples: [
    { wrong: '[deploy]\nwait_timeout = 300\n', right: '[deploy]\nwait_timeout = "5m"\n' },
    {
      wrong: '[http_service]\ninternal_port = 8080\n[[http_service.checks]]\ninterval = 15000\npath = "/"\n',
      right: '[http_service]\ninternal_port = 8080\n[[http_service.checks]]\ninterval = "15s"\npath = "/"\n',
    },
  ],
};

export const ignoredRule: Rule = {
  code: 'fly-toml/ignored-value',
  severity: 'warning',
  summary: 'summary.fly-toml/ignored-value',
  explain: 'explain.fly-toml/ignored-value',
  examples: [
    { wrong: 'kill_timeout = true\n', right: 'kill_timeout = "5s"\n' },
    { wrong: '[[processes]]\nweb = "serve"\n', right: '[processes]\nweb = "serve"\n' },
  ],
};

export const sizeRule: Rule = {
  code: 'fly-toml/size',
  severity: 'error',
  summary: 'summary.fly-toml/size',
  explain: 'explain.fly-toml/size',
  examples: [
    {
      wrong: '[[mounts]]\nsource = "data"\ndestination = "/data"\ninitial_size = "1 gigabyte"\n',
      right: '[[mounts]]\nsource = "data"\ndestination = "/data"\ninitial_size = "1gb"\n',
    },
    {
      wrong: '[[vm]]\nsize = "shared-cpu-2x"\nmemory = "2048megs"\n',
      right: '[[vm]]\nsize = "shared-cpu-2x"\nmemory = "2048mb"\n',
    },
  ],
};

/** What can be wrong with a single value. */
export const valueRules: Rule[] = [
  typeRule,
  tableFormRule,
  valueRule,
  rangeRule,
  portRule,
  durationRule,
  nanosecondsRule,
  ignoredRule,
  sizeRule,
];
