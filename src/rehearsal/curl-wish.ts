import { Uncovered } from './failure.ts';

/** What curl was asked for. */
export interface Wish {
  silent: boolean;
  showErrors: boolean;
  fail: boolean;
  include: boolean;
  follow: boolean;
  method: string;
  output: string | undefined;
  format: string | undefined;
  headers: Record<string, string>;
  urls: string[];
}

const withValue = new Set([
  '-o',
  '--output',
  '-w',
  '--write-out',
  '-H',
  '--header',
  '-X',
  '--request',
  '-m',
  '--max-time',
  '--connect-timeout',
  '-A',
  '--user-agent',
  '--retry',
  '--retry-delay',
  '--resolve',
]);

/**
 * Reads curl's arguments.
 *
 * @throws Uncovered for a flag beyond those that a guide needs
 */
export function readWish(args: readonly string[]): Wish {
  const wish: Wish = {
    silent: false,
    showErrors: false,
    fail: false,
    include: false,
    follow: false,
    method: 'GET',
    output: undefined,
    format: undefined,
    headers: {},
    urls: [],
  };
  const words = args.flatMap((arg) =>
    /^--[a-z-]+=/.test(arg) ? arg.split(/=(.*)/s).slice(0, 2) : split(arg),
  );
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const value = withValue.has(word) ? (words[++at] ?? '') : '';
    switch (word) {
      case '-s':
      case '--silent':
        wish.silent = true;
        break;
      case '-S':
      case '--show-error':
        wish.showErrors = true;
        break;
      case '-f':
      case '--fail':
        wish.fail = true;
        break;
      case '-i':
      case '--include':
        wish.include = true;
        break;
      case '-I':
      case '--head':
        wish.method = 'HEAD';
        break;
      case '-L':
      case '--location':
        wish.follow = true;
        break;
      case '-o':
      case '--output':
        wish.output = value;
        break;
      case '-w':
      case '--write-out':
        wish.format = value;
        break;
      case '-X':
      case '--request':
        wish.method = value;
        break;
      case '-H':
      case '--header': {
        const [, name = '', content = ''] = /^([^:]+):\s*(.*)$/s.exec(value) ?? [];
        if (name !== '') wish.headers[name.toLowerCase()] = content;
        break;
      }
      case '-k':
      case '--insecure':
      case '-m':
      case '--max-time':
      case '--connect-timeout':
      case '--retry':
      case '--retry-delay':
      case '-4':
      case '-6':
        break;
      case '-A':
      case '--user-agent':
        wish.headers['user-agent'] = value;
        break;
      default:
        if (word.startsWith('-') && word !== '-') throw new Uncovered(`curl ${word}`);
        wish.urls.push(word);
    }
  }
  return wish;
}

/** Takes `-sSfo` apart; what stands after a letter that takes a value is its value. */
function split(arg: string): string[] {
  if (!/^-[A-Za-z0-9]{2,}/.test(arg) || arg.startsWith('--')) return [arg];
  const words: string[] = [];
  for (let at = 1; at < arg.length; at++) {
    const letter = `-${arg[at] ?? ''}`;
    words.push(letter);
    if (withValue.has(letter) && at + 1 < arg.length) {
      words.push(arg.slice(at + 1));
      break;
    }
  }
  return words;
}
