import { harmless } from '../terminal/clean.ts';
import { base64Of, disguisesOf, short } from './disguises.ts';

/** What stands where a secret stood. */
export const mask = '[secret]';

/** Takes secrets out of text, whole or as it streams by. */
export class Redactor {
  #forms: string[] = [];
  /** Forms that may be broken into lines. */
  #broken: string[] = [];
  #short: string[] = [];
  #pattern: RegExp | undefined;
  #first = new Set<string>();
  #longest = 0;

  /** Adds a value that is never to be shown, neither as it is nor as it comes to a screen. */
  hide(secret: string): void {
    for (const one of new Set([secret, harmless(secret)].flatMap((text) => [text, text.trim()])))
      if (one.trim() !== '') this.#hide(one);
    const alone = this.#short.map((form) => `(?<![A-Za-z0-9_])${literal(form)}(?![A-Za-z0-9_])`);
    const parts = [...this.#forms.map(literal), ...this.#broken.map(brokenLiteral), ...alone];
    if (parts.length === 0) return;
    this.#pattern = new RegExp(parts.join('|'), 'g');
    const all = [...this.#forms, ...this.#broken, ...this.#short];
    this.#first = new Set(all.map((form) => form.charAt(0)));
    // A form may hold a line's end after every 64 characters.
    this.#longest = Math.max(...all.map((form) => form.length + 2 * Math.ceil(form.length / 64)));
  }

  #hide(secret: string): void {
    const isShort = secret.length < short;
    const forms = disguisesOf(secret).filter((form) => !isShort || form !== secret);
    this.#forms = longestFirst([...this.#forms, ...forms]);
    this.#broken = longestFirst([...this.#broken, ...base64Of(secret)]);
    if (isShort) this.#short = longestFirst([...this.#short, secret]);
  }

  /** Returns the text without secrets. */
  clean(text: string): string {
    return this.#pattern ? text.replace(this.#pattern, mask) : text;
  }

  /** Whether a text holds a secret in any form: what is to be kept may not even hold a short one that is part of a longer word. */
  holds(text: string): boolean {
    return this.clean(text) !== text || this.#short.some((one) => one.length >= 4 && text.includes(one));
  }

  /** Returns a function that cleans text coming in pieces; a secret split across them is found. An undefined piece ends the text. */
  stream(): (piece: string | undefined) => string {
    let rest = '';
    return (piece) => {
      const text = rest + (piece ?? '');
      rest = '';
      if (!this.#pattern || piece === undefined) return this.clean(text);
      const keep = this.#undecided(text);
      rest = text.slice(keep);
      return this.clean(text.slice(0, keep));
    };
  }

  /** Returns where the end of a text begins that may yet turn out to be the start of a secret. */
  #undecided(text: string): number {
    const found = this.#pattern ? [...text.matchAll(this.#pattern)] : [];
    for (let at = Math.max(0, text.length - this.#longest); at < text.length; at++) {
      const whole = found.find(({ index, 0: { length } }) => index < at && index + length > at);
      if (whole) at = whole.index + whole[0].length - 1;
      else if (this.#first.has(text.charAt(at)) && this.#mayGrow(text.slice(at))) return at;
    }
    return text.length;
  }

  /** Whether what follows can make this end of a text a secret; of a short one, also whether it stands alone. */
  #mayGrow(tail: string): boolean {
    const flat = tail.replaceAll(/\r?\n/g, '').replace(/\r$/, '');
    return (
      this.#forms.some((form) => form.length > tail.length && form.startsWith(tail)) ||
      this.#broken.some((form) => form.length > flat.length && form.startsWith(flat)) ||
      this.#short.some((form) => form.startsWith(tail))
    );
  }
}

function longestFirst(forms: string[]): string[] {
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** The same as a pattern, with a line's end between any two characters. */
function brokenLiteral(text: string): string {
  return [...text].map(literal).join('(?:\\r?\\n)?');
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
