import type { Finding } from '../../diagnostics/diagnostic.ts';
import { describe } from './describe.ts';
import { asJson5, type JsonSyntax, parseJson } from './json.ts';
import { semantics } from './meaning.ts';
import { findProblems } from './problems.ts';
import { type SchemaSet, schemaFor } from './versions.ts';
import { checkVoiceCall } from './voice-call.ts';

export interface CheckOptions {
  /** OpenClaw's version, such as `2026.9.6`. */
  version: string;
  /** What the text is meant to be; `json` unless told. OpenClaw reads JSON5 in either case, so that its forms are no more than something to know. */
  syntax?: JsonSyntax;
  /** The text is a part of a configuration: what it does not say may stand elsewhere. */
  fragment?: boolean;
}

/**
 * Returns what is wrong with a configuration of OpenClaw, or with a part of one, in the order of the text. Never throws, whatever
 * the text.
 */
export function checkWith(schemas: SchemaSet, text: string, options: CheckOptions): Finding[] {
  const { schema, finding } = schemaFor(schemas, options.version);
  if (finding) return [finding];
  const json = parseJson(text, options.syntax ?? 'json');
  const written = asJson5(json.findings);
  if (!json.root || !json.understood) return written;
  const context = {
    schemas,
    schema,
    text,
    root: json.root,
    version: options.version,
    fragment: options.fragment ?? false,
  };
  return [
    ...written,
    ...findProblems(schema, json.root).flatMap((problem) => describe(problem, context)),
    ...checkVoiceCall(context),
    ...semantics.flatMap((rule) => rule(context)),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
}
