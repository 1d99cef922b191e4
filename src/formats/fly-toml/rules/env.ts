import type { Finding, Span } from '../../../diagnostics/diagnostic.ts';
import type { FlyFile } from '../file.ts';
import { found, type Rule, replace, type Search, spanOf } from '../rule.ts';
import { looksSecret } from '../secrets.ts';
import { quoted } from '../toml/scalar.ts';

export const envSecret: Rule = {
  code: 'fly-toml/env-secret',
  severity: 'warning',
  summary: 'summary.fly-toml/env-secret',
  explain: 'explain.fly-toml/env-secret',
  examples: [
    {
      wrong: '[env]\nDATABASE_PASSWORD = "hunter2"\n',
      right: '[env]\nDATABASE_PASSWORD_FILE = "/run/password"\n',
    },
    { wrong: '[env]\nGATEWAY_TOKEN = "3f6c0b9a27d14e58b1c2"\n', right: '[env]\nMAX_TOKENS = "4096"\n' },
  ],
};

export const envName: Rule = {
  code: 'fly-toml/env-name',
  severity: 'warning',
  summary: 'summary.fly-toml/env-name',
  explain: 'explain.fly-toml/env-name',
  examples: [{ wrong: '[env]\nFLY_REGION = "iad"\n', right: '[env]\nMY_REGION = "iad"\n' }],
};

export const envValue: Rule = {
  code: 'fly-toml/env-value',
  severity: 'warning',
  summary: 'summary.fly-toml/env-value',
  explain: 'explain.fly-toml/env-value',
  examples: [
    { wrong: '[env]\nVERSION = 1.10\n', right: '[env]\nVERSION = "1.10"\n' },
    { wrong: '[env]\nHOSTS = ["a", "b"]\n', right: '[env]\nHOSTS = "a,b"\n' },
  ],
};

export const envMisplaced: Rule = {
  code: 'fly-toml/env-misplaced',
  severity: 'warning',
  summary: 'summary.fly-toml/env-misplaced',
  explain: 'explain.fly-toml/env-misplaced',
  examples: [
    {
      wrong: '[env]\nPORT = "8080"\nprimary_region = "iad"\n',
      right: 'primary_region = "iad"\n\n[env]\nPORT = "8080"\n',
    },
  ],
};

export const envRules: Rule[] = [envSecret, envName, envValue, envMisplaced];

/** Names of settings that nobody gives to a variable: they stand here because a table's header came before them. */
const settings = new Set([
  'primary_region',
  'kill_signal',
  'kill_timeout',
  'swap_size_mb',
  'console_command',
  'internal_port',
  'force_https',
  'auto_stop_machines',
  'auto_start_machines',
  'min_machines_running',
]);

/** Looks at environment variables, and at build arguments that are secrets. */
export const searchEnv: Search = function* (file) {
  const { env = {}, build } = file.config;
  for (const [name, value] of Object.entries(env)) {
    const path = `env.${name}`;
    const key = file.keyOf(path) ?? spanOf(file, path);
    if (settings.has(name)) {
      yield found(envMisplaced, key, { key: 'rules.fly-toml/env-misplaced', values: { name } });
    } else if (name.startsWith('FLY_')) {
      yield found(envName, key, { key: 'rules.fly-toml/env-name', values: { name } });
    } else if (looksSecret(name, value)) {
      yield found(envSecret, key, { key: 'rules.fly-toml/env-secret', values: { name } });
    } else {
      yield* searchValue(file, name, value, spanOf(file, path));
    }
  }
  for (const [name, value] of Object.entries(build?.args ?? {})) {
    if (!looksSecret(name, value)) continue;
    const at = file.keyOf(`build.args.${name}`) ?? spanOf(file, 'build.args');
    yield found(envSecret, at, { key: 'rules.fly-toml/env-secret.build', values: { name } });
  }
};

/** Values without quotes reach the machine as Go prints them, which is not always as they are written. */
function* searchValue(file: FlyFile, name: string, value: string, at: Span): Iterable<Finding> {
  const raw = file.text.slice(at.start, at.end);
  // Underscores between digits are for the eye alone.
  if (/^["']/.test(raw) || (/^\d[\d_]*$/.test(raw) && raw.replaceAll('_', '') === value)) return;
  if (/^[[{]/.test(raw) || value === '') {
    yield found(envValue, at, { key: 'rules.fly-toml/env-value.table', values: { name } });
  } else if (raw !== value) {
    yield found(
      envValue,
      at,
      { key: 'rules.fly-toml/env-value', values: { name, value, raw } },
      replace(at, quoted(raw), true),
    );
  }
}
