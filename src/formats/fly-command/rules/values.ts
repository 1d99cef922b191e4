import type { Finding, Fix, Message } from '../../../diagnostics/diagnostic.ts';
import { nearest } from '../../../diagnostics/nearest.ts';
import { kinds, offeredSizes, regions, sizes } from '../../fly-toml/presets.ts';
import { hasPlaceholder } from '../../shell/placeholder.ts';
import { found } from '../../shell/rule.ts';
import type { FlyCommand } from '../command.ts';
import type { FlyInvocation, FlyWord, GivenFlag } from '../invocation.ts';
import { memoryRule, regionRule, valueRule } from '../rules.ts';

/** Flags that take one of a few words, as flyctl's source checks them. */
const choices: Record<string, string[]> = {
  strategy: ['canary', 'rolling', 'bluegreen', 'immediate'],
  'vm-cpu-kind': ['shared', 'performance'],
  compression: ['gzip', 'zstd'],
  'rootfs-persist': ['never', 'always', 'restart'],
  'fs-type': ['ext4', 'raw'],
};
const restartPolicies = ['no', 'always', 'on-failure', 'on-fail'];

const regionFlags = new Set(['region', 'primary-region', 'regions', 'exclude-regions', 'replica-regions']);

/** Returns findings for values that have the right type and are still no such thing. */
export function checkValues({ invocation }: FlyCommand): Finding[] {
  const { path, flags, args } = invocation;
  return [
    ...flags.flatMap((given) => checkFlag(given, path)),
    ...checkMemory(invocation).filter(({ start }) => !isTold(start, invocation)),
    ...(path === 'secrets set' ? checkPairs(args) : []),
    ...args.flatMap((arg, index) =>
      isKnown(arg) && !isAroundSign(args, index) ? checkArgument(path, arg, index) : [],
    ),
  ];
}

function isAroundSign(args: FlyWord[], index: number): boolean {
  return [index - 1, index, index + 1].some((at) => args[at]?.value === '=');
}

/** `NAME = value`: the shell makes three words of it, and flyctl takes none of them. */
function checkPairs(args: FlyWord[]): Finding[] {
  return args.flatMap((sign, index) => {
    const [name, value] = [args[index - 1], args[index + 1]];
    if (sign.value !== '=' || !name || !value) return [];
    const span = { start: name.start, end: value.end };
    const edits = [
      { start: name.end, end: sign.start, text: '' },
      { start: sign.end, end: value.start, text: '' },
    ];
    // A value in quotes has its place between them.
    const isPlain = value.start - sign.end <= 1;
    const fix: Fix = {
      message: { key: 'fix.replace', values: { text: `${name.value}=…` } },
      edits,
      safe: isPlain,
    };
    return [found(valueRule, span, { key: 'rules.fly-command/value.blanks' }, { fixes: [fix] })];
  });
}

/** Whether a value is refused for its type already. */
function isTold(start: number, { problems }: FlyInvocation): boolean {
  return problems.some((problem) => problem.kind === 'value' && problem.word.start === start);
}

function isKnown(word: FlyWord): boolean {
  return !word.dynamic && !word.several && !hasPlaceholder(word.value);
}

function checkFlag({ flag, value, valueWord }: GivenFlag, path: string): Finding[] {
  if (!valueWord || !isKnown(valueWord)) return [];
  if (regionFlags.has(flag.name)) return checkRegions(valueWord, value);
  if (flag.name === 'vm-size') return checkSize(valueWord);
  const allowed =
    flag.name === 'restart' && path.startsWith('machine ') ? restartPolicies : choices[flag.name];
  return allowed && value !== '' && !allowed.includes(value)
    ? [wrongChoice(valueWord, `--${flag.name}`, allowed)]
    : [];
}

function checkArgument(path: string, word: FlyWord, index: number): Finding[] {
  const wrong = (expected: Message): Finding[] => [
    found(valueRule, word, {
      key: 'rules.fly-command/value.argument',
      values: { value: word.value, expected },
    }),
  ];
  switch (path) {
    case 'scale vm':
      return checkSize(word);
    case 'volumes create':
      return index > 0 || /^[a-z0-9_]{1,30}$/.test(word.value)
        ? []
        : wrong({ key: 'expected.fly-command/volume' });
    case 'apps create':
      return index > 0 || /^[a-z0-9-]+$/.test(word.value) ? [] : wrong({ key: 'expected.fly-command/app' });
    case 'wireguard create':
      return index === 1 && word.value !== '' ? checkRegions(word, word.value) : [];
    case 'secrets set':
      return word.value.includes('=') ? [] : wrong({ key: 'expected.fly-command/pair' });
    case 'ips release':
      return isAddress(word.value) ? [] : wrong({ key: 'expected.fly-command/address' });
    case 'proxy':
      return index > 0 || isPorts(word.value) ? [] : wrong({ key: 'expected.fly-command/ports' });
    case 'scale count':
      return /^(?:[^=]+=)?[+-]?\d+$/.test(word.value) ? [] : wrong({ key: 'expected.fly-command/count' });
    default:
      return [];
  }
}

