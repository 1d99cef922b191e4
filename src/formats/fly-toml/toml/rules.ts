import type { Rule } from '../rule.ts';

export const string: Rule = {
  code: 'toml/string',
  severity: 'error',
  summary: 'summary.toml/string',
  explain: 'explain.toml/string',
  examples: [
    { wrong: 'app = "my-app\n', right: 'app = "my-app"\n' },
    { wrong: 'console_command = "C:\\apps"\n', right: "console_command = 'C:\\apps'\n" },
  ],
};

export const value: Rule = {
  code: 'toml/value',
  severity: 'error',
  summary: 'summary.toml/value',
  explain: 'explain.toml/value',
  examples: [
    { wrong: 'primary_region = iad\n', right: 'primary_region = "iad"\n' },
    {
      wrong: '[http_service]\ninternal_port = 8080\nforce_https = True\n',
      right: '[http_service]\ninternal_port = 8080\nforce_https = true\n',
    },
    { wrong: 'app = “my-app”\n', right: 'app = "my-app"\n' },
    { wrong: 'app =\n', right: 'app = "my-app"\n' },
    { wrong: 'app = "my-app" primary_region = "iad"\n', right: 'app = "my-app"\nprimary_region = "iad"\n' },
    { wrong: 'swap_size_mb = 0512\n', right: 'swap_size_mb = 512\n' },
  ],
};

export const key: Rule = {
  code: 'toml/key',
  severity: 'error',
  summary: 'summary.toml/key',
  explain: 'explain.toml/key',
  examples: [
    { wrong: 'app: "my-app"\n', right: 'app = "my-app"\n' },
    { wrong: 'app "my-app"\n', right: 'app = "my-app"\n' },
    { wrong: 'primary region = "iad"\n', right: 'primary_region = "iad"\n' },
  ],
};

export const header: Rule = {
  code: 'toml/header',
  severity: 'error',
  summary: 'summary.toml/header',
  explain: 'explain.toml/header',
  examples: [
    { wrong: '[env\nPORT = "8080"\n', right: '[env]\nPORT = "8080"\n' },
    { wrong: '[[vm]\nsize = "shared-cpu-1x"\n', right: '[[vm]]\nsize = "shared-cpu-1x"\n' },
  ],
};

export const bracket: Rule = {
  code: 'toml/bracket',
  severity: 'error',
  summary: 'summary.toml/bracket',
  explain: 'explain.toml/bracket',
  examples: [
    { wrong: '[build]\nbuildpacks = ["a" "b"]\n', right: '[build]\nbuildpacks = ["a", "b"]\n' },
    { wrong: '[build]\nbuildpacks = ["a"\nimage = "x"\n', right: '[build]\nbuildpacks = ["a"]\n' },
    { wrong: 'env = { PORT = "8080", }\n', right: 'env = { PORT = "8080" }\n' },
  ],
};

export const duplicate: Rule = {
  code: 'toml/duplicate',
  severity: 'error',
  summary: 'summary.toml/duplicate',
  explain: 'explain.toml/duplicate',
  examples: [
    { wrong: 'app = "a"\napp = "b"\n', right: 'app = "a"\n' },
    { wrong: '[env]\nA = "1"\n\n[env]\nB = "2"\n', right: '[env]\nA = "1"\nB = "2"\n' },
  ],
};

export const character: Rule = {
  code: 'toml/character',
  severity: 'error',
  summary: 'summary.toml/character',
  explain: 'explain.toml/character',
  examples: [{ wrong: '# a\x07 bell\n', right: '# a bell\n' }],
};

export const tooDeep: Rule = {
  code: 'toml/depth',
  severity: 'error',
  summary: 'summary.toml/depth',
  explain: 'explain.toml/depth',
  examples: [
    {
      wrong: `[build.settings]\nx = ${'['.repeat(250)}${']'.repeat(250)}\n`,
      right: '[build.settings]\nx = [[]]\n',
    },
  ],
};

/** What can be wrong with a text as TOML. */
export const tomlRules: Rule[] = [string, value, key, header, bracket, duplicate, character, tooDeep];
