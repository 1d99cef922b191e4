import type { WordKey } from '../../words.ts';
import type { Host } from '../host.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import type { Console } from './console.ts';

/** What each command is for, and how it is written. */
const about: Record<string, { usage: string; says: WordKey }> = {
  list: { usage: 'list', says: 'runbook.help.list' },
  show: { usage: 'show ID', says: 'runbook.help.show' },
  plan: { usage: 'plan ID [--probe]', says: 'runbook.help.plan' },
  run: { usage: 'run ID', says: 'runbook.help.run' },
  resume: { usage: 'resume [RUN]', says: 'runbook.help.resume' },
  undo: { usage: 'undo [RUN]', says: 'runbook.help.undo' },
  diagnose: { usage: 'diagnose', says: 'runbook.help.diagnose' },
  runs: { usage: 'runs', says: 'runbook.help.runs' },
  status: { usage: 'status [RUN]', says: 'runbook.help.status' },
  report: { usage: 'report RUN --format md|json|junit', says: 'runbook.help.report' },
  export: { usage: 'export ID --format sh', says: 'runbook.help.export' },
  doctor: { usage: 'doctor', says: 'runbook.help.doctor' },
  completion: { usage: 'completion bash|zsh|fish', says: 'runbook.help.completion' },
};

const options: [usage: string, says: WordKey][] = [
  ['--rehearse', 'runbook.help.option.rehearse'],
  ['--world DIR', 'runbook.help.option.world'],
  ['--yes', 'runbook.help.option.yes'],
  ['--var NAME=VALUE', 'runbook.help.option.var'],
  ['--vars FILE', 'runbook.help.option.vars'],
  ['--from STEP, --until STEP', 'runbook.help.option.range'],
  ['--only STEP, --skip STEP', 'runbook.help.option.only'],
  ['--new', 'runbook.help.option.new'],
  ['--accept-changes', 'runbook.help.option.accept'],
  ['--plans DIR|URL', 'runbook.help.option.plans'],
  ['--trust SHA256', 'runbook.help.option.trust'],
  ['--state-dir DIR', 'runbook.help.option.state'],
  ['--lang en|it', 'runbook.help.option.lang'],
  ['--json', 'runbook.help.option.json'],
  ['--quiet, --verbose', 'runbook.help.option.loud'],
  ['--no-color', 'runbook.help.option.color'],
];

/** `--help`: what the program does, by example; or what one command does. */
export async function help(host: Host, { print, say, style }: Console, name?: string): Promise<Exit> {
  const entry = name === undefined ? undefined : about[name];
  if (name !== undefined && !entry)
    throw new Stop(exits.usage, {
      key: 'runbook.usage.command',
      values: { name, known: Object.keys(about).join(', ') },
    });
  const { program } = host;
  if (entry) {
    print(`${style.bold(`${program} ${entry.usage}`)}\n\n${say(entry.says)}\n`);
  } else {
    print(`${say('runbook.help.what')}\n`);
    print(style.bold(say('runbook.help.first')));
    for (const [line, says] of examples(program)) print(`  ${style.cyan(line)}\n      ${say(says)}`);
    print(`\n${style.bold(say('runbook.help.commands'))}`);
    for (const { usage, says } of Object.values(about)) print(`  ${usage.padEnd(36)}${say(says)}`);
    print();
  }
  print(style.bold(say('runbook.help.options')));
  for (const [usage, says] of options) print(`  ${usage.padEnd(28)}${say(says)}`);
  print(`\n${say('runbook.help.exits')}`);
  return exits.done;
}

function examples(program: string): [line: string, says: WordKey][] {
  return [
    [`${program} list`, 'runbook.help.example.list'],
    [`${program} run deploy --rehearse --yes`, 'runbook.help.example.rehearse'],
    [`${program} plan deploy`, 'runbook.help.example.plan'],
    [`${program} run deploy --var app=my-gateway`, 'runbook.help.example.run'],
    [`${program} resume`, 'runbook.help.example.resume'],
  ];
}
