import { nearest } from '../../../diagnostics/nearest.ts';
import { isPlaceholder } from '../forms/scalar.ts';
import { regions } from '../presets.ts';
import { found, type Rule, replace, type Search, spanOf } from '../rule.ts';
import { quoted } from '../toml/scalar.ts';

export const appName: Rule = {
  code: 'fly-toml/app-name',
  severity: 'error',
  summary: 'summary.fly-toml/app-name',
  explain: 'explain.fly-toml/app-name',
  examples: [{ wrong: 'app = "My_App"\n', right: 'app = "my-app"\n' }],
};

export const region: Rule = {
  code: 'fly-toml/region',
  severity: 'error',
  summary: 'summary.fly-toml/region',
  explain: 'explain.fly-toml/region',
  examples: [
    { wrong: 'primary_region = "us-east-1"\n', right: 'primary_region = "iad"\n' },
    { wrong: 'primary_region = "IAD"\n', right: 'primary_region = "iad"\n' },
  ],
};

export const killTimeout: Rule = {
  code: 'fly-toml/kill-timeout',
  severity: 'warning',
  summary: 'summary.fly-toml/kill-timeout',
  explain: 'explain.fly-toml/kill-timeout',
  examples: [{ wrong: 'kill_timeout = "10m"\n', right: 'kill_timeout = 300\n' }],
};

export const appRules: Rule[] = [appName, region, killTimeout];

/** Looks at the app's name, its region and how long it may take to stop. */
export const searchApp: Search = function* (file) {
  const { app, primary_region: code, kill_timeout: timeout } = file.config;
  if (app && !/^[a-z0-9-]+$/.test(app) && !isPlaceholder(app)) {
    const at = spanOf(file, 'app');
    const better = app
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '');
    const fix = better === '' ? {} : replace(at, quoted(better), false);
    yield found(appName, at, { key: 'rules.fly-toml/app-name', values: { name: app } }, fix);
  }
  if (code && !regions.has(code) && !isPlaceholder(code)) {
    const at = spanOf(file, 'primary_region');
    const right = regions.has(code.toLowerCase()) ? code.toLowerCase() : nearest(code, regions.keys());
    if (right === undefined) {
      const values = { name: code, regions: [...regions.keys()].join(', ') };
      yield found(region, at, { key: 'rules.fly-toml/region', values });
    } else {
      const values = { name: code, nearest: right, place: regions.get(right) ?? '' };
      const fix = replace(at, quoted(right), right === code.toLowerCase());
      yield found(region, at, { key: 'rules.fly-toml/region.nearest', values }, fix);
    }
  }
  if (timeout !== undefined && timeout > 300_000) {
    yield found(killTimeout, spanOf(file, 'kill_timeout'), { key: 'rules.fly-toml/kill-timeout' });
  }
};
