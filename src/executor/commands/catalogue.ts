import type { WordKey } from '../../words.ts';
import type { OptionName } from './options.ts';

/** What follows a command's name. */
export type Operand = 'none' | 'runbook' | 'run' | 'shell';

/** What a command is, for everybody who has to know: the reader of a command line, its help, and the completion of shells. */
export interface About {
  /** How it is written. */
  usage: string;
  operand: Operand;
  /** Whether it can do without what follows its name. */
  optional?: true;
  says: WordKey;
  /** What a newcomer has to know before giving it. */
  teaches: WordKey;
  /** Command lines, each with what it does. */
  examples: readonly (readonly [line: string, says: WordKey])[];
  /** The options that mean something to it, beside those of every command. */
  options: readonly OptionName[];
  /** Values of `--format`, the usual one first. */
  formats?: readonly string[];
}

/** Options that every command takes. */
export const everywhere: readonly OptionName[] = [
  'plans',
  'state-dir',
  'lang',
  'json',
  'quiet',
  'verbose',
  'no-color',
  'help',
  'version',
];

const values = ['var', 'vars'] as const;
const selection = ['from', 'until', 'only', 'skip'] as const;
const worlds = ['rehearse', 'real-gateway', 'world'] as const;

/** Every command by its name, in the order in which help lists them. */
export const catalogue = {
  list: {
    usage: 'list',
    operand: 'none',
    says: 'runbook.help.list',
    teaches: 'runbook.help.list.teaches',
    examples: [['list --json', 'runbook.help.list.json']],
    options: [],
  },
  show: {
    usage: 'show ID',
    operand: 'runbook',
    says: 'runbook.help.show',
    teaches: 'runbook.help.show.teaches',
    examples: [['show deploy', 'runbook.help.show.deploy']],
    options: [...values],
  },
  plan: {
    usage: 'plan ID [--probe]',
    operand: 'runbook',
    says: 'runbook.help.plan',
    teaches: 'runbook.help.plan.teaches',
    examples: [
      ['plan deploy --var app=my-gateway', 'runbook.help.plan.var'],
      ['plan deploy --probe', 'runbook.help.plan.probe'],
    ],
    options: ['probe', ...values, ...selection, ...worlds, 'trust'],
  },
  run: {
    usage: 'run ID',
    operand: 'runbook',
    says: 'runbook.help.run',
    teaches: 'runbook.help.run.teaches',
    examples: [
      ['run deploy --rehearse --yes', 'runbook.help.example.rehearse'],
      ['run deploy --var app=my-gateway', 'runbook.help.example.run'],
      ['run deploy --from set-secrets --skip install-discord', 'runbook.help.run.part'],
    ],
    options: [...worlds, 'yes', ...values, ...selection, 'new', 'trust'],
  },
  resume: {
    usage: 'resume [RUN]',
    operand: 'run',
    optional: true,
    says: 'runbook.help.resume',
    teaches: 'runbook.help.resume.teaches',
    examples: [
      ['resume', 'runbook.help.example.resume'],
      ['resume deploy-20261125 --yes', 'runbook.help.resume.named'],
    ],
    options: ['yes', 'accept-changes', ...values, ...worlds, 'trust'],
  },
  undo: {
    usage: 'undo [RUN]',
    operand: 'run',
    optional: true,
    says: 'runbook.help.undo',
    teaches: 'runbook.help.undo.teaches',
    examples: [['undo', 'runbook.help.undo.last']],
    options: ['yes', ...values, ...worlds],
  },
  diagnose: {
    usage: 'diagnose',
    operand: 'none',
    says: 'runbook.help.diagnose',
    teaches: 'runbook.help.diagnose.teaches',
    examples: [['diagnose --var app=my-gateway', 'runbook.help.diagnose.app']],
    options: [...values, ...worlds, 'yes'],
  },
  runs: {
    usage: 'runs',
    operand: 'none',
    says: 'runbook.help.runs',
    teaches: 'runbook.help.runs.teaches',
    examples: [['runs', 'runbook.help.runs.all']],
    options: [...worlds],
  },
  status: {
    usage: 'status [RUN]',
    operand: 'run',
    optional: true,
    says: 'runbook.help.status',
    teaches: 'runbook.help.status.teaches',
    examples: [['status', 'runbook.help.status.last']],
    options: [...worlds],
  },
  report: {
    usage: 'report [RUN] --format md|json|junit',
    operand: 'run',
    optional: true,
    says: 'runbook.help.report',
    teaches: 'runbook.help.report.teaches',
    examples: [['report --format junit', 'runbook.help.report.junit']],
    options: ['format', ...worlds],
    formats: ['md', 'json', 'junit'],
  },
  export: {
    usage: 'export ID --format sh',
    operand: 'runbook',
    says: 'runbook.help.export',
    teaches: 'runbook.help.export.teaches',
    examples: [['export deploy --var app=my-gateway > deploy.sh', 'runbook.help.export.file']],
    options: ['format', ...values, ...selection, 'trust'],
    formats: ['sh'],
  },
  doctor: {
    usage: 'doctor',
    operand: 'none',
    says: 'runbook.help.doctor',
    teaches: 'runbook.help.doctor.teaches',
    examples: [['doctor', 'runbook.help.doctor.here']],
    options: [...worlds],
  },
  completion: {
    usage: 'completion bash|zsh|fish',
    operand: 'shell',
    says: 'runbook.help.completion',
    teaches: 'runbook.help.completion.teaches',
    examples: [['completion fish | source', 'runbook.help.completion.fish']],
    options: [],
  },
} as const satisfies Record<string, About>;

export type CommandName = keyof typeof catalogue;

/** The names of all commands. */
export const commandNames = Object.keys(catalogue) as CommandName[];

/** The shells that can complete. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** Returns what a command is, or undefined where there is none of that name. */
export function aboutCommand(name: string): About | undefined {
  return commandNames.includes(name as CommandName) ? catalogue[name as CommandName] : undefined;
}
