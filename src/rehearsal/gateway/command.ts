/** The gateway's process command, read. */
export interface GatewayCommand {
  bind: string | undefined;
  port: number | undefined;
  allowUnconfigured: boolean;
  token: boolean;
  password: boolean;
  force: boolean;
}

/**
 * Returns a machine's process command as the gateway reads it, or undefined where something else is run. flyctl splits the command
 * as a shell would and no shell runs it.
 */
export function readGatewayCommand(words: readonly string[]): GatewayCommand | undefined {
  const start = words.indexOf('gateway');
  const program = words.slice(0, start).join(' ');
  if (start < 0 || !/^((\S*\/)?node( -\S+)* )?(\S*\/)?(dist\/index\.m?js|openclaw(\.mjs)?)$/.test(program))
    return undefined;
  const rest = words.slice(start + 1);
  const command: GatewayCommand = {
    bind: undefined,
    port: undefined,
    allowUnconfigured: false,
    token: false,
    password: false,
    force: false,
  };
  for (let at = 0; at < rest.length; at++) {
    const [name = '', given] = (rest[at] ?? '').split(/=(.*)/s);
    const value = () => given ?? rest[++at] ?? '';
    switch (name) {
      case '--bind':
        command.bind = value();
        break;
      case '--port':
        command.port = Number(value());
        break;
      case '--token':
        command.token = value() !== '';
        break;
      case '--password':
        command.password = value() !== '';
        break;
      case '--allow-unconfigured':
        command.allowUnconfigured = true;
        break;
      case '--force':
        command.force = true;
        break;
    }
  }
  return command;
}

/** Splits a command into words as flyctl does (shlex): quotes and backslashes, nothing else. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote !== undefined) {
      if (char === quote) quote = undefined;
      else if (char === '\\' && quote === '"' && /["\\$`]/.test(text[at + 1] ?? ''))
        word = (word ?? '') + (text[++at] ?? '');
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\') {
      word = (word ?? '') + (text[++at] ?? '');
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}
