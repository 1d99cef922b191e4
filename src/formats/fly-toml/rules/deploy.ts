import { found, type Rule, type Search, spanOf } from '../rule.ts';

export const deployMounts: Rule = {
  code: 'fly-toml/deploy-mounts',
  severity: 'error',
  summary: 'summary.fly-toml/deploy-mounts',
  explain: 'explain.fly-toml/deploy-mounts',
  examples: [
    {
      wrong: '[deploy]\nstrategy = "canary"\n\n[mounts]\nsource = "data"\ndestination = "/data"\n',
      right: '[deploy]\nstrategy = "rolling"\n\n[mounts]\nsource = "data"\ndestination = "/data"\n',
    },
    {
      wrong:
        '[deploy]\nstrategy = "bluegreen"\n\n[mounts]\nsource = "data"\ndestination = "/data"\n\n[checks.alive]\ntype = "tcp"\nport = 8080\n',
      right: '[deploy]\nstrategy = "bluegreen"\n\n[checks.alive]\ntype = "tcp"\nport = 8080\n',
    },
  ],
};

export const deployChecks: Rule = {
  code: 'fly-toml/deploy-checks',
  severity: 'error',
  summary: 'summary.fly-toml/deploy-checks',
  explain: 'explain.fly-toml/deploy-checks',
  examples: [
    {
      wrong: '[deploy]\nstrategy = "bluegreen"\n\n[http_service]\ninternal_port = 8080\n',
      right:
        '[deploy]\nstrategy = "bluegreen"\n\n[http_service]\ninternal_port = 8080\n[[http_service.checks]]\npath = "/"\n',
    },
  ],
};

export const maxUnavailable: Rule = {
  code: 'fly-toml/max-unavailable',
  severity: 'warning',
  summary: 'summary.fly-toml/max-unavailable',
  explain: 'explain.fly-toml/max-unavailable',
  examples: [
    {
      wrong: '[deploy]\nstrategy = "immediate"\nmax_unavailable = 1\n',
      right: '[deploy]\nstrategy = "rolling"\nmax_unavailable = 0.5\n',
    },
    { wrong: '[deploy]\nmax_unavailable = 0\n', right: '[deploy]\nmax_unavailable = 1\n' },
  ],
};

export const deployRules: Rule[] = [deployMounts, deployChecks, maxUnavailable];

/** Looks at what a deployment's strategy needs and forbids. */
export const searchDeploy: Search = function* (file) {
  const {
    deploy: { strategy, max_unavailable } = {},
    mounts = [],
    checks,
    http_service,
    services = [],
  } = file.config;
  const at = spanOf(file, 'deploy.strategy');
  if ((strategy === 'canary' || strategy === 'bluegreen') && mounts.length > 0) {
    const related = [{ ...spanOf(file, 'mounts[0]'), message: { key: 'related.fly-toml.mount' as const } }];
    yield found(deployMounts, at, { key: 'rules.fly-toml/deploy-mounts', values: { strategy } }, { related });
  }
  const isChecked =
    file.isWritten('checks') ||
    Object.keys(checks ?? {}).length > 0 ||
    file.isWritten('http_service.checks') ||
    (http_service?.checks ?? []).length > 0 ||
    services.some((_, index) =>
      ['tcp_checks', 'http_checks'].some((name) => file.isWritten(`services[${index}].${name}`)),
    );
  if (strategy === 'bluegreen' && !isChecked)
    yield found(deployChecks, at, { key: 'rules.fly-toml/deploy-checks' });
  if (max_unavailable === undefined) return;
  const place = spanOf(file, 'deploy.max_unavailable');
  if (max_unavailable <= 0) {
    yield found(maxUnavailable, place, { key: 'rules.fly-toml/max-unavailable' });
  } else if (strategy === 'immediate' || strategy === 'bluegreen') {
    yield found(maxUnavailable, place, {
      key: 'rules.fly-toml/max-unavailable.ignored',
      values: { strategy },
    });
  }
};
