import type { Finding, Span } from '../../../diagnostics/diagnostic.ts';
import { nearest } from '../../../diagnostics/nearest.ts';
import type { FlyFile } from '../file.ts';
import { found, listed, type Rule, type Search, spanOf } from '../rule.ts';
import { splitCommand, type Word } from '../shlex.ts';
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

export const noShell: Rule = {
  code: 'fly-toml/no-shell',
  severity: 'info',
  summary: 'summary.fly-toml/no-shell',
  explain: 'explain.fly-toml/no-shell',
  examples: [
    {
      wrong: '[deploy]\nrelease_command = "npm run migrate && npm run seed"\n',
      right: '[deploy]\nrelease_command = "sh -c \'npm run migrate && npm run seed\'"\n',
    },
    { wrong: '[processes]\nweb = "serve --port $PORT"\n', right: '[processes]\nweb = "serve --port 8080"\n' },
  ],
};

export const processRules: Rule[] = [processMissing, processUnknown, command, noShell];

/** Looks at the process groups that sections name, and at the commands that flyctl splits into words. */
export const searchProcesses: Search = function* (file) {
  yield* searchCommands(file);
  const names = Object.keys(file.config.processes ?? {});
  if (names.length === 0 && file.isWritten('processes')) return;
  const all = sections(file);
  if (names.length > 0) yield* searchMissing(file, all, names);
  yield* searchUnknown(file, all, names.length > 0 ? names : ['app']);
};

function* searchMissing(file: FlyFile, all: Section[], names: string[]): Iterable<Finding> {
  const related = [
    {
      ...(file.keyOf('processes') ?? spanOf(file, 'processes')),
      message: { key: 'related.fly-toml.processes' as const },
    },
  ];
  for (const { path, processes, isRequired } of all) {
    if (!isRequired || processes?.length || (!processes && file.isWritten(`${path}.processes`))) continue;
    const values = { name: path.replace(/\[\d+\]$/, ''), groups: listed(names) };
    yield found(
      processMissing,
      spanOf(file, path),
      { key: 'rules.fly-toml/process-missing', values },
      { related },
    );
  }
}

/** A group that is not there is told once, with all places that name it. */
function* searchUnknown(file: FlyFile, all: Section[], groups: string[]): Iterable<Finding> {
  const known = new Set(groups);
  const unknown = new Map<string, { places: Span[]; isRefused: boolean }>();
  for (const { path, processes = [], isRequired } of all) {
    for (const [index, group] of processes.entries()) {
      // A command of the wrong kind is told where it stands; its group is there.
      if (known.has(group) || file.isWritten(`processes.${group}`)) continue;
      const told = unknown.get(group) ?? { places: [], isRefused: false };
      if (told.places.length < 100) told.places.push(spanOf(file, `${path}.processes[${index}]`));
      told.isRefused ||= isRequired === true || path.startsWith('restart');
      unknown.set(group, told);
    }
  }
  for (const [group, { places, isRefused }] of unknown) {
    const [first, ...others] = places.sort((a, b) => a.start - b.start);
    if (!first) continue;
    const near = groups.length > 100 ? undefined : nearest(group, groups);
    const key = isRefused ? 'rules.fly-toml/process-unknown' : 'rules.fly-toml/process-unknown.idle';
    const text = quoted(near ?? '');
    const fix = {
      message: { key: 'fix.replace' as const, values: { text } },
      edits: places.map((place) => ({ ...place, text })),
      safe: true,
    };
    yield found(
      processUnknown,
      first,
      { key, values: { name: group, groups: listed(groups) } },
      {
        severity: isRefused ? 'error' : 'warning',
        related: others.map((place) => ({ ...place, message: { key: 'related.fly-toml.group' } })),
        ...(near !== undefined && { fixes: [fix] }),
      },
    );
  }
}

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

function* searchCommands(file: FlyFile): Iterable<Finding> {
  const { console_command, deploy, processes, build, experimental } = file.config;
  const commands: [string, string | undefined][] = [
    ['console_command', console_command],
    ['deploy.release_command', deploy?.release_command],
    ...Object.entries(processes ?? {}).map(([name, line]): [string, string] => [`processes.${name}`, line]),
  ];
  // Buildpacks start commands by a launcher of their own, and an entrypoint may be a shell.
  const mayBeShell = build?.builder || build?.buildpacks || experimental?.entrypoint || experimental?.exec;
  for (const [path, line] of commands) {
    if (line === undefined || line.length > longestCommand) continue;
    const words = splitCommand(line);
    if (!words) {
      yield found(command, spanOf(file, path), { key: 'rules.fly-toml/command', values: { name: path } });
      continue;
    }
    const sign = mayBeShell ? undefined : shellSyntax(words);
    if (sign !== undefined)
      yield found(noShell, spanOf(file, path), { key: 'rules.fly-toml/no-shell', values: { sign } });
  }
}

/** More than a system takes as a command. */
const longestCommand = 100_000;

const operators = /^(?:&&?|\|\|?|;|\d?>>?|<|\d?>&\d)$|^\$\{?\w+\}?$|^\w*\$\(|.;$/;
const shells = /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|ash|dash|zsh|busybox)$/;

/** Returns the first word that only a shell understands, unless a shell is among the words. */
function shellSyntax(words: Word[]): string | undefined {
  if (words.some(({ text }) => shells.test(text))) return undefined;
  return words.find(({ text, isPlain }) => isPlain && operators.test(text))?.text;
}
