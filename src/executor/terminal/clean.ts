import { visible } from '../../runbook/unseen.ts';

/**
 * Escape sequences of terminals: CSI, OSC and its kin up to their end, and two-character ones. One that nothing closes ends with its
 * line, so that what a program prints after it is not lost.
 */
const sequences =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?/g;

/** Control characters other than tab and newline, and those that turn the direction of writing. */
const controls = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Returns what was typed without what keys send that are no letters: arrows, and the marks around what is pasted. */
export function typedOnly(text: string): string {
  return text.replace(/\x1bO[A-Za-z]/g, '').replace(sequences, '');
}

/**
 * Returns text that does nothing to a terminal but show: a program's output, or words. A carriage return starts a new line. What is
 * to run is never cleaned, but shown by `linesOf`.
 */
export function harmless(text: string): string {
  return text.replace(sequences, '').replace(/\r+\n/g, '\n').replace(/\r/g, '\n').replace(controls, '\ufffd');
}

/** The same for what has to stand on one line. */
export function oneLine(text: string): string {
  return harmless(text).replace(/\s+/g, ' ').trim();
}

/** Returns the lines of a plan's text as they are to be shown: all of them, to the character. */
export function linesOf(text: string): string[] {
  return visible(text).replace(/\n$/, '').split('\n');
}

/** Returns a function that makes text harmless as it comes in pieces; a sequence split across them is found. */
export function harmlessStream(): (piece: string | undefined) => string {
  let rest = '';
  return (piece) => {
    const text = rest + (piece ?? '');
    rest = '';
    if (piece === undefined) return harmless(text);
    const open = /(?:\r|(?:\x1b|[\x90\x98\x9b\x9d-\x9f])[^\n]{0,200})$/.exec(text);
    const cut = open && isOpen(open[0]) ? open.index : text.length;
    rest = text.slice(cut);
    return harmless(text.slice(0, cut));
  };
}

/** Whether what stands at the end of a piece may be a sequence that goes on. */
function isOpen(tail: string): boolean {
  if (tail.startsWith('\r')) return true;
  const last = Math.max(
    tail.lastIndexOf('\x1b'),
    tail.search(/[\x90\x98\x9b\x9d-\x9f][^\x90\x98\x9b\x9d-\x9f]*$/),
  );
  const sequence = tail.slice(last);
  return !/^(?:\x1b\[[0-?]*[ -/]*[@-~]|\x1b[^[\]PX^_ -/]|[\s\S]*(?:\x07|\x9c))/.test(sequence);
}
