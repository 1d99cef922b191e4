import { harmless } from '../terminal/clean.ts';
import { formsOf, short } from './disguises.ts';
import { findAt } from './form.ts';
import { Starts } from './starts.ts';

/** What stands where a secret stood. */
export const mask = '[secret]';

/** Takes secrets out of text, whole or as it streams by. */
export class Redactor {
  readonly #starts = new Starts();
  #short: string[] = [];

  /** Adds a value that is never to be shown, neither as it is nor as it comes to a screen. */
  hide(secret: string): void {
    for (const one of new Set([secret, harmless(secret)].flatMap((text) => [text, text.trim()]))) {
      if (one.trim() === '') continue;
      if (one.length < short) this.#short.push(one);
      for (const form of formsOf(one)) this.#starts.add(form);
    }
  }

  /** Returns the text without secrets. */
  clean(text: string): string {
    return this.#scan(text, 0, true).clean;
  }

  /** Whether a text holds a secret in any form: what is to be kept may not even hold a short one that is part of a longer word. */
  holds(text: string): boolean {
    return this.clean(text) !== text || this.#short.some((one) => one.length >= 4 && text.includes(one));
  }

  /** Returns a function that cleans text coming in pieces; a secret split across them is found. An undefined piece ends the text. */
  stream(): (piece: string | undefined) => string {
    let rest = '';
    // Whether a short secret stands alone is told by what stands before it.
    let before = '';
    return (piece) => {
      const text = before + rest + (piece ?? '');
      const { clean, end } = this.#scan(text, before.length, piece === undefined);
      rest = text.slice(end);
      before = text.slice(0, end).slice(-1);
      return clean;
    };
  }

  /** Returns the clean text from a place on, as far as it can be told what is a secret, and where that is. */
  #scan(text: string, from: number, whole: boolean): { clean: string; end: number } {
    if (this.#starts.isEmpty) return { clean: text.slice(from), end: text.length };
    let clean = '';
    let done = from;
    for (let at = from; at < text.length; at++) {
      const end = this.#longestAt(text, at, whole);
      if (end === undefined) continue;
      if (end === 'open') return { clean: clean + text.slice(done, at), end: at };
      clean += text.slice(done, at) + mask;
      done = end;
      at = end - 1;
    }
    return { clean: clean + text.slice(done), end: text.length };
  }

  /** Returns where the longest secret ends that begins at a place; `open` where one that goes on behind the text may be longer. */
  #longestAt(text: string, at: number, whole: boolean): number | 'open' | undefined {
    let longest: number | undefined;
    for (const form of this.#starts.at(text, at)) {
      const end = findAt(text, at, form, whole);
      if (end === 'open') return 'open';
      if (end !== undefined && end > (longest ?? at)) longest = end;
    }
    return longest;
  }
}
