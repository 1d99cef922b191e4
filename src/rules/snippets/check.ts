import type { Finding } from '../../diagnostics/diagnostic.ts';
import { checkFlyToml } from '../../formats/fly-toml/check.ts';
import { checkToml } from '../../formats/fly-toml/toml.ts';
import { checkOpenclawConfig } from '../../formats/openclaw-config/check.ts';
import { type JsonSyntax, parseJson } from '../../formats/openclaw-config/json.ts';
import type { SnippetKind } from './kind.ts';
import { checkShellSnippet } from './shell.ts';

/** What the check of a snippet has to know beside its text. */
export interface SnippetContext {
  /** OpenClaw's version. */
  openclaw: string;
  /** Whether the snippet is not the guide's own. */
  foreign: boolean;
  /** How a JSON snippet is written. */
  syntax: JsonSyntax;
  /** Whether the snippet is a part of a file, and not all of it. */
  fragment: boolean;
  /** Whether nobody watches the command when it runs: it is a step of a runbook. */
  unwatched: boolean;
  /** Whether the command gets a terminal. */
  interactive: boolean;
}

/** Returns what is wrong with a snippet; offsets count from its start. Never throws. */
export function checkSnippet(text: string, kind: SnippetKind, context: SnippetContext): Finding[] {
  switch (kind) {
    case 'fly-toml':
      return checkFlyToml(text, { foreign: context.foreign });
    case 'toml':
      return checkToml(text);
    case 'openclaw-config':
      return checkOpenclawConfig(text, {
        version: context.openclaw,
        syntax: context.syntax,
        fragment: context.fragment,
      });
    case 'json':
      return parseJson(text, context.syntax).findings;
    case 'shell':
      return checkShellSnippet(text, context);
    case 'output':
      return [];
  }
}
