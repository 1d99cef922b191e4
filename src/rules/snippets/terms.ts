import { readFlyCommand } from '../../formats/fly-command/command.ts';
import { type FlyInvocation, type FlyWord, givenFlag } from '../../formats/fly-command/invocation.ts';
import { flyFacts, flyTerms } from '../../formats/fly-command/terms.ts';
import { flyTomlFacts, flyTomlTerms } from '../../formats/fly-toml/terms.ts';
import { openclawFacts, openclawPaths, openclawTerms } from '../../formats/openclaw-config/terms.ts';
import { parseShell } from '../../formats/shell/parse.ts';
import type { ShellScript } from '../../formats/shell/script.ts';
import { shellFacts, shellTerms } from '../../formats/shell/terms.ts';
import { writtenFiles } from '../../formats/shell/written.ts';
import type { Term, TermFacts } from '../../formats/term.ts';
import type { Targets } from '../../guide/targets.ts';
import { contextOf, type SnippetContext } from './context.ts';
import { kindOf, kindOfFile, type SnippetFence, type SnippetKind } from './kind.ts';
import { spanInFile } from './locate.ts';

export type { Term, TermFacts } from '../../formats/term.ts';

/** Returns the keys, commands and flags of a fence, where they stand in its text. A fence that is not checked has none. */
export function termsOf(fence: SnippetFence, targets: Targets): Term[] {
  const kind = fence.annotations.ignore === undefined ? kindOf(fence, false) : undefined;
  return kind === undefined ? [] : termsIn(fence.text, kind, contextOf(fence, { targets, foreign: false }));
}

/** Returns what the tables of a term's format say of a name, or nothing where they know none like it. */
export function factsOf(format: string, name: string, targets: Targets): TermFacts | undefined {
  switch (format) {
    case 'fly-toml':
      return flyTomlFacts(name);
    case 'openclaw-config':
      return openclawFacts(name, targets.openclaw ?? '');
    case 'fly-command':
      return flyFacts(name);
    case 'shell':
      return shellFacts(name);
    default:
      return undefined;
  }
}

function termsIn(text: string, kind: SnippetKind, context: SnippetContext): Term[] {
  switch (kind) {
    case 'fly-toml':
      return flyTomlTerms(text);
    case 'openclaw-config':
      return openclawTerms(text, context.openclaw, context.syntax ?? 'json');
    case 'shell':
      return scriptTerms(text, context);
    default:
      return [];
  }
}

/** The terms of a script, of the files that it writes, and of the commands that it hands to another shell. */
function scriptTerms(text: string, context: SnippetContext): Term[] {
  const script = parseShell(text);
  const files = writtenFiles(script).flatMap((file) => {
    const kind = kindOfFile(file.path);
    if (kind === undefined) return [];
    const inner = termsIn(file.text, kind, { ...context, syntax: 'json' });
    return inner.map((term) => ({ ...term, ...spanInFile(file, term) }));
  });
  const own = [...flyTerms(script), ...shellTerms(script), ...openclawPaths(script, context.openclaw)];
  return [...own, ...files, ...handedOn(script, context)].sort((a, b) => a.start - b.start);
}

/** The terms of what runs on the far side: `-C "rm /data/openclaw.json"`. */
function handedOn({ text, commands }: ShellScript, context: SnippetContext): Term[] {
  return commands.flatMap((command) => {
    const invocation = readFlyCommand(command)?.invocation;
    const far = invocation?.path === 'ssh console' && flagValueWord(invocation, 'command');
    if (!far) return [];
    const { start, end } = far;
    return scriptTerms(text.slice(start, end), context).map((term) => ({
      ...term,
      start: term.start + start,
      end: term.end + start,
    }));
  });
}

function flagValueWord(invocation: FlyInvocation, name: string): FlyWord | undefined {
  return givenFlag(invocation, name)?.valueWord;
}
