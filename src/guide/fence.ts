import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import {
  type AnnotationName,
  type Annotations,
  annotationNames,
  annotationSchema,
  displayKeys,
  expectations,
} from './annotation.ts';
import { parseMeta } from './meta.ts';
import type { Snippet } from './snippet.ts';

/** A fenced block of a page: its language, its annotations, its text, and where all of that stands. */
export interface Fence extends Snippet {
  /** The path of its file, relative to the content's folder. */
  file: string;
  /** The language after the opening backticks, in lower case; empty where there is none. */
  lang: string;
  meta: string;
  annotations: Annotations;
  /** Where each annotation stands in the file, its value alone where it has one. */
  annotationSpans: Partial<Record<AnnotationName, { start: number; end: number }>>;
  /** The offset in the file of the opening backticks. */
  start: number;
  /** The offset in the file after the closing backticks. */
  end: number;
  /** The line in the file of the opening backticks, from 1. */
  line: number;
  /** The id of the heading that it stands under, where there is one. */
  section?: string;
}

/**
 * Reads a fence where it stands in a file.
 *
 * @param source the file's whole text
 * @param start the offset of the opening backticks
 * @param end the offset after the closing backticks
 */
export function readFence(
  file: string,
  source: string,
  start: number,
  end: number,
  line: number,
): { fence: Fence; diagnostics: Diagnostic[] } {
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const container = containerOf(source.slice(lineStart, start));
  const opening = endOfLine(source, start);
  const info = source.slice(start, opening).replace(/\r$/, '');
  const [, ticks = '```', gap = '', lang = '', space = '', meta = ''] =
    /^(`{3,}|~{3,})([ \t]*)(\S*)([ \t]*)(.*)$/s.exec(info) ?? [];
  const metaStart = start + ticks.length + gap.length + lang.length + space.length;
  const { annotations, annotationSpans, diagnostics } = readMeta(file, meta, metaStart);
  const fence: Fence = {
    file,
    lang: lang.toLowerCase(),
    meta,
    annotations,
    annotationSpans,
    start,
    end,
    line,
    ...cut(source, opening + 1, end, container, ticks),
  };
  return { fence, diagnostics };
}

/** What stands before a fence's lines: the signs of block quotes, and blanks. */
interface Container {
  quotes: number;
  indent: number;
}

function containerOf(prefix: string): Container {
  const quotes = prefix.match(/>/g)?.length ?? 0;
  const behind = prefix.slice(prefix.lastIndexOf('>') + 1);
  return { quotes, indent: quotes > 0 && /^[ \t]/.test(behind) ? behind.length - 1 : behind.length };
}

/** Returns how much of a line's beginning belongs to what the fence stands in, and at most the indent of its opening. */
function outside(line: string, { quotes, indent }: Container): number {
  let at = 0;
  for (let quote = 0; quote < quotes; quote++) {
    const sign = /^[ \t]*>[ \t]?/.exec(line.slice(at))?.[0];
    if (sign === undefined) break;
    at += sign.length;
  }
  return at + Math.min(indent, /^[ \t]*/.exec(line.slice(at))?.[0].length ?? 0);
}

/** Cuts a fence's body out of its file: what its lines have in common with its opening is not part of it, as CommonMark has it. */
function cut(source: string, from: number, end: number, container: Container, ticks: string): Snippet {
  const lines: Snippet['lines'] = [];
  const closing = new RegExp(`^[ \\t>]*${ticks[0]}{${ticks.length},}[ \\t]*$`);
  let text = '';
  let at = from;
  while (at < end) {
    const stop = Math.min(endOfLine(source, at), end);
    const line = source.slice(at, stop).replace(/\r$/, '');
    if (stop >= end && closing.test(line)) break;
    const cutAway = outside(line, container);
    lines.push({ snippet: text.length, file: at + cutAway });
    // A fence that nothing closes may end with the file, and then its last line has no end of its own.
    text += line.slice(cutAway) + (stop < source.length ? '\n' : '');
    at = stop + 1;
  }
  return { text, lines: lines.length > 0 ? lines : [{ snippet: 0, file: Math.min(from, end) }] };
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end < 0 ? source.length : end;
}

const known = new Set<string>([...annotationNames, ...displayKeys]);

function readMeta(
  file: string,
  meta: string,
  metaStart: number,
): Pick<Fence, 'annotations' | 'annotationSpans'> & { diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const annotationSpans: Fence['annotationSpans'] = {};
  const annotations: Record<string, unknown> = {};
  for (const part of parseMeta(meta)) {
    const span = { start: metaStart + part.start, end: metaStart + part.end };
    const { key } = part;
    if (part.unclosed) {
      diagnostics.push({
        file,
        code: 'annotation/syntax',
        severity: 'error',
        message: { key: 'rules.annotation/syntax' },
        ...span,
      });
      continue;
    }
    if (key === undefined) continue;
    if (!known.has(key)) {
      diagnostics.push(unknownAnnotation(file, key, span.start));
      continue;
    }
    if (!isAnnotation(key)) continue;
    if (key in annotations) {
      diagnostics.push({
        file,
        code: 'annotation/twice',
        severity: 'error',
        message: { key: 'rules.annotation/twice', values: { name: key } },
        ...span,
      });
      continue;
    }
    const valueSpan =
      part.value === true
        ? span
        : { start: metaStart + part.valueStart, end: Math.max(span.end - 1, metaStart + part.valueStart) };
    const parsed = annotationSchema.shape[key].safeParse(part.value);
    if (parsed.success) {
      annotations[key] = parsed.data;
      annotationSpans[key] = valueSpan;
    } else {
      diagnostics.push({
        file,
        code: 'annotation/value',
        severity: 'error',
        message: {
          key: 'rules.annotation/value',
          values: { name: key, value: String(part.value), expected: { key: expectations[key] } },
        },
        ...valueSpan,
      });
    }
  }
  return { annotations: annotations as Annotations, annotationSpans, diagnostics };
}

function isAnnotation(key: string): key is AnnotationName {
  return Object.hasOwn(annotationSchema.shape, key);
}

function unknownAnnotation(file: string, name: string, start: number): Diagnostic {
  const span = { start, end: start + name.length };
  const similar = nearest(name, known);
  if (similar === undefined) {
    return {
      file,
      code: 'annotation/unknown',
      severity: 'error',
      message: { key: 'rules.annotation/unknown', values: { name } },
      ...span,
    };
  }
  return {
    file,
    code: 'annotation/unknown',
    severity: 'error',
    message: { key: 'rules.annotation/unknown.nearest', values: { name, nearest: similar } },
    fixes: [
      {
        message: { key: 'fix.replace', values: { text: similar } },
        edits: [{ ...span, text: similar }],
        safe: true,
      },
    ],
    ...span,
  };
}
