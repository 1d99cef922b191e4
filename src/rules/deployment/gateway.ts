import { splitCommand } from '../../formats/fly-toml/shlex.ts';
import type { FlyFile } from './facts.ts';

/** A command that starts the gateway. */
export interface GatewayCommand {
  /** What follows `--port`, or what `OPENCLAW_GATEWAY_PORT=` before it says; a text where a variable stands there. */
  port: string | undefined;
  /** What follows `--bind`. */
  bind: string | undefined;
}

/** A process group of a fly.toml that is the gateway. */
export interface Gateway extends GatewayCommand {
  group: string;
  /** The path of its command in the file. */
  path: string;
}

const shell = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z)?sh$/;

/** Returns how a command starts the gateway, or nothing where it starts something else. */
export function readGateway(command: string): GatewayCommand | undefined {
  const words = wordsOf(command);
  const at = words.indexOf('gateway');
  if (at < 0) return undefined;
  const isOurs =
    words.slice(0, at).some((word) => /openclaw|(?:^|\/)(?:dist\/)?index\.m?js$/.test(word)) ||
    words.some((word) => /^--(?:bind|allow-unconfigured)(?:=|$)/.test(word));
  if (!isOurs) return undefined;
  return {
    port: option(words.slice(at), 'port') ?? assigned(words.slice(0, at), 'OPENCLAW_GATEWAY_PORT'),
    bind: option(words.slice(at), 'bind'),
  };
}

/** Returns the process groups of a file that are the gateway. */
export function gatewaysOf({ config }: FlyFile): Gateway[] {
  return Object.entries(config.processes).flatMap(([group, command]) => {
    const gateway = readGateway(command);
    return gateway ? [{ ...gateway, group, path: `processes.${group}` }] : [];
  });
}

/** A command's words; of `sh -c '…'`, those of the script in it. */
function wordsOf(command: string): string[] {
  const words = (splitCommand(command) ?? []).map(({ text }) => text);
  const script = shell.test(words[0] ?? '') ? words.findIndex((word) => /^-\w*c$/.test(word)) : -1;
  return script < 0 ? words : (splitCommand(words[script + 1] ?? '') ?? []).map(({ text }) => text);
}

function option(words: readonly string[], name: string): string | undefined {
  const at = words.findLastIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const word = words[at];
  if (word === undefined) return undefined;
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : words[at + 1];
}

function assigned(words: readonly string[], name: string): string | undefined {
  return words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}
