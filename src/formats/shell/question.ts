import type { Command, CommandNode, ParsedScript, Statement, SyntaxNode } from 'unbash';
import { forEachChild, parse } from 'unbash';
import type { Span } from '../../diagnostics/diagnostic.ts';
import { mask, unmask } from './placeholder.ts';
import { forEachScript } from './word.ts';

/**
 * What keeps a script from answering a question with 0 (yes), 1 (no) or anything else (cannot tell), and from answering alike
 * wherever it runs.
 */
export interface QuestionFault extends Span {
  /**
   * `lines`: pasted, its status is lost, as only the last line's counts. `exit`: it would end the shell that it is pasted into.
   * `failure`: if this program fails, that reads as an answer. `name`: a variable that zsh keeps for itself.
   */
  kind: 'lines' | 'exit' | 'failure' | 'name';
  text: string;
}

/** Programs that look into what they are given, and whose status 1 is their no. */
const lookups: ReadonlySet<string> = new Set(
  '[ : awk cmp cut echo exit export false grep head printf sed sort tail test tr true uniq wc'.split(' '),
);

/** What zsh sets by itself, or does not let be set. */
const zshNames: ReadonlySet<string> = new Set(
  'argv cdpath fignore fpath fpath funcstack history jobstates mailpath manpath match options path pipestatus prompt psvar signals status watch'.split(
    ' ',
  ),
);

/** Returns what keeps a script from being a question, in the order of its text. What no shell can read has no faults here. */
export function questionFaults(text: string): QuestionFault[] {
  const masked = mask(text);
  const script = parse(masked);
  if ((script.errors ?? []).length > 0) return [];
  const faults: QuestionFault[] = [];
  const report = (kind: QuestionFault['kind'], { pos, end }: { pos: number; end: number }) =>
    faults.push({ kind, start: pos, end, text: unmask(masked.slice(pos, end)) });

  /** Each statement but the last may only set a variable, or has to say what its failure means. */
  const statements = (all: readonly Statement[], apart: boolean) => {
    for (const [index, statement] of all.entries()) {
      const isLast = index === all.length - 1;
      if (!isLast && !isPlain(statement) && !(apart && isGuarded(statement))) report('lines', statement);
    }
    // Where all else has been told by then, the end says that it cannot be told.
    const isOpen = (exitOf(all.at(-1)?.command) ?? 0) >= 2;
    for (const statement of all) answers(statement, apart, isOpen);
  };

  const answers = ({ command }: Statement, apart: boolean, isOpen: boolean) => {
    const only = bare(command);
    if (only.type === 'Subshell') return statements(only.body.commands, true);
    const status = command.type === 'AndOr' ? exitOf(command.commands.at(-1)) : undefined;
    const parts = command.type === 'AndOr' && status !== undefined ? command.commands.slice(0, -1) : [];
    const told = command.type === 'AndOr' && command.operators.at(-1) === '||' ? (status ?? 0) >= 2 : isOpen;
    const heeded = new Set<SyntaxNode>(told ? parts.flatMap((part) => lastOf(part) ?? []) : []);
    visit(command, apart, heeded);
  };

  const visit = (node: SyntaxNode, apart: boolean, heeded: ReadonlySet<SyntaxNode>): void => {
    if (node.type === 'Command') {
      const name = node.name && masked.slice(node.name.pos, node.name.end);
      if (name === 'exit' && !apart) report('exit', node);
      if (name !== undefined && !lookups.has(name) && !heeded.has(node)) report('failure', node);
      for (const part of node.prefix)
        if (part.type === 'Assignment' && part.name !== undefined && zshNames.has(part.name))
          report('name', part);
      // What a lone assignment takes has the assignment's own status.
      const taken = name === undefined && heeded.has(node) ? node.prefix : [];
      for (const part of [...node.prefix, ...(node.name ? [node.name] : []), ...node.suffix])
        inner(part, taken.includes(part as never));
      return;
    }
    forEachChild(node, (child) => visit(child, apart || node.type === 'Subshell', heeded));
  };

  const inner = (part: SyntaxNode, isTaken: boolean): void => {
    const scriptsOf = (node: SyntaxNode): void => {
      if (node.type === 'Word') {
        forEachScript(node, (nested) => nestedIn(nested, isTaken));
        return;
      }
      forEachChild(node, scriptsOf);
    };
    scriptsOf(part);
  };

  const nestedIn = (nested: ParsedScript, isTaken: boolean): void => {
    const last = nested.commands.at(-1);
    const heeded = new Set<SyntaxNode>(isTaken && last ? (lastOf(last.command) ?? []) : []);
    for (const statement of nested.commands) visit(statement.command, true, heeded);
  };

  statements(script.commands, false);
  return faults.sort((a, b) => a.start - b.start);
}

/** Returns what a statement consists of, where that is one thing alone. */
function bare(command: Statement['command']): CommandNode | Statement['command'] {
  if (command.type !== 'Pipeline' || command.commands.length !== 1 || command.prefixes.length > 0)
    return command;
  return command.commands[0] ?? command;
}

/** Programs that make one text of another, and do not fail at it. */
const filters: ReadonlySet<string> = new Set('cut echo head printf sed sort tail tr uniq wc'.split(' '));

/** Whether a statement sets variables to what is known already, or to what is made of it. */
function isPlain({ command }: Statement): boolean {
  const only = bare(command);
  return only.type === 'Command' && only.name === undefined && only.prefix.every(isMade);
}

function isMade(node: SyntaxNode): boolean {
  let made = true;
  const look = (part: SyntaxNode): void => {
    if (part.type === 'Command' && part.name !== undefined && !filters.has(part.name.value)) made = false;
    if (part.type !== 'Word') forEachChild(part, look);
    else forEachScript(part, ({ commands }) => commands.forEach(look));
  };
  look(node);
  return made;
}

/** Whether a statement says what it comes to: `… || exit 2`, `… && exit 0`. */
function isGuarded({ command, background }: Statement): boolean {
  return !background && command.type === 'AndOr' && exitOf(command.commands.at(-1)) !== undefined;
}

/** Returns the status of `exit STATUS`. */
function exitOf(node: SyntaxNode | undefined): number | undefined {
  const only = node && lastOf(node)?.[0];
  if (only?.name?.value !== 'exit') return undefined;
  const [status] = only.args;
  return status?.type === 'Word' && /^\d+$/.test(status.value) ? Number(status.value) : undefined;
}

/** Returns the commands whose status a part of a list has: that of its last command, as a pipe has. */
function lastOf(node: SyntaxNode): Command[] | undefined {
  if (node.type === 'Command') return [node];
  if (node.type === 'Redirected') return lastOf(node.command);
  if (node.type === 'Pipeline') {
    const last = node.commands.at(-1);
    return last && node.prefixes.length === 0 ? lastOf(last) : undefined;
  }
  if (node.type === 'AndOr') return node.commands.flatMap((part) => lastOf(part) ?? []);
  return undefined;
}
