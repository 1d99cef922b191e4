import { nearest } from '../../../diagnostics/nearest.ts';
import type { FlyFile } from '../file.ts';
import { found, type Rule, replace, type Search, spanOf } from '../rule.ts';
import { splitsAsCommand } from '../shlex.ts';
import { quoted } from '../toml/scalar.ts';

export const processMissing: Rule = {
  code: 'fly-toml/process-missing',
  severity: 'error',
  summary: 'summary.fly-toml/process-missing',
  explain: 'explain.fly-toml/process-missing',
  examples: [
    {
      wrong: '[processes]\nweb = "serve"\n\n[http_service]\ninternal_port = 8080\n',
      right: '[processes]\nweb = "serve"\n\n[http_service]\ninternal_port = 8080\nprocesses = ["web"]\n',
    },
  ],
};

export const processUnknown: Rule = {
  code: 'fly-toml/process-unknown',
  severity: 'error',
  summary: 'summary.fly-toml/process-unknown',
  explain: 'explain.fly-toml/process-unknown',
  examples: [
    {
      wrong: '[processes]\nweb = "serve"\n\n[http_service]\ninternal_port = 8080\nprocesses = ["wbe"]\n',
      right: '[http_service]\ninternal_port = 8080\nprocesses = ["app"]\n',
    },
    {
      wrong: '[processes]\nweb = "serve"\n\n[[vm]]\nsize = "shared-cpu-1x"\nprocesses = ["worker"]\n',
      right: '[processes]\nweb = "serve"\n\n[[vm]]\nsize = "shared-cpu-1x"\nprocesses = ["web"]\n',
    },
  ],
};

export const command: Rule = {
  code: 'fly-toml/command',
  severity: 'error',
  summary: 'summary.fly-toml/command',
  explain: 'explain.fly-toml/command',
  examples: [
    {
      wrong: '[deploy]\nrelease_command = "sh -c \'migrate"\n',
      right: '[deploy]\nrelease_command = "sh -c \'migrate\'"\n',
    },
    {
      wrong: '[processes]\napp = "node \\"server.js"\n',
      right: '[processes]\napp = "node \\"server.js\\""\n',
    },
  ],
};

export const processRules: Rule[] = [processMissing, processUnknown, command];

/** Looks at the process groups that sections name, and at the commands that flyctl splits into words. */
export const searchProcesses: Search = function* (file) {
  yield* searchCommands(file);
  if (file.broken || (file.isWritten('processes') && !file.config.processes)) return;
  const names = Object.keys(file.config.processes ?? {});
  const groups = names.length > 0 ? names : ['app'];
  for (const { path, processes, isRequired } of sections(file)) {
    if (
      isRequired &&
      names.length > 0 &&
      !processes?.length &&
      (processes || !file.isWritten(`${path}.processes`))
    ) {
      const values = { name: nameOf(path), groups: names.map((name) => `\`${name}\``).join(', ') };
      const related = [
        {
          ...(file.keyOf('processes') ?? spanOf(file, 'processes')),
          message: { key: 'related.fly-toml.processes' as const },
        },
      ];
      yield found(
        processMissing,
        spanOf(file, path),
        { key: 'rules.fly-toml/process-missing', values },
        { related },
      );
    }
    for (const [index, group] of (processes ?? []).entries()) {
      if (groups.includes(group)) continue;
      const at = spanOf(file, `${path}.processes[${index}]`);
      const near = nearest(group, groups);
      const values = { name: group, groups: groups.map((name) => `\`${name}\``).join(', ') };
      yield found(
        processUnknown,
        at,
        {
          key:
            isRequired || path.startsWith('restart')
              ? 'rules.fly-toml/process-unknown'
              : 'rules.fly-toml/process-unknown.idle',
          values,
        },
        {
          severity: isRequired || path.startsWith('restart') ? 'error' : 'warning',
          ...(near !== undefined && replace(at, quoted(near), true)),
        },
      );
    }
  }
};

interface Section {
  path: string;
  processes: string[] | undefined;
  /** Whether the section must name its groups where there are any. */
  isRequired?: boolean;
}

/** Returns everything that can belong to process groups. */
function sections({ config }: FlyFile): Section[] {
  const list = (
    name: string,
    items: { processes?: string[] | undefined }[] | undefined,
    isRequired = false,
  ) =>
    (items ?? []).map(
      ({ processes }, index): Section => ({ path: `${name}[${index}]`, processes, isRequired }),
    );
  return [
    ...(config.http_service
      ? [{ path: 'http_service', processes: config.http_service.processes, isRequired: true }]
      : []),
    ...list('services', config.services, true).filter(
      (_, index) => Object.keys(config.services?.[index] ?? {}).length > 0,
    ),
    ...list('mounts', config.mounts),
    ...list('vm', config.vm),
    ...list('files', config.files),
    ...list('restart', config.restart),
    ...list('metrics', config.metrics),
    ...Object.entries(config.checks ?? {}).map(([name, { processes }]) => ({
      path: `checks.${name}`,
      processes,
    })),
  ];
}

function nameOf(path: string): string {
  return path.replace(/\[\d+\]$/, '');
}

function* searchCommands(file: FlyFile) {
  const { console_command, deploy, processes } = file.config;
  const commands: [string, string | undefined][] = [
    ['console_command', console_command],
    ['deploy.release_command', deploy?.release_command],
    ...Object.entries(processes ?? {}).map(([name, line]): [string, string] => [`processes.${name}`, line]),
  ];
  for (const [path, line] of commands) {
    if (line === undefined || splitsAsCommand(line)) continue;
    yield found(command, spanOf(file, path), { key: 'rules.fly-toml/command', values: { name: path } });
  }
}
