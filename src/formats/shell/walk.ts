import type { Command, CommandArgument, ParsedScript, ParseError, Redirection, SyntaxNode } from 'unbash';
import { forEachChild } from 'unbash';
import type { Span } from '../../diagnostics/diagnostic.ts';
import { readHeredoc } from './heredoc.ts';
import { unmask } from './placeholder.ts';
import type {
  Enclosure,
  Heredoc,
  ShellAssignment,
  ShellCommand,
  ShellRedirect,
  ShellWord,
} from './script.ts';
import { forEachScript, readWord } from './word.ts';

/** What a walk through a parsed script gathers. */
export interface Gathered {
  commands: ShellCommand[];
  heredocs: Heredoc[];
  /** Errors of nested scripts; those of the outermost stand in its own tree. */
  errors: ParseError[];
  /** One for each statement of the outermost script. */
  lines: Span[];
}

/** How deep commands may stand in one another to be looked into: a parser reads each nested script once more. */
const deepest = 24;

interface Place {
  within: readonly Enclosure[];
  pipedIn: boolean;
  pipedOut: boolean;
  fed: boolean;
  line: Span;
}

/** Gathers the simple commands of a script. `masked` is what was parsed, `text` what was written. */
export function walk(script: ParsedScript, masked: string, text: string): Gathered {
  const gathered: Gathered = { commands: [], heredocs: [], errors: [], lines: [] };
  const broken = new Set((script.errors ?? []).map((error) => error.pos));

  const visit = (node: SyntaxNode, place: Place): void => {
    switch (node.type) {
      case 'Command':
        visitCommand(node, place);
        return;
      case 'Statement':
        visit(node.command, node.background ? inside(place, 'background') : place);
        return;
      case 'AndOr':
        node.commands.forEach((command, index) => {
          const operator = node.operators[index - 1];
          visit(command, operator ? inside(place, operator === '&&' ? 'and' : 'or') : place);
        });
        return;
      case 'Pipeline': {
        const negated = node.prefixes.some((prefix) => prefix.type === 'Negation');
        const around = negated ? inside(place, 'not') : place;
        node.commands.forEach((command, index) => {
          const pipedIn = index > 0 || place.pipedIn;
          const pipedOut = index < node.commands.length - 1 || place.pipedOut;
          visit(command, { ...around, pipedIn, pipedOut, fed: place.fed || index > 0 });
        });
        return;
      }
      case 'Redirected': {
        const fed = node.redirects.some(isInput);
        for (const redirect of node.redirects) visitRedirect(redirect, place);
        visit(node.command, fed ? { ...place, fed } : place);
        return;
      }
      case 'If':
        children(node, inside(place, 'if'));
        return;
      case 'For':
      case 'ArithmeticFor':
      case 'Select':
      case 'While':
        children(node, inside(place, 'loop'));
        return;
      case 'Case':
        children(node, inside(place, 'case'));
        return;
      case 'Function':
        children(node, inside(place, 'function'));
        return;
      case 'Subshell':
        children(node, inside(place, 'subshell'));
        return;
      case 'BraceGroup':
        children(node, inside(place, 'group'));
        return;
      case 'Coproc':
        children(node, inside(place, 'coproc'));
        return;
      case 'CompoundList':
      case 'Elif':
      case 'CaseItem':
        children(node, place);
        return;
      case 'Word':
        if (mayNest(node.text)) nested(node, place);
        return;
      default:
        nested(node, place);
    }
  };

  const children = (node: SyntaxNode, place: Place): void =>
    forEachChild(node, (child) => visit(child, place));

  const nested = (node: SyntaxNode, place: Place): void => {
    if (place.within.length >= deepest) return;
    forEachScript(node, (inner, at) => {
      if (!broken.has(at)) gathered.errors.push(...(inner.errors ?? []));
      for (const error of inner.errors ?? []) broken.add(error.pos);
      const around = { ...inside(place, 'substitution'), pipedIn: false, pipedOut: true };
      for (const statement of inner.commands) visit(statement, around);
    });
  };

  const visitRedirect = (redirect: Redirection, place: Place): ShellRedirect | Heredoc => {
    if (redirect.type === 'HereDoc') {
      const heredoc = readHeredoc(redirect, text);
      gathered.heredocs.push(heredoc);
      place.line.end = Math.max(place.line.end, heredoc.end);
      if (heredoc.dynamic) nested(redirect.body, place);
      return heredoc;
    }
    const descriptor = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : undefined;
    if (redirect.target && mayNest(redirect.target.text)) nested(redirect.target, place);
    return {
      start: redirect.pos,
      end: redirect.end,
      operator: redirect.operator,
      descriptor,
      target: redirect.target && readWord(redirect.target, masked),
    };
  };

  const visitCommand = (node: Command, place: Place): void => {
    const command: ShellCommand = {
      start: node.pos,
      end: node.end,
      words: [],
      assignments: [],
      redirects: [],
      heredocs: [],
      pipedIn: place.pipedIn,
      pipedOut: place.pipedOut,
      fed: place.fed,
      within: place.within,
      line: place.line,
    };
    gathered.commands.push(command);
    const add = (part: CommandArgument | Redirection, isArgument: boolean): void => {
      if (part.type === 'Word') {
        command.words.push(readWord(part, masked));
        if (mayNest(part.text)) nested(part, place);
      } else if (part.type === 'Assignment') {
        if (isArgument) command.words.push(argument(part, masked));
        else command.assignments.push(assignment(part, masked));
        if (mayNest(part.text)) nested(part, place);
      } else {
        const read = visitRedirect(part, place);
        if ('delimiter' in read) command.heredocs.push(read);
        else command.redirects.push(read);
        if (isInput(part)) command.fed = true;
      }
    };
    for (const part of node.prefix) add(part, false);
    if (node.name) add(node.name, true);
    for (const part of node.suffix) add(part, true);
  };

  for (const statement of script.commands) {
    const line = { start: statement.pos, end: Math.max(statement.end, statement.pos) };
    gathered.lines.push(line);
    visit(statement, { within: [], pipedIn: false, pipedOut: false, fed: false, line });
  }
  gathered.commands.sort((a, b) => a.start - b.start);
  return gathered;
}

function inside(place: Place, enclosure: Enclosure): Place {
  return { ...place, within: [...place.within, enclosure] };
}

function mayNest(text: string): boolean {
  return text.includes('$') || text.includes('`') || text.includes('(');
}

function isInput(redirect: Redirection): boolean {
  const descriptor = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : 0;
  return descriptor === 0 && redirect.operator.startsWith('<');
}

type AssignmentNode = Extract<CommandArgument, { type: 'Assignment' }>;

function assignment(node: AssignmentNode, masked: string): ShellAssignment {
  const value = node.value.type === 'Word' ? readWord(node.value, masked) : undefined;
  return { start: node.pos, end: node.end, name: node.name, value };
}

/** Returns an assignment among the arguments, as of `export NAME=value`, as the one word that it is. */
function argument(node: AssignmentNode, masked: string): ShellWord {
  const text = unmask(masked.slice(node.pos, node.end));
  const span = { start: node.pos, end: node.end };
  const { value } = assignment(node, masked);
  if (value === undefined)
    return { ...span, text, value: text, dynamic: true, expands: false, quoting: 'mixed' };
  const head = unmask(masked.slice(node.pos, value.start));
  const inner = value.text === value.value ? { inner: span } : {};
  const quoting = value.quoting === 'none' ? 'none' : 'mixed';
  return {
    ...span,
    text,
    value: head + value.value,
    dynamic: value.dynamic,
    expands: value.expands,
    quoting,
    ...inner,
  };
}
