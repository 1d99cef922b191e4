import type { Fence } from '../../guide/fence.ts';

/** What of a fence says what it is. */
export type SnippetFence = Pick<Fence, 'lang' | 'text' | 'annotations'>;

/** What a snippet is, and so what checks it. */
export type SnippetKind = 'fly-toml' | 'toml' | 'openclaw-config' | 'json' | 'shell' | 'output';

const shells = new Set(['bash', 'sh', 'shell', 'zsh', 'console', 'shellsession']);
const jsons = new Set(['json', 'json5', 'jsonc']);

/**
 * Returns what a fence is, or nothing where no checker knows its language.
 *
 * @param foreign a document that is not the guide's: a snippet there is taken for a fly.toml or an openclaw.json only where it
 *   looks like one
 */
export function kindOf({ lang, text, annotations }: SnippetFence, foreign: boolean): SnippetKind | undefined {
  if (shells.has(lang)) return 'shell';
  if (annotations.file !== undefined) return kindOfFile(annotations.file) ?? kindOfLanguage(lang);
  if (lang === 'toml') return !foreign || looksLikeFlyToml(text) ? 'fly-toml' : 'toml';
  if (jsons.has(lang)) return !foreign || looksLikeOpenclawConfig(text) ? 'openclaw-config' : 'json';
  if (annotations.expect !== undefined) return 'output';
  return undefined;
}

/** Returns what a file of this name is, or nothing where no checker knows it. */
export function kindOfFile(path: string): SnippetKind | undefined {
  const name = path.split('/').at(-1) ?? path;
  if (/^fly(\.[\w-]+)*\.toml$/.test(name)) return 'fly-toml';
  if (/^openclaw(\.[\w-]+)*\.json5?$/.test(name)) return 'openclaw-config';
  return kindOfLanguage(/\.(\w+)$/.exec(name)?.[1] ?? '');
}

function kindOfLanguage(lang: string): SnippetKind | undefined {
  if (lang === 'toml') return 'toml';
  if (jsons.has(lang)) return 'json';
  return shells.has(lang) ? 'shell' : undefined;
}

const flyTables =
  /^\s*(\[\[?\s*(http_service|services|mounts|vm|processes|deploy|statics|checks|metrics|env|build)\b|primary_region\s*=|app\s*=)/m;

function looksLikeFlyToml(text: string): boolean {
  return flyTables.test(text) && !/^\s*\[\[?\s*(package|tool|project|dependencies|workspace)\b/m.test(text);
}

function looksLikeOpenclawConfig(text: string): boolean {
  return /^\s*\{\s*(\/\/.*\s*)*["']?(agents|gateway|channels|bindings|plugins|auth)["']?\s*:/.test(text);
}
