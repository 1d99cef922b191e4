import { disguisesOf, short } from './disguises.ts';

/** What stands where a secret stood. */
export const mask = '[secret]';

/** Takes secrets out of text, whole or as it streams by. */
export class Redactor {
  #forms: string[] = [];
  #short: string[] = [];
  #pattern: RegExp | undefined;
  #first = new Set<string>();
  #longest = 0;

  /** Adds a value that is never to be shown. */
  hide(secret: string): void {
    if (secret.trim() === '') return;
    const disguises = disguisesOf(secret);
    const forms = secret.length < short ? disguises.filter((form) => form !== secret) : disguises;
    this.#forms = [...new Set([...this.#forms, ...forms])].sort((a, b) => b.length - a.length);
    if (secret.length < short)
      this.#short = [...new Set([...this.#short, secret])].sort((a, b) => b.length - a.length);
    const alone = this.#short.map((form) => `(?<![A-Za-z0-9_])${literal(form)}(?![A-Za-z0-9_])`);
    this.#pattern = new RegExp([...this.#forms.map(literal), ...alone].join('|'), 'g');
    const all = [...this.#forms, ...this.#short];
    this.#first = new Set(all.map((form) => form.charAt(0)));
    this.#longest = Math.max(...all.map((form) => form.length));
  }

  /** Returns the text without secrets. */
  clean(text: string): string {
    return this.#pattern ? text.replace(this.#pattern, mask) : text;
  }

  /** Whether a text holds a secret in any form. */
  holds(text: string): boolean {
    return this.clean(text) !== text;
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
    return (
      this.#forms.some((form) => form.length > tail.length && form.startsWith(tail)) ||
      this.#short.some((form) => form.startsWith(tail))
    );
  }
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
