import { readFlyCommand } from '../../formats/fly-command/command.ts';
import { parseToml } from '../../formats/fly-toml/toml/parse.ts';
import { plainOf } from '../../formats/fly-toml/toml/plain.ts';
import { parseJson } from '../../formats/openclaw-config/json.ts';
import { parseShell } from '../../formats/shell/parse.ts';
import type { ShellCommand } from '../../formats/shell/script.ts';
import { writtenFiles } from '../../formats/shell/written.ts';
import type { Fence } from '../../guide/fence.ts';
import type { Page } from '../../guide/page.ts';
import { inFile } from '../../guide/snippet.ts';
import { kindOf, kindOfFile, type SnippetKind } from '../snippets/kind.ts';

/** What statements are about, in the order in which people want to read of them. */
export const topics = ['command', 'flag', 'key', 'section'] as const;
export type Topic = (typeof topics)[number];

/** One thing that a page says by a snippet or a heading, whatever its words. */
export interface Statement {
  topic: Topic;
  /** `fly volumes create`, `fly volumes create --size`, `fly.toml vm.memory`, a heading's id. */
  name: string;
  /** What a key is set to, as JSON. */
  value?: string;
  /** What else a section is or was called. */
  also?: string[];
  file: string;
  line: number;
}

/** Returns everything that a page says by its snippets and headings. */
export function statementsOf(page: Page): Statement[] {
  const lineAt = (offset: number) => page.source.slice(0, offset).split('\n').length;
  const { aliases } = page.frontmatter;
  const headings = page.headings.map(({ id, text, line }): Statement => {
    const name = id ?? slugOf(text);
    const also = [slugOf(text), ...(aliases[name] ?? [])];
    return { topic: 'section', name, also, file: page.file, line };
  });
  // The steps of a numbered list of components are sections too.
  const steps = [...page.source.matchAll(/<Step title="([^"]+)">/g)].map(
    ({ 1: title = '', index }): Statement => ({
      topic: 'section',
      name: slugOf(title),
      file: page.file,
      line: lineAt(index),
    }),
  );
  const fences = page.fences
    .filter(({ annotations }) => annotations.target === undefined && annotations.ignore === undefined)
    .flatMap((fence) => ofFence(fence, lineAt));
  return [...headings, ...steps, ...fences];
}

/** Returns the id that a documentation site makes of a heading. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function ofFence(fence: Fence, lineAt: (offset: number) => number): Statement[] {
  const kind = kindOf(fence, false);
  if (kind !== 'shell') return ofFile(fence.text, kind, fence.file, fence.line);
  const script = parseShell(fence.text);
  const commands = script.commands.flatMap((command): Statement[] => {
    const line = lineAt(inFile(fence, command.start));
    return namesOf(command).map(({ topic, name }) => ({ topic, name, file: fence.file, line }));
  });
  const files = writtenFiles(script).flatMap((file) => {
    const line = lineAt(inFile(fence, file.lines[0]?.file ?? 0)) - 1;
    return ofFile(file.text, kindOfFile(file.path), fence.file, line);
  });
  return [...commands, ...files];
}

/** Returns what a command line names: the command by its own name, whichever alias was written, and its flags. */
function namesOf(command: ShellCommand): Pick<Statement, 'topic' | 'name'>[] {
  const fly = readFlyCommand(command);
  if (fly !== undefined) {
    const { path, flags } = fly.invocation;
    const name = `fly ${path}`.trim();
    return [
      { topic: 'command', name },
      ...flags.map(({ flag }) => ({ topic: 'flag' as const, name: `${name} --${flag.name}` })),
    ];
  }
  const [program = '', verb = ''] = command.words.map(({ value }) => value);
  return program === 'git' ? [{ topic: 'command', name: `git ${verb}` }] : [];
}

const fileNames: Partial<Record<SnippetKind, string>> = {
  'fly-toml': 'fly.toml',
  'openclaw-config': 'openclaw.json',
};

/** Returns what a configuration sets. `line` is that before its first. */
function ofFile(text: string, kind: SnippetKind | undefined, file: string, line: number): Statement[] {
  const name = kind && fileNames[kind];
  if (name === undefined) return [];
  const value = kind === 'fly-toml' ? plainOf(parseToml(text).root) : parseJson(text, 'json5').value;
  const lines = text.split('\n');
  return leavesOf(value).map(({ path, value: leaf }) => {
    const key = path.findLast((part) => part !== '[]') ?? '';
    const at = lines.findIndex(
      (each) => each.includes(key) && (leaf === '' || each.includes(leafText(leaf))),
    );
    const near = at < 0 ? lines.findIndex((each) => each.includes(key)) : at;
    return {
      topic: 'key',
      name: `${name} ${path.join('.').replaceAll('.[]', '[]')}`,
      value: leaf,
      file,
      line: line + 1 + Math.max(near, 0),
    };
  });
}

function leafText(json: string): string {
  return json.replaceAll(/^"|"$/g, '');
}

/** Returns each value that is no object with the keys that lead to it; the items of a list have one path. */
function leavesOf(value: unknown, path: string[] = []): { path: string[]; value: string }[] {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object' || item === null))
      return [{ path, value: JSON.stringify(value) }];
    return value.flatMap((item) => leavesOf(item, [...path, '[]']));
  }
  if (typeof value !== 'object' || value === null) return [{ path, value: JSON.stringify(value) ?? '' }];
  const entries = Object.entries(value);
  if (entries.length === 0) return path.length === 0 ? [] : [{ path, value: '{}' }];
  return entries.flatMap(([key, item]) => leavesOf(item, [...path, key]));
}
