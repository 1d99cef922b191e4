import { commandFacts, flagsOf, subcommands } from '../../formats/fly-command/tree.ts';

/** Returns the help of a command, by its path, in cobra's layout, without the descriptions, which are flyctl's own prose. */
export function help(path: string): string {
  const name = path === '' ? 'flyctl' : `fly ${path}`;
  const facts = commandFacts(path);
  const below = [...subcommands(path)]
    .filter(([word, to]) => to.endsWith(word) && !commandFacts(to).hidden && !commandFacts(to).deprecated)
    .map(([word]) => word)
    .sort();
  const flags = [...new Set(flagsOf(path).long.values())].filter((flag) => !flag.hidden);
  const lines = [
    'Usage:',
    `  ${name}${below.length > 0 ? ' [command]' : ''}${facts.usage ? ` ${facts.usage}` : ''} [flags]`,
  ];
  if (facts.aliases !== undefined && facts.aliases.length > 0) {
    lines.push('', 'Aliases:', `  ${[path.split(' ').at(-1), ...facts.aliases].join(', ')}`);
  }
  if (below.length > 0) lines.push('', 'Available Commands:', ...below.map((word) => `  ${word}`));
  lines.push('', 'Flags:');
  for (const flag of flags.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const short = flag.shorthand === undefined ? '    ' : `-${flag.shorthand}, `;
    lines.push(`  ${short}--${flag.name}${flag.type === 'bool' ? '' : ` ${flag.type}`}`);
  }
  return `${lines.join('\n')}\n`;
}
