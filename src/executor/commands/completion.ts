import type { Host } from '../host.ts';
import { word } from '../script/quote.ts';
import { type Exit, exits, Stop } from '../stop.ts';
import { shells } from './catalogue.ts';
import type { Console } from './console.ts';
import type { Options } from './options.ts';

/** What the completion is for: the file that people carry, and a shell function that calls it. */
const name = 'runbook';

/** `completion bash|zsh|fish`: prints a script that lets the shell ask `complete` what may come next. */
export async function completion(
  host: Host,
  _options: Options,
  { print }: Console,
  shell?: string,
): Promise<Exit> {
  const known = shells.find((one) => one === shell);
  if (known === undefined)
    throw new Stop(exits.usage, {
      key: 'runbook.usage.shell',
      values: { shell: shell ?? '', known: shells.join(', ') },
    });
  print(scripts[known](host.self.map(word).join(' ')));
  return exits.done;
}

const scripts: Record<(typeof shells)[number], (self: string) => string> = {
  bash: (self) => `type ${name} >/dev/null 2>&1 || ${name}() { ${self} "$@"; }
_${name}() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(${self} complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _${name} ${name} ${name}.mjs`,

  zsh: (self) => `#compdef ${name} ${name}.mjs
(( $+commands[${name}] )) || ${name}() { ${self} "$@"; }
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
_${name}() {
  local -a all
  all=(\${(f)"$(${self} complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  (( $#all )) && compadd -a all || _files
}
compdef _${name} ${name} ${name}.mjs`,

  fish: (self) => `type -q ${name}; or function ${name}; ${self} $argv; end
function __${name}_words
  set -l words (commandline -opc) (commandline -ct)
  set -l all (${self} complete -- $words[2..-1] 2>/dev/null)
  if test (count $all) -gt 0
    string join \\n -- $all
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c ${name} -f -a '(__${name}_words)'
complete -c ${name}.mjs -f -a '(__${name}_words)'`,
};
