import type { Edit, Finding, Related, Span } from '../../diagnostics/diagnostic.ts';
import { type JsonFault, jsonFaults } from './json-faults.ts';
import { createLexer } from './json-lexer.ts';
import { type JsonNode, memberOf, nodeAt, pathOf } from './json-node.ts';
import { JsonReader } from './json-reader.ts';

export type JsonSyntax = 'json' | 'json5';

/** A JSON text, read as far as it can be read. */
export interface JsonText {
  /** What the text says; undefined where it has no value at all. */
  value: unknown;
  /** The same with places. */
  root: JsonNode | undefined;
  findings: Finding[];
  /** Whether the text was understood to its end: what was found wrong leaves no doubt about the rest. */
  understood: boolean;
  /** Returns where the value stands that a JSON pointer names. */
  placeOf(pointer: string): Span | undefined;
  /** Returns where the key stands, with its quotes, that a JSON pointer names. */
  keyPlaceOf(pointer: string): Span | undefined;
}

/** More than this many findings on one text help nobody. */
const mostFindings = 200;

/** No configuration is longer, and what is longer would fill the memory. */
const longest = 4_000_000;

/**
 * Returns what a JSON or JSON5 text says, and what is wrong with how it is written. It goes on after a mistake, so that several are
 * found; a mistake that makes the rest of its line unreadable silences that line. What JSON5 takes and JSON does not has the code
 * `json/json5`, and is found only where the syntax is JSON.
 */
export function parseJson(text: string, syntax: JsonSyntax): JsonText {
  const findings: Finding[] = [];
  let understood = true;
  let silentUntil = 0;

  const report = (
    name: JsonFault,
    span: Span,
    edits?: Edit[],
    values?: Record<string, string>,
    related?: Related[],
  ): void => {
    const fault: (typeof jsonFaults)[JsonFault] = jsonFaults[name];
    if (fault.code === 'json/json5' && syntax === 'json5') return;
    if (span.start < silentUntil || findings.length >= mostFindings) return;
    const { start, end } = span;
    const finding: Finding = {
      code: fault.code,
      severity: 'error',
      start,
      end,
      message: { key: fault.message },
    };
    if (values) finding.message.values = mapValues(values, shorten);
    if (related) finding.related = related;
    if ('fix' in fault && edits) {
      const message = { key: fault.fix, values: { text: edits[0]?.text ?? '' } };
      finding.fixes = [{ message, edits, safe: 'safe' in fault }];
    }
    findings.push(finding);
    if (name === 'openString') lose(end);
  };
  const lose = (from: number): void => {
    understood = false;
    const lineEnd = text.indexOf('\n', from);
    silentUntil = lineEnd < 0 ? text.length + 1 : lineEnd;
  };

  const duplicate = (finding: Finding): void => {
    if (findings.length < mostFindings) findings.push(finding);
  };
  const read = (): JsonNode | undefined => {
    if (text.length <= longest) {
      return new JsonReader(text, createLexer(text, report), { report, lose, duplicate }).readText();
    }
    report('long', { start: 0, end: 1 }, undefined, { limit: String(longest) });
    lose(text.length);
    return undefined;
  };
  const root = read();

  return {
    value: root?.value,
    root,
    findings: findings.sort((a, b) => a.start - b.start),
    understood,
    placeOf: (pointer) => nodeAt(root, pathOf(pointer)),
    keyPlaceOf(pointer) {
      const path = pathOf(pointer);
      return memberOf(nodeAt(root, path.slice(0, -1)), path.at(-1) ?? '')?.keySpan;
    },
  };
}

function mapValues(
  values: Record<string, string>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/**
 * Returns findings of which those on JSON5 are one: a text that is JSON5 is so in many places. Where it may well be read as such,
 * that is something to know and nothing to mend.
 */
export function asJson5(findings: readonly Finding[]): Finding[] {
  const first = findings.find(({ code }) => code === 'json/json5');
  return findings.flatMap((finding): Finding[] => {
    if (finding.code !== 'json/json5') return [finding];
    const fixes = finding.fixes?.map((fix) => ({ ...fix, safe: false }));
    return finding === first ? [{ ...finding, severity: 'info', ...(fixes && { fixes }) }] : [];
  });
}
