import type { WordKey } from '../../words.ts';
import type { Host } from '../host.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import { type About, aboutCommand, catalogue, commandNames, everywhere } from './catalogue.ts';
import type { Console } from './console.ts';
import type { OptionName } from './options.ts';

/** How each option is written, and what it does. */
const options: Record<OptionName, [usage: string, says: WordKey]> = {
  rehearse: ['--rehearse', 'runbook.help.option.rehearse'],
  'real-gateway': ['--real-gateway', 'runbook.help.option.real'],
  world: ['--world DIR', 'runbook.help.option.world'],
  yes: ['-y, --yes', 'runbook.help.option.yes'],
  var: ['--var NAME=VALUE', 'runbook.help.option.var'],
  vars: ['--vars FILE', 'runbook.help.option.vars'],
  from: ['--from STEP', 'runbook.help.option.from'],
  until: ['--until STEP', 'runbook.help.option.until'],
  only: ['--only STEP', 'runbook.help.option.only'],
  skip: ['--skip STEP', 'runbook.help.option.skip'],
  probe: ['--probe', 'runbook.help.option.probe'],
  new: ['--new', 'runbook.help.option.new'],
  'accept-changes': ['--accept-changes', 'runbook.help.option.accept'],
  trust: ['--trust SHA256', 'runbook.help.option.trust'],
  format: ['--format NAME', 'runbook.help.option.format'],
  plans: ['--plans DIR|URL', 'runbook.help.option.plans'],
  'state-dir': ['--state-dir DIR', 'runbook.help.option.state'],
  lang: ['--lang en|it', 'runbook.help.option.lang'],
  json: ['--json', 'runbook.help.option.json'],
  quiet: ['-q, --quiet', 'runbook.help.option.quiet'],
  verbose: ['-v, --verbose', 'runbook.help.option.verbose'],
  'no-color': ['--no-color', 'runbook.help.option.color'],
  help: ['-h, --help', 'runbook.help.option.help'],
  version: ['--version', 'runbook.help.option.version'],
};

/** `--help`: what the program does, by example; or what one command does. */
export async function help(host: Host, console: Console, name?: string): Promise<Exit> {
  if (name === undefined) return helpOnAll(host, console);
  const about = aboutCommand(name);
  if (about) return helpOn(about, host, console);
  throw new Stop(exits.usage, {
    key: 'runbook.usage.command',
    values: { name, known: commandNames.join(', ') },
  });
}

function helpOnAll({ program }: Host, console: Console): Exit {
  const { print, say, style } = console;
  print(`${say('runbook.help.what')}\n`);
  print(style.bold(say('runbook.help.first')));
  printExamples(program, beginnings, console);
  print(style.bold(say('runbook.help.commands')));
  for (const { usage, says } of Object.values(catalogue)) print(`  ${usage.padEnd(36)}${say(says)}`);
  print(`\n${say('runbook.help.more', { command: `${program} help run` })}\n`);
  printOptions(say('runbook.help.options'), Object.keys(options) as OptionName[], console);
  print(say('runbook.help.exits'));
  return exits.done;
}

function helpOn(about: About, { program }: Host, console: Console): Exit {
  const { print, say, style } = console;
  print(`${style.bold(`${program} ${about.usage}`)}\n\n${say(about.says)} ${say(about.teaches)}\n`);
  print(style.bold(say('runbook.help.examples')));
  printExamples(program, about.examples, console);
  printOptions(say('runbook.help.options'), about.options, console);
  printOptions(say('runbook.help.everywhere'), everywhere, console);
  print(say('runbook.help.exits'));
  return exits.done;
}

function printExamples(program: string, examples: About['examples'], { print, say, style }: Console): void {
  for (const [line, says] of examples) print(`  ${style.cyan(`${program} ${line}`)}\n      ${say(says)}`);
  print();
}

function printOptions(title: string, names: readonly OptionName[], { print, say, style }: Console): void {
  if (names.length === 0) return;
  print(style.bold(title));
  for (const name of names) {
    const [usage, says] = options[name];
    print(`  ${usage.padEnd(20)}${say(says)}`);
  }
  print();
}

/** What a newcomer gives first. */
const beginnings: About['examples'] = [
  ['list', 'runbook.help.example.list'],
  ['run deploy --rehearse --yes', 'runbook.help.example.rehearse'],
  ['plan deploy', 'runbook.help.example.plan'],
  ['run deploy --var app=my-gateway', 'runbook.help.example.run'],
  ['resume', 'runbook.help.example.resume'],
];