function isAddress(text: string): boolean {
  if (/^\d+(\.\d+){3}$/.test(text))
    return text.split('.').every((part) => Number(part) <= 255 && !/^0\d/.test(part));
  return /^[\da-fA-F:.]+$/.test(text) && /^[^:]*:[^:]*:/.test(text) && !/:::|^:[^:]|[^:]:$/.test(text);
}

/** `[local:]remote`; what is no number on this side is a socket's path. */
function isPorts(text: string): boolean {
  const ports = text.split(':');
  return (
    ports.length <= 2 &&
    ports.every((port) => !/^\d+$/.test(port) || (Number(port) > 0 && Number(port) <= 65535))
  );
}

function checkRegions(word: FlyWord, value: string): Finding[] {
  let at = 0;
  return value.split(',').flatMap((written) => {
    const start = word.start + at;
    at += written.length + 1;
    const code = written.trim();
    if (code === '' || regions.has(code)) return [];
    const placed = word.end - word.start === value.length;
    const span = placed ? { start, end: start + written.length } : word;
    const meant = nearest(code, regions.keys());
    const values = { region: code };
    if (meant === undefined) return found(regionRule, span, { key: 'rules.fly-command/region', values });
    const message: Message = {
      key: 'rules.fly-command/region.nearest',
      values: { ...values, nearest: meant },
    };
    return found(regionRule, span, message, { fixes: [mend(span, meant, code.toLowerCase() === meant)] });
  });
}

function checkSize(word: FlyWord): Finding[] {
  return offeredSizes.includes(word.value) ? [] : [wrongChoice(word, '--vm-size', offeredSizes, false)];
}

function wrongChoice(word: FlyWord, flag: string, allowed: string[], safe = true): Finding {
  const meant = nearest(word.value, allowed);
  const list = allowed.map((choice) => `\`${choice}\``).join(', ');
  const expected: Message = { key: 'expected.fly-command/choice', values: { choices: list } };
  const fixes = meant === undefined ? [] : [mend(word, meant, safe)];
  return found(
    valueRule,
    word,
    { key: 'rules.fly-command/value', values: { value: word.value, flag, expected } },
    { fixes },
  );
}

function mend(span: { start: number; end: number }, text: string, safe: boolean): Fix {
  return {
    message: { key: 'fix.replace', values: { text } },
    edits: [{ start: span.start, end: span.end, text }],
    safe,
  };
}

/** Memory goes in steps, and within limits for each CPU, which are known where the size is named beside it. */
function checkMemory({ path, flags, args }: FlyInvocation): Finding[] {
  const given = flags.findLast(({ flag }) => flag.name === 'vm-memory')?.valueWord;
  const word = given ?? (path === 'scale memory' ? args[0] : undefined);
  if (!word || !isKnown(word)) return [];
  const megabytes = readMegabytes(word.value);
  if (megabytes === undefined) {
    const values = { value: word.value, expected: { key: 'expected.fly-command/memory' as const } };
    return [found(valueRule, word, { key: 'rules.fly-command/value.argument', values })];
  }
  const name =
    flags.findLast(({ flag }) => flag.name === 'vm-size')?.value ??
    (path === 'scale vm' ? args[0]?.value : undefined);
  const size = sizes.get(name ?? '');
  const kind = size && (size.cpuKind === 'shared' ? kinds.shared : kinds.performance);
  const step = (kind ?? kinds.shared).step;
  if (megabytes === 0 || megabytes % step !== 0) {
    return [
      found(memoryRule, word, { key: 'rules.fly-command/memory.step', values: { memory: word.value, step } }),
    ];
  }
  if (!size || !kind) return [];
  const minimum = kind.minimumPerCpu * size.cpus;
  const maximum = kind.maximumPerCpu * size.cpus;
  if (megabytes >= minimum && megabytes <= maximum) return [];
  const values = { memory: word.value, size: name ?? '', minimum, maximum };
  return [found(memoryRule, word, { key: 'rules.fly-command/memory.range', values })];
}

/** Returns an amount of memory in MB: a bare number is that already, other units are as Docker's. */
export function readMegabytes(text: string): number | undefined {
  const [, number, unit = 'm'] = /^(\d+(?:\.\d+)?) ?([bkmgt]?)i?b?$/i.exec(text) ?? [];
  if (number === undefined) return undefined;
  const powers: Record<string, number> = { '': 0, b: -2, k: -1, m: 0, g: 1, t: 2 };
  return Number(number) * 1024 ** (powers[unit.toLowerCase()] ?? 0);
}
