import type { Host } from '../host.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import { commands } from './commands.ts';
import type { Console } from './console.ts';
import { type Options, optionTypes } from './options.ts';

/** What the completion is for: the file that people carry, and a shell function that calls it. */
const name = 'runbook';

/** `completion bash|zsh|fish`: prints a script that completes commands, options and the ids of runbooks. */
export async function completion(
  host: Host,
  _options: Options,
  { print }: Console,
  shell?: string,
): Promise<Exit> {
  const names = Object.keys(commands);
  const flags = Object.keys(optionTypes).map((option) => `--${option}`);
  switch (shell) {
    case 'bash':
      print(bash(host.program, names, flags));
      return exits.done;
    case 'zsh':
      print(zsh(host.program, names, flags));
      return exits.done;
    case 'fish':
      print(fish(host.program, names, Object.keys(optionTypes)));
      return exits.done;
    default:
      throw new Stop(exits.usage, {
        key: 'runbook.usage.shell',
        values: { shell: shell ?? '', known: 'bash, zsh, fish' },
      });
  }
}

/** Ids are read from `list`, so that they are those of the plans at hand. */
const ids = `${name} list --json 2>/dev/null | sed -n 's/^ *"id": "\\([a-z0-9-]*\\)".*/\\1/p'`;

function bash(program: string, names: string[], flags: string[]): string {
  return `# eval "$(${program} completion bash)"
type ${name} >/dev/null 2>&1 || ${name}() { ${program} "$@"; }
_${name}() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} all
  case $before in
    show|plan|run|export) all=$(${ids}) ;;
    completion) all='bash zsh fish' ;;
    --lang) all='en it' ;;
    --vars|--world|--plans|--state-dir) COMPREPLY=($(compgen -f -- "$word")); return ;;
    *) all='${[...names, ...flags].join(' ')}' ;;
  esac
  COMPREPLY=($(compgen -W "$all" -- "$word"))
}
complete -F _${name} ${name}`;
}

function zsh(program: string, names: string[], flags: string[]): string {
  return `# eval "$(${program} completion zsh)"
(( $+commands[${name}] )) || ${name}() { ${program} "$@"; }
_${name}() {
  case $words[CURRENT-1] in
    show|plan|run|export) compadd -- \${(f)"$(${ids})"} ;;
    completion) compadd bash zsh fish ;;
    --lang) compadd en it ;;
    --vars|--world|--plans|--state-dir) _files ;;
    *) compadd -- ${[...names, ...flags].join(' ')} ;;
  esac
}
compdef _${name} ${name}`;
}

function fish(program: string, names: string[], options: string[]): string {
  return [
    `# ${program} completion fish | source`,
    `type -q ${name}; or function ${name}; ${program} $argv; end`,
    `complete -c ${name} -n __fish_use_subcommand -f -a '${names.join(' ')}'`,
    `complete -c ${name} -n '__fish_seen_subcommand_from show plan run export' -f -a "(${ids.replaceAll('"', '\\"')})"`,
    `complete -c ${name} -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'`,
    ...options.map((option) => `complete -c ${name} -l ${option}`),
  ].join('\n');
}
