import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { FlyFile } from '../file.ts';
import { found, type Rule, type Search, spanOf } from '../rule.ts';

export const checkType: Rule = {
  code: 'fly-toml/check-type',
  severity: 'error',
  summary: 'summary.fly-toml/check-type',
  explain: 'explain.fly-toml/check-type',
  examples: [
    { wrong: '[checks.alive]\nport = 8080\n', right: '[checks.alive]\ntype = "tcp"\nport = 8080\n' },
  ],
};

export const checkPort: Rule = {
  code: 'fly-toml/check-port',
  severity: 'error',
  summary: 'summary.fly-toml/check-port',
  explain: 'explain.fly-toml/check-port',
  examples: [
    {
      wrong: '[checks.alive]\ntype = "http"\npath = "/"\n',
      right: '[http_service]\ninternal_port = 8080\n\n[checks.alive]\ntype = "http"\npath = "/"\n',
    },
  ],
};

export const checkTime: Rule = {
  code: 'fly-toml/check-time',
  severity: 'warning',
  summary: 'summary.fly-toml/check-time',
  explain: 'explain.fly-toml/check-time',
  examples: [
    {
      wrong: '[checks.alive]\ntype = "tcp"\nport = 8080\ninterval = "1s"\n',
      right: '[checks.alive]\ntype = "tcp"\nport = 8080\ninterval = 2000\n',
    },
    {
      wrong: '[checks.alive]\ntype = "tcp"\nport = 8080\ntimeout = 5\n',
      right: '[checks.alive]\ntype = "tcp"\nport = 8080\ntimeout = "500ms"\n',
    },
    {
      wrong: '[checks.alive]\ntype = "tcp"\nport = 8080\ntimeout = "2m"\n',
      right: '[checks.alive]\ntype = "tcp"\nport = 8080\ntimeout = "60s"\n',
    },
    {
      wrong:
        '[[services]]\ninternal_port = 80\n[[services.ports]]\nport = 80\n[[services.tcp_checks]]\ninterval = 10\n',
      right:
        '[[services]]\ninternal_port = 80\n[[services.ports]]\nport = 80\n[[services.tcp_checks]]\ninterval = 10000\n',
    },
    {
      wrong: '[http_service]\ninternal_port = 80\n[[http_service.checks]]\ngrace_period = "2m"\n',
      right: '[http_service]\ninternal_port = 80\n[[http_service.checks]]\ngrace_period = "0s"\n',
    },
  ],
};

export const checkRules: Rule[] = [checkType, checkPort, checkTime];

/** Looks at checks: of services, and of their own. */
export const searchChecks: Search = function* (file) {
  const { checks = {}, http_service, services = [] } = file.config;
  for (const [name, check] of Object.entries(checks)) {
    const path = `checks.${name}`;
    if (check.type === undefined && !file.isWritten(`${path}.type`)) {
      yield found(checkType, spanOf(file, path), { key: 'rules.fly-toml/check-type', values: { name } });
    }
    const hasPort =
      check.port !== undefined || file.isWritten(`${path}.port`) || file.isWritten('http_service');
    if (!hasPort)
      yield found(checkPort, spanOf(file, path), { key: 'rules.fly-toml/check-port', values: { name } });
    yield* searchOwnTimes(file, path, check);
  }
  for (const [index, check] of (http_service?.checks ?? []).entries()) {
    yield* searchTimes(file, `http_service.checks[${index}]`, check);
  }
  for (const [which, { tcp_checks = [], http_checks = [] }] of services.entries()) {
    for (const [index, check] of tcp_checks.entries())
      yield* searchTimes(file, `services[${which}].tcp_checks[${index}]`, check);
    for (const [index, check] of http_checks.entries())
      yield* searchTimes(file, `services[${which}].http_checks[${index}]`, check);
  }
};

interface Times {
  interval?: number | undefined;
  timeout?: number | undefined;
  grace_period?: number | undefined;
}

/** flyctl refuses checks of their own that come too often or wait too long. */
function* searchOwnTimes(
  file: FlyFile,
  path: string,
  { interval, timeout, grace_period }: Times,
): Iterable<Finding> {
  if (interval !== undefined && interval < 2000) {
    const at = spanOf(file, `${path}.interval`);
    yield found(
      checkTime,
      at,
      { key: 'rules.fly-toml/check-time.often', values: { time: inWords(interval) } },
      { severity: 'error' },
    );
  }
  if (timeout !== undefined && timeout > 60_000) {
    const at = spanOf(file, `${path}.timeout`);
    yield found(
      checkTime,
      at,
      { key: 'rules.fly-toml/check-time.long', values: { time: inWords(timeout) } },
      { severity: 'error' },
    );
  }
  for (const [name, time] of Object.entries({ timeout, grace_period })) {
    const at = spanOf(file, `${path}.${name}`);
    if (time === undefined || time === 0 || time >= 1000 || !/^\d/.test(file.text.slice(at.start, at.end)))
      continue;
    yield found(checkTime, at, {
      key: 'rules.fly-toml/check-time.bare',
      values: { name, time: inWords(time) },
    });
  }
}

/** The times of services' checks are raised to a second and lowered to a minute. */
function* searchTimes(file: FlyFile, path: string, check: Times): Iterable<Finding> {
  for (const name of ['interval', 'timeout', 'grace_period'] as const) {
    const time = check[name];
    if (time === undefined || (time === 0 && name === 'grace_period')) continue;
    const at = spanOf(file, `${path}.${name}`);
    const values = { name, time: inWords(time) };
    if (time < 1000) yield found(checkTime, at, { key: 'rules.fly-toml/check-time.raised', values });
    if (time > 60_000) yield found(checkTime, at, { key: 'rules.fly-toml/check-time.lowered', values });
  }
}

/** Returns milliseconds in the unit that suits them. */
function inWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`;
  return milliseconds % 60_000 === 0 ? `${milliseconds / 60_000} min` : `${milliseconds / 1000} s`;
}
