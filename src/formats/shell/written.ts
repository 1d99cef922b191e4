import type { Span } from '../../diagnostics/diagnostic.ts';
import type { Heredoc, ShellCommand, ShellScript, ShellWord } from './script.ts';

/** A file that a script writes from a heredoc. `text` and `lines` make it a snippet of the script. */
export interface WrittenFile {
  /** As the shell would see it, save for variables, which stand in it as they are written. */
  path: string;
  /** Where the path stands. */
  pathSpan: Span;
  /** Whether the text is put after what the file already holds. */
  append: boolean;
  text: string;
  lines: Heredoc['lines'];
  /** Where the heredoc's body stands in the script. */
  body: Span;
  /** Whether the shell puts variables into the text, so that it is not yet what the file will hold. */
  dynamic: boolean;
}

/** Returns the files that a script writes by `cat > path <<EOF`, `tee path <<EOF` or `cat <<EOF | tee path`, in order. */
export function writtenFiles(script: ShellScript): WrittenFile[] {
  return script.commands.flatMap((command, index) => {
    const heredoc = command.heredocs.at(-1);
    if (!heredoc?.closing) return [];
    return targets(command, script.commands.slice(index + 1)).map(({ path, append }) => ({
      path: path.value,
      pathSpan: { start: path.start, end: path.end },
      append,
      text: heredoc.text,
      lines: heredoc.lines,
      body: heredoc.body,
      dynamic: heredoc.dynamic,
    }));
  });
}

interface Target {
  path: ShellWord;
  append: boolean;
}

function targets(command: ShellCommand, later: readonly ShellCommand[]): Target[] {
  const [name, ...args] = program(command);
  if (name === 'tee') return teeTargets(command);
  if (name !== 'cat' || args.some((arg) => arg !== '-')) return [];
  const redirect = command.redirects.find(
    ({ operator, descriptor }) =>
      operator.startsWith('>') && !operator.includes('&') && (descriptor ?? 1) === 1,
  );
  if (redirect?.target) return [{ path: redirect.target, append: redirect.operator === '>>' }];
  if (!command.pipedOut) return [];
  const next = later.find(({ pipedIn, line }) => pipedIn && line === command.line);
  return next && program(next)[0] === 'tee' ? teeTargets(next) : [];
}

/** Returns a command's words without the `sudo` before them. */
function program(command: ShellCommand): string[] {
  const words = command.words.map((word) => word.value);
  return words[0] === 'sudo' ? words.slice(1) : words;
}

function teeTargets(command: ShellCommand): Target[] {
  const args = command.words.slice(command.words[0]?.value === 'sudo' ? 2 : 1);
  const append = args.some((arg) => /^(-\w*a\w*|--append)$/.test(arg.value));
  return args.filter((arg) => !arg.value.startsWith('-')).map((path) => ({ path, append }));
}
