import type { Finding, Span } from '../../diagnostics/diagnostic.ts';

/** One word of a command line. */
export interface ShellWord extends Span {
  /** As it is written, quotes included. */
  text: string;
  /** What the command gets. Where the word is dynamic, expansions stand in it as they are written. */
  value: string;
  /** Whether the value depends on a variable, another command's output or the like. */
  dynamic: boolean;
  /** Whether the shell may make several words of it: an unquoted `*`, `?`, `[…]` or `{a,b}`. */
  expands: boolean;
  quoting: 'none' | 'single' | 'double' | 'mixed';
  /** Where the value stands in the script letter for letter, if it does. */
  inner?: Span;
}

/** `NAME=value` before a command, or alone. */
export interface ShellAssignment extends Span {
  name: string;
  /** Nothing for an array. */
  value?: ShellWord;
}

/** `> file`, `2>&1`, `< file`, `<<< word`. Heredocs stand by themselves. */
export interface ShellRedirect extends Span {
  operator: string;
  /** The file descriptor that is written before the operator, such as the 2 of `2>&1`. */
  descriptor?: number;
  target?: ShellWord;
}

/** A text in a heredoc. Its `text` and `lines` make it a snippet of the script: what a command reads, and where that stands. */
export interface Heredoc extends Span {
  delimiter: string;
  /** Whether the delimiter is quoted, so that nothing in the body is expanded. */
  quoted: boolean;
  /** Whether the body holds expansions, so that `text` is not yet what the command reads. */
  dynamic: boolean;
  /** The body as the command reads it: without the tabs that `<<-` drops and the backslashes that the shell eats. */
  text: string;
  /** Where pieces of `text` start (`snippet`), and where these stand in the script (`file`). */
  lines: { snippet: number; file: number }[];
  /** The body as it stands in the script. */
  body: Span;
  /** The closing delimiter; nothing where it is missing. */
  closing?: Span;
}

/** What a command stands in, from the outside in. */
export type Enclosure =
  | 'and'
  | 'or'
  | 'not'
  | 'if'
  | 'loop'
  | 'case'
  | 'function'
  | 'subshell'
  | 'group'
  | 'coproc'
  | 'substitution'
  | 'background';

/** A simple command: its name, its arguments and all that hangs on it. */
export interface ShellCommand extends Span {
  /** The name and the arguments. Empty where there are assignments or redirections alone. */
  words: ShellWord[];
  assignments: ShellAssignment[];
  redirects: ShellRedirect[];
  heredocs: Heredoc[];
  /** Whether its standard input is another command's output. */
  pipedIn: boolean;
  /** Whether its standard output goes to another command. */
  pipedOut: boolean;
  /** Whether its standard input is anything but the script's own. */
  fed: boolean;
  within: readonly Enclosure[];
  /** The whole command line that it stands in, heredocs included. */
  line: Span;
}

/** A shell script, parsed as far as it goes. */
export interface ShellScript {
  text: string;
  /** What keeps the shell from reading it, in order. */
  findings: Finding[];
  /** Every simple command, also inside of `$(…)`, in the order of the source. */
  commands: ShellCommand[];
  /** Every heredoc, in order. */
  heredocs: Heredoc[];
  /** The command lines, each with its heredocs; comments and blank lines stand between them. */
  lines: Span[];
  /** Prompts such as `$ ` that stand before commands, and which the parser did not see. */
  prompts: Span[];
  /** Lines of a recorded session that are output, not input. */
  output: Span[];
}
