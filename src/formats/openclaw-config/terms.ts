import { isOwnKey, schemaFacts } from '../schema-facts.ts';
import type { ShellScript } from '../shell/script.ts';
import { namesOf, type Term, type TermFacts } from '../term.ts';
import { allSchemas } from './check.ts';
import { type JsonSyntax, parseJson } from './json.ts';
import type { JsonNode } from './json-node.ts';
import type { Schema } from './schema.ts';
import { wordFor } from './type-words.ts';
import { openclawVersions } from './versions.ts';

/** Returns every key of a configuration where it stands, without its quotes, in order. */
export function openclawTerms(text: string, version: string, syntax: JsonSyntax): Term[] {
  const terms: Term[] = [];
  const visit = (node: JsonNode | undefined, path: readonly string[]): void => {
    if (node?.kind === 'array') for (const item of node.items) visit(item, path);
    if (node?.kind !== 'object') return;
    for (const { key, keySpan, value } of node.members) {
      const quotes = /^["']/.test(text.slice(keySpan.start)) ? 1 : 0;
      const place = { start: keySpan.start + quotes, end: keySpan.end - quotes };
      terms.push({ ...termOf([...path, key], version), ...place });
      visit(value, [...path, key]);
    }
  };
  visit(parseJson(text, syntax).root, []);
  return terms;
}

/** Returns the keys that OpenClaw's own command names: `config set gateway.trustedProxies …`. */
export function openclawPaths({ commands }: ShellScript, version: string): Term[] {
  return commands.flatMap(({ words }) =>
    words.flatMap((word, index): Term[] => {
      const verb = words[index - 1]?.value ?? '';
      if (!/^(get|set|unset)$/.test(verb) || words[index - 2]?.value !== 'config') return [];
      if (!/^\w+(\.[\w-]+)*$/.test(word.value) || !word.inner) return [];
      const { start, end } = word.inner;
      return [{ ...termOf(word.value.split('.'), version), start, end }];
    }),
  );
}

/**
 * Returns what a version of OpenClaw takes for the key of this name; for one that it has no more, what the last version that had it
 * took. Nothing where none ever had it.
 */
export function openclawFacts(name: string, version: string): TermFacts | undefined {
  const path = name.split('.');
  const versions = [version, ...[...openclawVersions].reverse()];
  const found = versions
    .map((each) => schemaFacts(...partOf(each, path)))
    .find((facts) => facts !== undefined && facts.types.length + facts.choices.length > 0);
  return found && { ...found, types: found.types.map(wordFor) };
}

/** The voice-call plugin's part has a schema of its own, where the version's has a gap. */
function partOf(version: string, path: string[]): [schema: Schema, path: string[]] {
  const isVoiceCall = path.length > voiceCall.length && voiceCall.every((key, index) => key === path[index]);
  const own = isVoiceCall ? allSchemas.voiceCall.get(version) : undefined;
  return own === undefined ? [schemaOf(version), path] : [own, path.slice(voiceCall.length)];
}

const voiceCall = ['plugins', 'entries', 'voice-call', 'config'];

function termOf(path: readonly string[], version: string): Pick<Term, 'format' | 'names'> {
  return {
    format: 'openclaw-config',
    names: namesOf(path, (keys) => isOwnKey(schemaOf(version), keys)),
  };
}

function schemaOf(version: string): Schema {
  return allSchemas.config.get(version) ?? true;
}
