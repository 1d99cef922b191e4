import type { Finding } from '../../diagnostics/diagnostic.ts';
import { checkFlyToml } from '../../formats/fly-toml/check.ts';
import { checkToml } from '../../formats/fly-toml/toml.ts';
import { checkOpenclawConfig } from '../../formats/openclaw-config/check.ts';
import { asJson5, parseJson } from '../../formats/openclaw-config/json.ts';
import { parseShell } from '../../formats/shell/parse.ts';
import type { Memory } from '../../guide/memory.ts';
import type { SnippetContext } from './context.ts';
import type { SnippetKind } from './kind.ts';
import { checkShellSnippet } from './shell.ts';

/** Returns what is wrong with a snippet; offsets count from its start. Never throws. */
export function checkSnippet(
  text: string,
  kind: SnippetKind,
  context: SnippetContext,
  memory?: Memory,
): Finding[] {
  if (!memory) return check(text, kind, context);
  const topic = `${kind} ${JSON.stringify(context)}`;
  return memory.of(topic, text, () => check(text, kind, context, memory));
}

function check(text: string, kind: SnippetKind, context: SnippetContext, memory?: Memory): Finding[] {
  switch (kind) {
    case 'fly-toml':
      return checkFlyToml(text, { foreign: context.foreign });
    case 'toml':
      return context.foreign && isAbridged(text) ? [] : checkToml(text);
    case 'openclaw-config':
      return checkOpenclawConfig(text, {
        version: context.openclaw,
        syntax: context.syntax,
        fragment: context.fragment,
      });
    case 'json': {
      const { findings } = parseJson(text, context.syntax ?? 'json');
      // Nobody knows which program somebody else's JSON is for: many take comments, and what is shown may be a part.
      if (!context.foreign) return findings;
      return isAbridged(text) ? [] : asJson5(findings);
    }
    case 'shell': {
      const script = memory ? memory.of('script', text, () => parseShell(text)) : parseShell(text);
      return checkShellSnippet(script, context);
    }
    case 'output':
      return [];
  }
}

/** Whether a text says of itself that something is left out. */
function isAbridged(text: string): boolean {
  return /(?:^|[\s,{[])(?:\.\.\.|…)(?=[\s,}\]]|$)/m.test(text);
}
