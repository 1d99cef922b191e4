import type { JsonSyntax } from '../../formats/openclaw-config/json.ts';
import type { Targets } from '../../guide/targets.ts';
import type { SnippetFence } from './kind.ts';

/** What the check of a snippet has to know beside its text. */
export interface SnippetContext {
  /** OpenClaw's version. */
  openclaw: string;
  /** Whether the snippet is not the guide's own. */
  foreign: boolean;
  /** How a JSON snippet is written; `json` unless told. */
  syntax?: JsonSyntax;
  /** Whether the snippet is a part of a file, and not all of it. */
  fragment?: boolean;
  /** Whether nobody watches the command when it runs: it is a step of a runbook. */
  unwatched?: boolean;
  /** Whether the command gets a terminal. */
  interactive?: boolean;
  /** Whether the command goes on while others run. */
  background?: boolean;
  /** Whether a shell snippet is a recorded session, where prompts and output belong. */
  session?: boolean;
  /** Whether a shell snippet of the guide runs on a reader's own computer, which may be a Mac. */
  here?: boolean;
}

/** Returns what the check of a fence has to know. */
export function contextOf(
  fence: SnippetFence,
  options: { targets: Targets; foreign: boolean },
): SnippetContext {
  const { lang, annotations } = fence;
  return {
    openclaw: openclawOf(fence, options.targets),
    foreign: options.foreign,
    syntax: syntaxOf(fence),
    fragment: annotations.file === undefined,
    unwatched: annotations.step !== undefined,
    interactive: annotations.interactive ?? false,
    background: annotations.background ?? false,
    session: lang === 'console' || lang === 'shellsession',
    here: !options.foreign && annotations.on === undefined,
  };
}

/** Returns the version of OpenClaw that a fence is for. */
export function openclawOf({ annotations }: SnippetFence, targets: Targets): string {
  return annotations.target?.replace(/^openclaw@/, '') ?? targets.openclaw ?? '';
}

/** Returns how a fence of JSON is written. */
export function syntaxOf({ lang }: SnippetFence): JsonSyntax {
  return lang === 'json5' || lang === 'jsonc' ? 'json5' : 'json';
}
