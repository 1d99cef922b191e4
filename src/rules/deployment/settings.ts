import type { Span } from '../../diagnostics/diagnostic.ts';
import { flagValue } from '../../formats/fly-command/invocation.ts';
import type { ShellCommand, ShellScript } from '../../formats/shell/script.ts';
import type { Fence } from '../../guide/fence.ts';
import { once, type PageCommand } from './facts.ts';

/** A command that sets secrets, or other variables of the app's machines. */
export interface Setting {
  fence: Fence;
  /** Whether it sets a variable of this name, as far as can be told: what comes from an unknown file may hold any. */
  sets: (name: string) => boolean;
  /** The names that stand in it. */
  names: string[];
  /** Returns where a name stands in the fence's text. */
  placeOf: (name: string) => Span | undefined;
}

/** Returns the commands of a guide that set secrets, in order. */
export const settingsIn = once(({ commands, scripts }): Setting[] => {
  const parsed = new Map(scripts.map(({ fence, script }) => [fence, script]));
  return commands.flatMap((one): Setting[] => {
    const sets = namesSet(one, parsed.get(one.fence));
    if (!sets) return [];
    const { fence } = one;
    const names = namesIn(fence);
    const placeOf = (name: string) => {
      const start = fence.text.indexOf(name);
      return start < 0 ? undefined : { start, end: start + name.length };
    };
    return [{ fence, sets, names, placeOf }];
  });
});

const known = new WeakMap<Fence, string[]>();

/** Returns the names of variables in a fence, each once. */
function namesIn(fence: Fence): string[] {
  const names = known.get(fence) ?? [...new Set(fence.text.match(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g) ?? [])];
  known.set(fence, names);
  return names;
}

function namesSet(
  { command: { invocation, shell } }: PageCommand,
  script: ShellScript | undefined,
): ((name: string) => boolean) | undefined {
  switch (invocation.path) {
    case 'secrets set':
      if (invocation.open) return () => true;
      return (name) => invocation.args.some(({ value }) => value.startsWith(`${name}=`));
    case 'secrets import':
      return imported(shell, script);
    case 'deploy':
    case 'launch': {
      const set = flagValue(invocation, 'env');
      return set === undefined ? undefined : (name) => set.startsWith(`${name}=`);
    }
    default:
      return undefined;
  }
}

/** What `fly secrets import` reads: what a heredoc or a command before it says, sifted by `grep`; of a file, who knows. */
function imported(shell: ShellCommand, script: ShellScript | undefined): (name: string) => boolean {
  const [heredoc] = shell.heredocs;
  if (heredoc) return (name) => heredoc.text.includes(`${name}=`);
  const before = (script?.commands ?? []).filter(
    (one) => one !== shell && one.line === shell.line && one.start < shell.start && one.pipedOut,
  );
  if (!shell.pipedIn || before.length === 0) return () => true;
  const sieves = before.flatMap(sieve);
  if (sieves.length > 0) return (name) => sieves.every((passes) => passes(`${name}=value`));
  const says = before.every(({ words }) => /^(?:printf|echo)$/.test(words[0]?.value ?? ''));
  const text = before.map((one) => script?.text.slice(one.start, one.end) ?? '').join('\n');
  if (before.every((one) => one.heredocs.length > 0))
    return (name) => before.some((one) => one.heredocs.some((each) => each.text.includes(`${name}=`)));
  return says ? (name) => new RegExp(`\\b${name}\\b`).test(text) : () => true;
}

/** Returns what a `grep` lets through. */
function sieve({ words }: ShellCommand): ((line: string) => boolean)[] {
  const [program, ...args] = words.map(({ value }) => value);
  if (!/^[ef]?grep$/.test(program ?? '')) return [];
  const options = args.filter((arg) => arg.startsWith('-')).join('');
  const pattern = args.find((arg) => !arg.startsWith('-')) ?? '';
  const isExtended = program === 'egrep' || /[EP]/.test(options);
  // In a basic pattern, what has a meaning in an extended one has it behind a backslash.
  const source = isExtended
    ? pattern
    : pattern.replaceAll(/\\?([|(){}+?])/g, (all, sign) => (all === sign ? `\\${sign}` : sign));
  try {
    const expression = new RegExp(source, options.includes('i') ? 'i' : '');
    return [(line) => expression.test(line) !== options.includes('v')];
  } catch {
    return [];
  }
}
